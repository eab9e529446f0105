import type { Path } from '../language/index.ts';
import type { Event, Json, JsonObject } from '../model/index.ts';
import { placeOfKey, readKey } from './read-key.ts';

/**
 * Up to three keys of the payload that are neither positions in lists nor names that every object or list has: what
 * nearly all paths are, and what can be read without looking closely.
 */
export interface PlainPath {
  depth: number;
  first: string;
  second: string;
  third: string;
  /** Where each key is read; see `readKey`. */
  firstPlace: number;
  secondPlace: number;
  thirdPlace: number;
}

/** Null where the path is not a plain one. */
export function plainPath({ root, segments }: Path): PlainPath | null {
  if (root !== 'payload' || segments.length > 3) return null;
  if (segments.some((key) => /^\d+$/.test(key) || key in Array.prototype)) return null;
  const [first = '', second = '', third = ''] = segments;
  return {
    depth: segments.length,
    first,
    second,
    third,
    firstPlace: placeOfKey(first),
    secondPlace: placeOfKey(second),
    thirdPlace: placeOfKey(third),
  };
}

export function readPlain(event: Event, path: PlainPath): Json | undefined {
  const first = readKey(path.firstPlace, event.payload, path.first);
  if (path.depth === 1) return first;
  const second = isObject(first) ? readKey(path.secondPlace, first, path.second) : undefined;
  if (path.depth === 2) return second;
  return isObject(second) ? readKey(path.thirdPlace, second, path.third) : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
