import { isJsonObject, type Json } from '../model/index.ts';

/** Whether two JSON values are the same value: no coercion, key order does not matter, list order does. */
export function deepEqual(left: Json, right: Json): boolean {
  return areSame(left, right);
}

/** Undefined stands for an item or a field that is not there. */
function areSame(left: Json | undefined, right: Json | undefined): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => areSame(item, right[index]));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return left === right;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && areSame(left[key], right[key]))
  );
}
