import { deepEqual } from '../../language/index.ts';
import { formatPlace, isJsonObject, type Json, joinPlaces, type Place } from '../../model/index.ts';

/** One way in which what happened is not what was expected. */
export interface Difference {
  /** Place in the case: `expect.steps[0].params.to[1]`. */
  at: Place;
  message: string;
  expected: Json;
  /** Null where there is nothing. */
  actual: Json;
}

/** Where `actual` lacks something of `expected`: objects may hold more than expected, lists may not. */
export function subsetDifferences(expected: Json, actual: Json | undefined, at: Place): Difference[] {
  if (actual === undefined) {
    return [{ at, message: `expected ${show(expected)}, nothing is there`, expected, actual: null }];
  }
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return Object.entries(expected).flatMap(([key, value]) => {
      const found = Object.hasOwn(actual, key) ? actual[key] : undefined;
      return subsetDifferences(value, found, joinPlaces(at, formatPlace([key])));
    });
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((value, index) => subsetDifferences(value, actual[index], `${at}[${index}]`));
  }
  if (deepEqual(expected, actual)) return [];
  return [{ at, message: `expected ${show(expected)}, got ${show(actual)}`, expected, actual }];
}

/** A value on one line, short enough to read. */
export function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
