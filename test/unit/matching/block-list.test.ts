import { describe, expect, it } from 'vitest';
import { blocksOf, partsFor, type Unsplit } from '../../../engine/matching/block-list.ts';
import type { FilterNode, Json, Leaf } from '../../../engine/model/index.ts';
import { entryFor } from './entries.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const listOf = (count: number, filterOf: (index: number) => FilterNode[]): Unsplit => ({
  entries: Array.from({ length: count }, (_, index) => entryFor(`r_${index}`, filterOf(index))),
  ready: null,
});
/** The ids of the rules that a value leads to, part by part. */
function idsFor(list: Unsplit, value: Json | undefined): string[][] {
  return partsFor(blocksOf(list, new Map()), value).map(({ block, low, high }) =>
    block.rules.flatMap(({ id }, rule) =>
      (((rule < 32 ? low : high) >>> (rule & 31)) & 1) === 1 ? [id] : [],
    ),
  );
}

const named = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `r_${from + index}`);

describe('a list of blocks', () => {
  it('is made once', () => {
    const list = listOf(1, () => []);
    expect(blocksOf(list, new Map())).toBe(blocksOf(list, new Map()));
  });

  it('is one block for up to 64 rules, which every event meets', () => {
    const { always, vocabulary, byValue, otherwise } = blocksOf(
      listOf(64, (index) => [leaf('payload.a', 'eq', index)]),
      new Map(),
    );
    expect(always.map(({ block, low, high }) => [block.rules.length, low, high])).toEqual([[64, -1, -1]]);
    expect([vocabulary, byValue, otherwise]).toEqual([null, new Map(), []]);
  });

  it('is more blocks for more rules that no value tells apart, those with like bounds together', () => {
    const { always, vocabulary } = blocksOf(
      listOf(70, (index) =>
        index < 2 ? [] : [leaf(index % 2 ? 'payload.a' : 'payload.b', index % 3 ? 'gt' : 'gte', index >> 2)],
      ),
      new Map(),
    );
    expect(vocabulary).toBeNull();
    expect(always.map(({ low, high }) => [low, high])).toEqual([
      [-1, -1],
      [0b111111, 0],
    ]);
    const ids = always.flatMap(({ block }) => block.rules.map(({ id }) => id));
    expect(ids.slice(0, 8)).toEqual(['r_0', 'r_1', 'r_3', 'r_5', 'r_7', 'r_9', 'r_11', 'r_15']);
    expect(ids.slice(-4)).toEqual(['r_62', 'r_66', 'r_64', 'r_68']);
    expect(new Set(ids).size).toBe(70);
  });

  it('has those without bounds first, wherever they stood, and then those of each bound in their order', () => {
    const without = [0, 35, 69];
    const list = listOf(70, (index) =>
      without.includes(index)
        ? []
        : [leaf('payload.list', 'contains', index), leaf('payload.a', index % 2 ? 'gt' : 'lt', 100 - index)],
    );
    const order = blocksOf(list, new Map()).always.flatMap(({ block }) => block.rules.map(({ id }) => id));
    const odd = Array.from({ length: 34 }, (_, index) => 67 - 2 * index).filter((index) => index !== 35);
    const even = Array.from({ length: 34 }, (_, index) => 2 + 2 * index);
    // Above is before below; what more numbers satisfy comes first.
    expect(order).toEqual([...without, ...odd, ...even].map((index) => `r_${index}`));
  });

  it('has rules that ask for the same value in the same blocks, wherever they stood', () => {
    const list = listOf(192, (index) => [leaf('payload.a', 'eq', ['x', 'y', 'z'][index % 3] ?? '')]);
    for (const [first, value] of ['x', 'y', 'z'].entries())
      expect(idsFor(list, value)).toEqual([
        Array.from({ length: 64 }, (_, index) => `r_${first + 3 * index}`),
      ]);
  });

  it('does not lead by a value to rules that exclude it', () => {
    const list = listOf(90, (index) => [leaf('payload.a', index < 70 ? 'eq' : 'neq', index % 7)]);
    expect(idsFor(list, 3).flat()).toEqual(Array.from({ length: 10 }, (_, index) => `r_${3 + 7 * index}`));
    expect(blocksOf(list, new Map()).always.map(({ block }) => block.rules.map(({ id }) => id))).toEqual([
      named(70, 90),
    ]);
  });

  it('leads by a value to the rules that ask for it, in as few blocks as may be', () => {
    const list = listOf(82, (index) =>
      index < 65 ? [leaf('payload.a', 'eq', index < 32 ? 'x' : 'y')] : [leaf('payload.b', 'eq', index)],
    );
    const { always, vocabulary } = blocksOf(list, new Map());
    expect(vocabulary?.path.segments).toEqual(['a']);
    expect(always.map(({ block }) => block.rules.map(({ id }) => id))).toEqual([named(65, 82)]);
    expect(idsFor(list, 'x')).toEqual([named(0, 32)]);
    expect(idsFor(list, 'y')).toEqual([named(32, 64), named(64, 65)]);
    for (const value of ['z', undefined, null, 0]) expect(idsFor(list, value)).toEqual([]);
  });

  it('has a few rules that ask for no value beside those that do, once for each value', () => {
    const list = listOf(81, (index) =>
      index < 65 ? [leaf('payload.a', 'eq', index < 32 ? 'x' : 'y')] : [leaf('payload.b', 'eq', index)],
    );
    const { always, otherwise } = blocksOf(list, new Map());
    expect([always, otherwise.length]).toEqual([[], 1]);
    expect(idsFor(list, 'x')).toEqual([[...named(0, 32), ...named(65, 81)]]);
    expect(idsFor(list, 'y')).toEqual([[...named(32, 48), ...named(65, 81)], named(48, 65)]);
    for (const value of ['z', undefined, null, 0]) expect(idsFor(list, value)).toEqual([named(65, 81)]);
  });

  it('leads to rules that ask for any of several values by each of them, and by none to those that ask for none', () => {
    const list = listOf(66, (index) => [
      leaf('payload.a', 'in', index === 0 || index === 40 ? [] : index === 1 ? ['x', 'y'] : [`v${index}`]),
    ]);
    expect(idsFor(list, 'x')).toEqual([['r_1']]);
    expect(idsFor(list, 'y')).toEqual([['r_1']]);
    expect(idsFor(list, 'v65')).toEqual([['r_65']]);
    expect(partsFor(blocksOf(list, new Map()), 'x')[0]?.block.rules.length).toBe(64);
  });

  it('does not tell rules apart by what lists hold', () => {
    const list = listOf(65, (index) => [leaf('payload.a', 'contains', index)]);
    const { always, vocabulary } = blocksOf(list, new Map());
    expect([always.length, vocabulary]).toEqual([2, null]);
  });
});
