import type { Event, Json, JsonObject } from '../../../engine/model/index.ts';
import { eventOf } from './messy.ts';

/** An event that notes which keys of its payload, and of the objects in it, are read, in their order. */
export function notingReads(payload: JsonObject): { event: Event; reads: string[] } {
  const reads: string[] = [];
  const noting = (object: JsonObject): JsonObject =>
    new Proxy(object, {
      get: (target, key): Json | undefined => {
        if (typeof key !== 'string') return undefined;
        reads.push(key);
        const value = target[key];
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? noting(value) : value;
      },
    });
  return { event: eventOf(noting(payload)), reads };
}
