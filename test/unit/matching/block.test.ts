import { describe, expect, it } from 'vitest';
import { createBlock } from '../../../engine/matching/block.ts';
import type { FilterNode, Leaf } from '../../../engine/model/index.ts';
import { entryFor } from './entries.ts';
import { eventOf } from './messy.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const blockOf = (...filters: FilterNode[][]) =>
  createBlock(
    filters.map((filter, index) => entryFor(`r_${index}`, filter)),
    new Map(),
  );

describe('a block of rules', () => {
  it('has a column for each path and kind of demand, and a test for what no column tells', () => {
    const block = blockOf(
      [leaf('payload.a', 'eq', 1), leaf('payload.b', 'gt', 3)],
      [leaf('payload.a', 'neq', 1), leaf('payload.b', 'lt', 3)],
      [leaf('payload.a', 'contains', 'x'), leaf('payload.b', 'gte', 4)],
      [leaf('payload.a', 'eq', 2), leaf('payload.c', 'exists', true)],
    );
    const columns = block.columns.map(({ kind, vocabulary, low }) => [
      kind,
      vocabulary.path.segments[0],
      low,
    ]);
    expect(columns).toEqual([
      ['values', 'a', 0b1011],
      ['above', 'b', 0b0101],
      ['holding', 'a', 0b0100],
      ['below', 'b', 0b0010],
    ]);
    expect(block.rules.map(({ id }) => id)).toEqual(['r_0', 'r_1', 'r_2', 'r_3']);
    expect(block.tests.slice(0, 3)).toEqual([null, null, null]);
    expect([eventOf({}), eventOf({ c: 1 })].map((event) => block.tests[3]?.(event))).toEqual([false, true]);
  });

  it('puts the column first that is expected to take away most', () => {
    const block = blockOf(
      [leaf('payload.a', 'gt', 1), leaf('payload.b', 'eq', 1)],
      [leaf('payload.a', 'gt', 2), leaf('payload.b', 'eq', 2)],
      [leaf('payload.a', 'gt', 3), leaf('payload.c', 'neq', 2)],
    );
    expect(block.columns.map(({ kind, sparing }) => [kind, sparing])).toEqual([
      ['above', 1.5],
      ['values', 4 / 3],
      ['values', 1 / 2],
    ]);
  });

  it('gives a second and third demand of one rule on the same value columns of their own', () => {
    const block = blockOf(
      [leaf('payload.a', 'neq', 1), leaf('payload.a', 'neq', 2), leaf('payload.a', 'neq', 3)],
      [leaf('payload.a', 'neq', 4)],
    );
    expect(block.columns.map(({ vocabulary, low }) => [vocabulary.path.segments[0], low])).toEqual([
      ['a', 0b11],
      ['a', 0b01],
      ['a', 0b01],
    ]);
  });

  it('gives the second demand of a later rule a column of its own too', () => {
    const block = blockOf(
      [leaf('payload.a', 'neq', 1)],
      [leaf('payload.a', 'neq', 2), leaf('payload.a', 'neq', 3)],
    );
    expect(block.columns.map(({ low }) => low)).toEqual([0b11, 0b10]);
  });

  it('has one table with the rows of all columns', () => {
    const block = blockOf([leaf('payload.a', 'eq', 1)], [leaf('payload.b', 'eq', 1)]);
    expect([...block.table]).toEqual([~0b01, -1, -1, -1, ~0b10, -1, -1, -1]);
    expect(block.columns.map(({ start }) => start)).toEqual([0, 4]);
  });

  it('does not ask again what the way to it has settled', () => {
    const entry = entryFor('r_0', [leaf('payload.a', 'eq', 1)]);
    const [settled] = entry.open;
    const block = createBlock([{ ...entry, open: [], settled: settled ? [settled.part] : [] }], new Map());
    expect([block.tests, block.columns]).toEqual([[null], []]);
  });
});
