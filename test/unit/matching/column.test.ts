import { describe, expect, it } from 'vitest';
import { bitsOf, boundColumn, holdingColumn, valuesColumn } from '../../../engine/matching/column.ts';
import type { Bound } from '../../../engine/matching/constraints.ts';
import type { Vocabularies } from '../../../engine/matching/vocabulary.ts';
import { vocabularyFor } from '../../../engine/matching/vocabulary.ts';

const path = { root: 'payload' as const, segments: ['a'], text: 'payload.a' };
const named = { name: 'payload.a', path };
const bound = (sign: 1 | -1, limit: number, isStrict: boolean): Bound => {
  return { kind: 'bound', name: 'payload.a above', path, sign, bound: limit, isStrict };
};

describe('bits of rules', () => {
  it('are two words', () => {
    expect(bitsOf([])).toEqual({ low: 0, high: 0 });
    expect(bitsOf([0, 31, 32, 63])).toEqual({ low: 1 | (1 << 31), high: 1 | (1 << 31) });
  });
});

describe('a column', () => {
  it('has for each value the rules that it leaves, and first those that any other value leaves', () => {
    const column = valuesColumn(
      [
        { constraint: { kind: 'values', ...named, values: new Set(['x']) }, rule: 0 },
        { constraint: { kind: 'values', ...named, values: new Set(['x', 'y']) }, rule: 33 },
        { constraint: { kind: 'others', ...named, values: new Set(['y']) }, rule: 2 },
      ],
      new Map(),
    );
    expect([...column.vocabulary.ids.keys()]).toEqual(['x', 'y']);
    expect([...column.rows]).toEqual([~0b001, ~0b10, -1, -1, ~0b101, -1]);
    expect([column.otherLow, column.otherHigh]).toEqual([~0b001, ~0b10]);
    expect([column.kind, column.low, column.high, column.sparing]).toEqual(['values', 0b101, 0b10, 4 / 3]);
  });

  it('has for values that only other tables ask for the row of any other value', () => {
    const shared: Vocabularies = new Map();
    vocabularyFor(shared, 'payload.a', path, new Set(['elsewhere']));
    const column = valuesColumn(
      [{ constraint: { kind: 'values', ...named, values: new Set(['x']) }, rule: 0 }],
      shared,
    );
    expect([...column.rows]).toEqual([~1, -1, ~1, -1, -1, -1]);
  });

  it('tells which rules an item satisfies', () => {
    const column = holdingColumn(
      [
        { constraint: { kind: 'holding', ...named, item: 'x' }, rule: 0 },
        { constraint: { kind: 'holding', ...named, item: 'y' }, rule: 1 },
      ],
      new Map(),
    );
    expect([...column.rows]).toEqual([~0b11, -1, ~0b10, -1, ~0b01, -1]);
    expect([column.kind, column.low, column.sparing]).toEqual(['holding', 0b11, 4 / 3]);
  });

  it('knows the limit of each rule, those for which it is not enough, and the easiest', () => {
    const asked = [5, 3, 3, 7].map((limit, index) => ({
      constraint: bound(1, limit, index % 2 === 1),
      rule: 10 + index,
    }));
    const [first, ...more] = asked;
    if (!first) throw new Error('there are four');
    const column = boundColumn([first, ...more], 14);
    expect([...column.limits.slice(10)]).toEqual([5, 3, 3, 7]);
    expect([column.kind, column.easiest, column.sparing]).toEqual(['above', 3, 2]);
    expect([column.low, column.strict]).toEqual([0b1111 << 10, { low: 0b1010 << 10, high: 0 }]);
    const below = boundColumn(
      [
        { constraint: bound(-1, 1, false), rule: 0 },
        { constraint: bound(-1, 2, false), rule: 1 },
      ],
      2,
    );
    expect([below.kind, below.easiest]).toEqual(['below', 2]);
  });
});
