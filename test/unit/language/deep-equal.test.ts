import { describe, expect, it } from 'vitest';
import { deepEqual } from '../../../engine/language/index.ts';
import type { Json } from '../../../engine/model/index.ts';

describe('two JSON values', () => {
  it.each<[Json, Json]>([
    [null, null],
    [0, 0],
    ['a', 'a'],
    [[], []],
    [{}, {}],
    [
      { a: 1, b: [null, { c: 'x' }] },
      { b: [null, { c: 'x' }], a: 1 },
    ],
  ])('are the same: %j and %j', (left, right) => {
    expect(deepEqual(left, right)).toBe(true);
  });

  it.each<[Json, Json]>([
    [5, '5'],
    [0, false],
    [null, {}],
    [null, 0],
    ['a', ['a']],
    [[], {}],
    [['a'], { 0: 'a' }],
    [
      ['a', 'b'],
      ['a', 'c'],
    ],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['a', 'b'], ['a']],
    [{ a: 1, b: 2 }, { a: 1 }],
    [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
    [{ a: null }, { b: null }],
    [{ toString: null }, { a: null }],
    [{ a: { b: [1] } }, { a: { b: [2] } }],
  ])('are two: %j and %j', (left, right) => {
    expect(deepEqual(left, right)).toBe(false);
    expect(deepEqual(right, left)).toBe(false);
  });

  it('are two where a field is only inherited', () => {
    const inherits: Json = Object.create({ a: 1 });
    Object.defineProperty(inherits, 'b', { value: 1, enumerable: true });
    expect(deepEqual({ a: 1 }, inherits)).toBe(false);
  });
});
