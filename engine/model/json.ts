import { z } from 'zod';
import { formatPlace, type PlaceSegment } from './place.ts';

/** Any JSON value. Events, parameters and outputs are made of these. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/**
 * Accepts any value that `JSON.parse` can produce, as it is; nesting is bounded before it runs (see `parseJson`).
 * One plain walk instead of zod's own JSON schema, which takes seconds for an event at the size limit.
 */
export const json: z.ZodType<Json> = z.any().superRefine((value, context) => {
  const path = findNonJson(value);
  if (path) context.addIssue({ code: 'custom', message: describeNonJson(value, path), path });
});

export const jsonObject: z.ZodType<JsonObject> = z
  .any()
  .superRefine((value, context) => {
    if (!isJsonObject(value)) {
      context.addIssue({ code: 'invalid_type', expected: 'record', input: value });
      return;
    }
    const path = findNonJson(value);
    if (path) context.addIssue({ code: 'custom', message: describeNonJson(value, path), path });
  })
  .meta({ type: 'object' });

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a value stops being JSON; null when it never does. Walks without recursion. */
function findNonJson(root: unknown): PlaceSegment[] | null {
  if (isScalar(root)) return null;
  if (!isContainer(root)) return [];
  const stack: Level[] = [open(root, null, '')];
  for (let level = stack.pop(); level; level = stack.pop()) {
    for (const key of level.keys) {
      const value: unknown = Reflect.get(level.container, key);
      if (isScalar(value)) continue;
      const segment = Array.isArray(level.container) ? Number(key) : key;
      if (!isContainer(value)) return [...pathOf(level), segment];
      stack.push(open(value, level, segment));
    }
  }
  return null;
}

/** Where a value nests deeper than `most` lists and objects; null when it never does. Walks without recursion. */
export function findTooDeep(root: Json, most: number): PlaceSegment[] | null {
  if (!isContainer(root)) return null;
  const stack: Level[] = [open(root, null, '')];
  for (let level = stack.pop(); level; level = stack.pop()) {
    if (level.depth > most) return pathOf(level);
    for (const key of level.keys) {
      const value: unknown = Reflect.get(level.container, key);
      if (!isContainer(value)) continue;
      stack.push(open(value, level, Array.isArray(level.container) ? Number(key) : key));
    }
  }
  return null;
}

interface Level {
  container: object;
  keys: Iterable<string>;
  outer: Level | null;
  segment: PlaceSegment;
  /** 1 for the outermost list or object. */
  depth: number;
}

function open(container: object, outer: Level | null, segment: PlaceSegment): Level {
  return { container, keys: Object.keys(container), outer, segment, depth: (outer?.depth ?? 0) + 1 };
}

function pathOf(level: Level): PlaceSegment[] {
  const path: PlaceSegment[] = [];
  for (let each = level; each.outer; each = each.outer) path.push(each.segment);
  return path.reverse();
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' || typeof value === 'boolean' || value === null;
}

/** A list or a plain object; dates, maps and the like are not JSON. */
function isContainer(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describeNonJson(root: unknown, path: readonly PlaceSegment[]): string {
  if (root === undefined) return 'a value is needed';
  return `not JSON${path.length > 0 ? ` at ${formatPlace(path)}` : ''}: only text, finite numbers, true, false, null, lists and objects are`;
}
