import { describe, expect, it } from 'vitest';
import {
  bitsOf,
  boundColumn,
  bucketOf,
  holdingColumn,
  type Making,
  valuesColumn,
} from '../../../engine/matching/column.ts';
import type { Bound } from '../../../engine/matching/constraints.ts';
import { vocabularyFor } from '../../../engine/matching/vocabulary.ts';

const path = { root: 'payload' as const, segments: ['a'], text: 'payload.a' };
const named = { name: 'payload.a', path };
const bound = (sign: 1 | -1, limit: number, isStrict: boolean): Bound => {
  return { kind: 'bound', name: 'payload.a above', path, sign, bound: limit, isStrict };
};

const makingWith = (...table: number[]): Making => ({ shared: new Map(), table });

describe('bits of rules', () => {
  it('are two words', () => {
    expect(bitsOf([])).toEqual({ low: 0, high: 0 });
    expect(bitsOf([0, 31, 32, 63])).toEqual({ low: 1 | (1 << 31), high: 1 | (1 << 31) });
  });
});

describe('a column', () => {
  it('has for each value the rules that it leaves, and first those that any other value leaves', () => {
    const making = makingWith(9, 9);
    const column = valuesColumn(
      [
        { constraint: { kind: 'values', ...named, values: new Set(['x']) }, rule: 0 },
        { constraint: { kind: 'values', ...named, values: new Set(['x', 'y']) }, rule: 33 },
        { constraint: { kind: 'others', ...named, values: new Set(['y']) }, rule: 2 },
      ],
      making,
    );
    expect([...column.vocabulary.ids.keys()]).toEqual(['x', 'y']);
    expect([column.start, column.known]).toEqual([2, 2]);
    expect(making.table).toEqual([9, 9, ~0b001, ~0b10, -1, -1, ~0b101, -1]);
    expect([column.kind, column.low, column.high, column.sparing]).toEqual(['values', 0b101, 0b10, 4 / 3]);
  });

  it('has for values that only other tables ask for the row of any other value', () => {
    const making = makingWith();
    vocabularyFor(making.shared, 'payload.a', path, new Set(['elsewhere']));
    const column = valuesColumn(
      [{ constraint: { kind: 'values', ...named, values: new Set(['x']) }, rule: 0 }],
      making,
    );
    expect(making.table).toEqual([~1, -1, ~1, -1, -1, -1]);
    expect([column.start, column.known]).toEqual([0, 2]);
  });

  it('tells which rules an item satisfies', () => {
    const making = makingWith();
    const column = holdingColumn(
      [
        { constraint: { kind: 'holding', ...named, item: 'x' }, rule: 0 },
        { constraint: { kind: 'holding', ...named, item: 'y' }, rule: 1 },
      ],
      making,
    );
    expect(making.table).toEqual([~0b11, -1, ~0b10, -1, ~0b01, -1]);
    expect([column.kind, column.low, column.sparing]).toEqual(['holding', 0b11, 4 / 3]);
  });

  it('knows the limit of each rule, and those for which it is not enough', () => {
    const making = makingWith(9);
    const column = boundColumn(
      [
        { constraint: bound(1, 5, false), rule: 10 },
        { constraint: bound(1, 3, true), rule: 11 },
        { constraint: bound(1, 3, false), rule: 12 },
        { constraint: bound(1, 7, true), rule: 13 },
      ],
      making,
    );
    expect([...column.limits.slice(10)]).toEqual([5, 3, 3, 7]);
    expect([column.kind, column.start, column.sparing]).toEqual(['above', 1, 2]);
    expect([column.low, column.strict]).toEqual([0b1111 << 10, { low: 0b1010 << 10, high: 0 }]);
    expect(making.table.length).toBe(1 + 4 * 32);
  });

  it('tells by the bucket of a number which limits it is past, which it is not, and which are in the bucket', () => {
    const rowsOf = (sign: 1 | -1, limits: readonly [number, ...number[]], value: number) => {
      const making = makingWith();
      const [first, ...others] = limits.map((limit, index) => ({
        constraint: bound(sign, limit, false),
        rule: index * 33,
      }));
      if (!first) throw new Error('there is one');
      const row = 4 * bucketOf(boundColumn([first, ...others], making), value);
      return making.table.slice(row, row + 4);
    };
    expect(rowsOf(1, [0, 31], 15)).toEqual([-1, ~0b10, 0, 0]);
    expect(rowsOf(-1, [0, 31], 15)).toEqual([~0b1, -1, 0, 0]);
    expect(rowsOf(1, [0, 31], -4)).toEqual([-1, ~0b10, 1, 0]);
    expect(rowsOf(1, [0, 31], 0.5)).toEqual([-1, ~0b10, 1, 0]);
    expect(rowsOf(1, [0, 31], 99)).toEqual([-1, -1, 0, 0b10]);
    expect(rowsOf(-1, [0, 31], 99)).toEqual([~0b1, -1, 0, 0b10]);
    // One limit, or limits too far apart to be cut: all are looked at.
    expect(rowsOf(1, [4, 4], 4)).toEqual([-1, -1, 1, 0b10]);
    expect(rowsOf(1, [-1e308, 1e308], 5)).toEqual([-1, -1, 1, 0b10]);
  });

  it('cuts the numbers from the least limit to the greatest into buckets', () => {
    const cut = (...limits: [number, ...number[]]) => {
      const [first, ...others] = limits.map((limit, rule) => ({ constraint: bound(1, limit, false), rule }));
      if (!first) throw new Error('there is one');
      const { origin, scale } = boundColumn([first, ...others], makingWith());
      return { origin, scale };
    };
    expect(cut(10, 41)).toEqual({ origin: 10, scale: 1 });
    expect(cut(72, 10, 20)).toEqual({ origin: 10, scale: 0.5 });
    expect(cut(-31, 0)).toEqual({ origin: -31, scale: 1 });
    expect(cut(4, 4)).toEqual({ origin: 4, scale: 0 });
    expect(cut(-1e308, 1e308)).toEqual({ origin: -1e308, scale: 0 });
    const bucket = (value: number) => bucketOf({ origin: 10, scale: 0.5 }, value);
    expect([9, 10, 11, 12, 13.9, 14, 71, 72, 74, 1_000].map(bucket)).toEqual([
      0, 0, 0, 1, 1, 2, 30, 31, 31, 31,
    ]);
    expect(bucket(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(bucket(Number.POSITIVE_INFINITY)).toBe(31);
  });

  it('has one row where its rules ask for none of no values', () => {
    const making = makingWith();
    const column = valuesColumn(
      [
        { constraint: { kind: 'values', ...named, values: new Set() }, rule: 0 },
        { constraint: { kind: 'others', ...named, values: new Set() }, rule: 1 },
      ],
      making,
    );
    expect([making.table, column.known, column.sparing]).toEqual([[~0b01, -1], 0, 1]);
  });

  it('reads the values of limits on one path and side by one vocabulary', () => {
    const making = makingWith();
    const one = boundColumn([{ constraint: bound(1, 1, false), rule: 0 }], making);
    const other = boundColumn([{ constraint: bound(1, 2, false), rule: 0 }], making);
    expect(one.vocabulary).toBe(other.vocabulary);
  });
});
