import type { Json, JsonObject } from '../model/index.ts';

/** How many places there are to read a key from. */
const places = 32;

/** The place at which a key is read: the same for the same key, and mostly another for another one. */
export function placeOfKey(key: string): number {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = (Math.imul(hash, 31) + key.charCodeAt(index)) | 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % places;
}

/**
 * `object[key]`, read at the key's place. What a virtual machine learns about reading a property it keeps where the
 * read is written: a single place that reads every key of every rule finds each of them the slow way.
 */
export function readKey(place: number, object: JsonObject, key: string): Json | undefined {
  switch (place) {
    case 0:
      return object[key];
    case 1:
      return object[key];
    case 2:
      return object[key];
    case 3:
      return object[key];
    case 4:
      return object[key];
    case 5:
      return object[key];
    case 6:
      return object[key];
    case 7:
      return object[key];
    case 8:
      return object[key];
    case 9:
      return object[key];
    case 10:
      return object[key];
    case 11:
      return object[key];
    case 12:
      return object[key];
    case 13:
      return object[key];
    case 14:
      return object[key];
    case 15:
      return object[key];
    case 16:
      return object[key];
    case 17:
      return object[key];
    case 18:
      return object[key];
    case 19:
      return object[key];
    case 20:
      return object[key];
    case 21:
      return object[key];
    case 22:
      return object[key];
    case 23:
      return object[key];
    case 24:
      return object[key];
    case 25:
      return object[key];
    case 26:
      return object[key];
    case 27:
      return object[key];
    case 28:
      return object[key];
    case 29:
      return object[key];
    case 30:
      return object[key];
    default:
      return object[key];
  }
}
