import { describe, expect, it } from 'vitest';
import { createBlock } from '../../../engine/matching/block.ts';
import { createRuleSet } from '../../../engine/matching/index.ts';
import { collectFromList, mayMatchPart } from '../../../engine/matching/match-block.ts';
import type { FilterNode, Json, Leaf, Rule } from '../../../engine/model/index.ts';
import { entryFor } from './entries.ts';
import { eventOf, messyCatalog, ruleOf } from './messy.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const ids = (rules: readonly Rule[]) => rules.map(({ id }) => id);
/** The places of the rules that match. */
function matcher(count: number, filterOf: (index: number) => FilterNode[]) {
  const set = createRuleSet(
    messyCatalog,
    Array.from({ length: count }, (_, index) => ruleOf(`${index}`, filterOf(index))),
  );
  return (payload: Record<string, Json>) =>
    ids(set.match(eventOf(payload)))
      .map(Number)
      .sort((one, other) => one - other);
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('rules of a block', () => {
  it('are left by a number on the right side of their limits, on both sides and at the limit itself', () => {
    const above = matcher(64, (index) => [leaf('payload.n', index % 2 ? 'gt' : 'gte', index)]);
    expect(above({ n: -1 })).toEqual([]);
    expect(above({ n: 0 })).toEqual([0]);
    expect(above({ n: 1 })).toEqual([0]);
    expect(above({ n: 33 })).toEqual(range(0, 33));
    expect(above({ n: 34 })).toEqual(range(0, 35));
    expect(above({ n: 100 })).toEqual(range(0, 64));
    const below = matcher(64, (index) => [leaf('payload.n', index % 2 ? 'lt' : 'lte', index)]);
    expect(below({ n: 64 })).toEqual([]);
    expect(below({ n: 63 })).toEqual([]);
    expect(below({ n: 62 })).toEqual([62, 63]);
    expect(below({ n: 31 })).toEqual(range(32, 64));
    for (const n of ['5', null, [5], true]) expect([above({ n }), below({ n })]).toEqual([[], []]);
  });

  it('are left by lists and texts that hold what they ask for', () => {
    const matches = matcher(64, (index) => [
      leaf('payload.list', 'contains', index % 2 ? `<${index}>` : index),
    ]);
    expect(matches({ list: [2, 62, '<1>', '<63>', 'x', null] })).toEqual([1, 2, 62, 63]);
    expect(matches({ list: '<3><61>62' })).toEqual([3, 61]);
    for (const list of ['', [], 2, null, { 0: 2 }]) expect(matches({ list })).toEqual([]);
  });

  it('are left by any list or text where they ask for none', () => {
    const odd = range(0, 64).filter((index) => index % 2 === 1);
    const matches = matcher(64, (index) => (index % 2 ? [] : [leaf('payload.list', 'contains', index)]));
    for (const list of [[], '', 'none', null, 7, {}, ['none']])
      expect([list, matches({ list })]).toEqual([list, odd]);
    expect(matches({})).toEqual(odd);
    expect(matches({ list: [0, 62] })).toEqual([0, ...odd.slice(0, -1), 62, 63]);
  });

  it('are left by a number between limits that are close together', () => {
    // Limits so far from the first that all the others are in one bucket.
    const limits = [0, 10_000, 10_001, 10_002, 10_003];
    const above = (op: Leaf['op']) => matcher(5, (index) => [leaf('payload.n', op, limits[index] ?? null)]);
    expect(above('gt')({ n: 10_001 })).toEqual([0, 1]);
    expect(above('gte')({ n: 10_001 })).toEqual([0, 1, 2]);
    expect(above('gte')({ n: 10_001.5 })).toEqual([0, 1, 2]);
    expect(above('lt')({ n: 10_001 })).toEqual([3, 4]);
    expect(above('lte')({ n: 10_001 })).toEqual([2, 3, 4]);
    expect(above('lte')({ n: 10_000.5 })).toEqual([2, 3, 4]);
    const late = (op: Leaf['op']) =>
      matcher(64, (index) => [leaf('payload.n', op, index === 0 ? 0 : 10_000 + index)]);
    expect(late('gt')({ n: 10_040 })).toEqual(range(0, 40));
    expect(late('gte')({ n: 10_040 })).toEqual(range(0, 41));
    expect(late('lt')({ n: 10_040 })).toEqual(range(41, 64));
    expect(late('lte')({ n: 10_020.5 })).toEqual(range(21, 64));
  });

  it('are left by a number in whatever order their limits stand', () => {
    const limits = [10_003, 0, 10_001, 10_002, 10_001];
    const filterOf = (op: Leaf['op'], limit: number) => [leaf('payload.n', op, limit)];
    const left = (op: Leaf['op'], n: number) => {
      const block = createBlock(
        limits.map((limit, index) => entryFor(`${index}`, filterOf(op, limit))),
        new Map(),
      );
      const found: Rule[] = [];
      const always = [{ block, low: -1, high: 0 }];
      collectFromList({ always, vocabulary: null, byValue: new Map(), otherwise: [] }, eventOf({ n }), found);
      return ids(found);
    };
    expect(left('gt', 10_001)).toEqual(['1']);
    expect(left('gte', 10_002)).toEqual(['1', '2', '3', '4']);
    expect(left('lt', 10_002)).toEqual(['0']);
    expect(left('lte', 10_001)).toEqual(['0', '2', '3', '4']);
  });

  it('are left by what is none of the values they exclude, missing values too', () => {
    const matches = matcher(64, (index) => [{ not: leaf('payload.a', 'in', [index, 'all']) }]);
    expect(matches({ a: 40 })).toEqual(range(0, 64).filter((index) => index !== 40));
    expect(matches({ a: 'all' })).toEqual([]);
    expect(matches({})).toEqual(range(0, 64));
  });

  it('are left alone by values that only rules of other types ask for', () => {
    const set = createRuleSet(messyCatalog, [
      ruleOf('r_0', [leaf('payload.a', 'neq', 'x'), leaf('payload.b', 'contains', 'x')]),
    ]);
    const event = eventOf({ a: 'later', b: ['x', 'later'] });
    expect(ids(set.match(event))).toEqual(['r_0']);
    const trigger = { kind: 'event', eventType: 'other' } as const;
    const filter = [leaf('payload.a', 'eq', 'later'), leaf('payload.b', 'contains', 'later')];
    set.add(ruleOf('r_1', filter, { trigger }));
    expect(ids(set.match({ ...event, type: 'other' }))).toEqual(['r_1']);
    expect(ids(set.match(event))).toEqual(['r_0']);
    expect(ids(set.match(eventOf({ a: 1, b: 'later x' })))).toEqual(['r_0']);
    expect(set.match(eventOf({ a: 1, b: 'later' }))).toEqual([]);
    const probe = set.probe('known', 'a');
    expect([probe?.mayMatch(['later']), probe?.mayMatch(['x'])]).toEqual([true, false]);
  });

  it('are not asked for a value that no rule left asks for', () => {
    const matches = matcher(3, (index) =>
      index === 0
        ? [leaf('payload.b', 'eq', 1)]
        : [leaf('payload.a', 'eq', index), leaf('payload.n', 'gt', 2)],
    );
    expect(matches({ a: 0, b: 1, n: 1 })).toEqual([0]);
    expect(matches({ a: 2, b: 0, n: 3 })).toEqual([2]);
  });

  it('are tested one by one for what no table tells', () => {
    const matches = matcher(64, (index) => [leaf('payload.t', 'ends_with', `${index}`)]);
    expect(matches({ t: 'x63' })).toEqual([3, 63]);
    expect(matches({ t: 0 })).toEqual([]);
  });

  it.each([
    ['values', leaf('payload.a', 'eq', 1), 1],
    ['items', leaf('payload.a', 'contains', 1), [1]],
    ['texts', leaf('payload.a', 'contains', '1'), '1'],
    ['limits', leaf('payload.a', 'gte', 1), 1],
  ])('are left by no value where a table of %s has no row for it', (_name, asked, a) => {
    const block = createBlock([entryFor('r_0', [asked])], new Map());
    const matchesWith = (table: Int32Array) => {
      const found: Rule[] = [];
      const always = [{ block: { ...block, table }, low: 1, high: 0 }];
      collectFromList({ always, vocabulary: null, byValue: new Map(), otherwise: [] }, eventOf({ a }), found);
      return ids(found);
    };
    expect([matchesWith(block.table), matchesWith(new Int32Array(0))]).toEqual([['r_0'], []]);
  });

  it('may not match where a table has no row for a value', () => {
    const block = createBlock([entryFor('r_0', [leaf('payload.a', 'eq', 1)])], new Map());
    const places = new Map(block.columns.map(({ vocabulary }) => [vocabulary, 0]));
    const mayMatchWith = (table: Int32Array) =>
      mayMatchPart({ block: { ...block, table }, low: 1, high: 0 }, places, [1]);
    expect([mayMatchWith(block.table), mayMatchWith(new Int32Array(0))]).toEqual([true, false]);
  });

  it('may match by values and limits wherever they stand in the block', () => {
    const filterOf = (index: number) => [leaf('payload.a', 'eq', index), leaf('payload.n', 'gt', 2 * index)];
    const entries = range(0, 64).map((index) => entryFor(`${index}`, filterOf(index)));
    const block = createBlock(entries, new Map());
    const places = new Map(
      block.columns.map(({ kind, vocabulary }) => [vocabulary, kind === 'values' ? 0 : 1]),
    );
    const mayMatch = (a: Json, n: Json, low = -1, high = -1) =>
      mayMatchPart({ block, low, high }, places, [a, n]);
    for (const index of [0, 5, 31, 32, 40, 63]) {
      expect(mayMatch(index, 2 * index + 1)).toBe(true);
      expect(mayMatch(index, 2 * index)).toBe(false);
      expect(mayMatch(index, 2 * index + 1, index < 32 ? 0 : -1, index < 32 ? -1 : 0)).toBe(false);
    }
    expect(mayMatch('other', 1_000)).toBe(false);
    expect(mayMatch(5, 'text')).toBe(false);
  });
});
