import type { Json } from '../model/index.ts';

/** Whether two JSON values are the same value: no coercion, key order does not matter, list order does. */
export function deepEqual(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => {
      const other = right[index];
      return other !== undefined && deepEqual(item, other);
    });
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => {
    const one = left[key];
    const other = Object.hasOwn(right, key) ? right[key] : undefined;
    return one !== undefined && other !== undefined && deepEqual(one, other);
  });
}
