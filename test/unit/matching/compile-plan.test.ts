import { describe, expect, it } from 'vitest';
import { accept } from '../../../engine/matching/compile-leaf.ts';
import { never } from '../../../engine/matching/compile-operator.ts';
import { compileAll, compilePlan } from '../../../engine/matching/compile-plan.ts';
import { planFilter } from '../../../engine/matching/plan.ts';
import type { FilterNode, JsonObject, Leaf } from '../../../engine/model/index.ts';
import { eventOf } from './messy.ts';
import { notingReads } from './reads.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const is = (key: string) => leaf(`payload.${key}`, 'eq', 1);
const compiled = (...filter: FilterNode[]) => compilePlan(planFilter(filter, undefined));
const unreadable = leaf('nonsense', 'eq', 1);

/** Of all events in which each key is 1 or missing, those of which the filter holds, by the keys that are 1. */
function holdingFor(keys: string, ...filter: FilterNode[]): string[] {
  const test = compiled(...filter);
  const subsets = Array.from({ length: 1 << keys.length }, (_, bits) =>
    [...keys].filter((_key, at) => ((bits >> at) & 1) === 1).join(''),
  );
  return subsets.filter((subset) => test(eventOf(Object.fromEntries([...subset].map((key) => [key, 1])))));
}

describe('a plan, compiled', () => {
  it('holds where all parts do', () => {
    expect(holdingFor('ab')).toEqual(['', 'a', 'b', 'ab']);
    expect(holdingFor('ab', is('a'))).toEqual(['a', 'ab']);
    expect(holdingFor('ab', is('a'), is('b'))).toEqual(['ab']);
    expect(holdingFor('ab', { all: [] }, is('b'))).toEqual(['b', 'ab']);
    expect(holdingFor('abc', is('a'), { all: [is('b'), is('c')] })).toEqual(['abc']);
  });

  it('holds where some alternative does, however many there are', () => {
    expect(holdingFor('ab', { any: [is('a')] })).toEqual(['a', 'ab']);
    expect(holdingFor('abc', { any: [is('a'), is('b')] })).toEqual(['a', 'b', 'ab', 'ac', 'bc', 'abc']);
    expect(holdingFor('abc', { any: [is('a'), is('b'), is('c')] })).toEqual([
      'a',
      'b',
      'ab',
      'c',
      'ac',
      'bc',
      'abc',
    ]);
    expect(holdingFor('abcd', { any: [is('a'), is('b'), is('c'), is('d')] }).length).toBe(15);
    expect(holdingFor('a', { any: [] })).toEqual([]);
  });

  it('holds where some alternative does and then the rest', () => {
    expect(holdingFor('abc', { any: [is('a'), is('b')] }, is('c'))).toEqual(['ac', 'bc', 'abc']);
    expect(holdingFor('abc', is('c'), { any: [is('a'), is('b')] })).toEqual(['ac', 'bc', 'abc']);
    // The dearer parts come last, so that the alternatives go on to them.
    const dear = leaf('payload.c', 'in', [1, [1], 2]);
    expect(holdingFor('abc', { any: [is('a')] }, { not: { not: dear } })).toEqual(['ac', 'abc']);
    expect(holdingFor('abc', { any: [is('a'), is('b')] }, { all: [dear, dear] })).toEqual([
      'ac',
      'bc',
      'abc',
    ]);
    expect(holdingFor('a', { any: [] }, is('a'))).toEqual([]);
  });

  it('holds where what is negated does not', () => {
    expect(holdingFor('ab', { not: is('a') })).toEqual(['', 'b']);
    expect(holdingFor('ab', { not: { all: [is('a'), is('b')] } })).toEqual(['', 'a', 'b']);
    expect(holdingFor('ab', { not: { any: [is('a'), is('b')] } })).toEqual(['']);
    expect(holdingFor('ab', { not: { not: is('a') } })).toEqual(['a', 'ab']);
    expect(holdingFor('ab', { not: { any: [is('a'), { not: is('b') }] } })).toEqual(['b']);
    expect(holdingFor('a', { not: { all: [] } })).toEqual([]);
    expect(holdingFor('a', { not: { any: [] } })).toEqual(['', 'a']);
  });

  it('never holds of what cannot be read, and always of its opposite', () => {
    expect(compiled(unreadable)).toBe(never);
    expect(compiled({ not: unreadable })).toBe(accept);
    expect(compiled({ any: [{ not: unreadable }] })).toBe(accept);
    expect(compiled({ any: [] }, is('a'))).toBe(never);
    expect(compiled()).toBe(accept);
    expect(holdingFor('a', unreadable, is('a'))).toEqual([]);
    expect(holdingFor('a', { not: unreadable }, is('a'))).toEqual(['a']);
    expect(holdingFor('a', { any: [unreadable, is('a')] })).toEqual(['a']);
  });

  it('looks at the cheapest part first, and no further than it has to', () => {
    const readsOf = (payload: JsonObject, ...filter: FilterNode[]) => {
      const { event, reads } = notingReads(payload);
      return [compiled(...filter)(event), ...reads];
    };
    const parts = [
      leaf('payload.m', 'matches', '1'),
      leaf('payload.i', 'in', [1]),
      leaf('payload.c', 'contains', '1'),
      is('e'),
    ];
    expect(readsOf({ m: '1', i: 1, c: '1', e: 1 }, ...parts)).toEqual([true, 'e', 'i', 'c', 'm']);
    expect(readsOf({ m: '1', i: 1, c: 'x', e: 1 }, ...parts)).toEqual([false, 'e', 'i', 'c']);
    expect(readsOf({ m: '1' }, { any: parts })).toEqual([true, 'e', 'i', 'c', 'm']);
    expect(readsOf({ i: 1 }, { any: parts })).toEqual([true, 'e', 'i']);
    expect(readsOf({ e: 1 }, { any: parts })).toEqual([true, 'e']);
    // Parts that cost the same keep their order.
    expect(readsOf({ b: 1, a: 1, c: 1 }, is('b'), is('a'), is('c'))).toEqual([true, 'b', 'a', 'c']);
  });

  it('compiles parts that must all hold, as a tree has them', () => {
    const payloads: JsonObject[] = [{ a: 1 }, { b: 1 }, { a: 1, b: 1 }];
    const test = compileAll(planFilter([is('a'), is('b')], undefined).children);
    expect(payloads.map((payload) => test(eventOf(payload)))).toEqual([false, false, true]);
    expect(compileAll([])).toBe(accept);
  });
});

describe('a condition on items, compiled', () => {
  const where = leaf('item', 'gt', 5);
  const some = { anyItem: 'payload.list', where };
  const every = { everyItem: 'payload.list', where };
  const verdicts = (node: FilterNode) =>
    [[], [6], [5], [5, 6], [6, 5], [6, 7]].map((list) => compiled(node)(eventOf({ list })));

  it('holds where some item does, or every one', () => {
    expect(verdicts(some)).toEqual([false, true, false, true, true, true]);
    expect(verdicts(every)).toEqual([true, true, false, false, false, true]);
    expect(verdicts({ not: some })).toEqual([true, false, true, false, false, false]);
    expect(verdicts({ not: every })).toEqual([false, false, true, true, true, false]);
  });

  it('holds of no list that is none', () => {
    for (const list of [null, 6, 'text', { 0: 6, length: 1 }, true]) {
      for (const node of [some, every]) {
        expect([list, compiled(node)(eventOf({ list }))]).toEqual([list, false]);
        expect([list, compiled({ not: node })(eventOf({ list }))]).toEqual([list, true]);
      }
    }
    expect([some, every].map((node) => compiled(node)(eventOf({})))).toEqual([false, false]);
  });

  it('is one part of its group', () => {
    const test = compiled(some, is('a'));
    expect(test(eventOf({ list: [6], a: 1 }))).toBe(true);
    expect(test(eventOf({ list: [6], a: 2 }))).toBe(false);
    expect(test(eventOf({ list: [5], a: 1 }))).toBe(false);
    // The list comes first here, as the alternatives after it look for a pattern.
    const matching = leaf('payload.t', 'matches', 'x');
    expect(compiled(some, { any: [matching] })(eventOf({ list: [6], t: 'x' }))).toBe(true);
    expect(compiled(some, { any: [matching] })(eventOf({ list: [6], t: 'y' }))).toBe(false);
    expect(compiled(some, { any: [matching] })(eventOf({ list: [5], t: 'x' }))).toBe(false);
  });

  it('compares items with what the event says beside them', () => {
    const node = { anyItem: 'payload.list', where: { all: [leaf('item.n', 'eq', 1), is('a')] } };
    expect(compiled(node)(eventOf({ list: [{ n: 2 }, { n: 1 }], a: 1 }))).toBe(true);
    expect(compiled(node)(eventOf({ list: [{ n: 2 }, { n: 1 }], a: 2 }))).toBe(false);
  });

  it('hands its item on to all alternatives', () => {
    const any = ['x', 'y', 'z', 'w'].map((value) => leaf('item', 'eq', value));
    for (const count of [1, 2, 3, 4]) {
      const test = compiled({ anyItem: 'payload.list', where: { any: any.slice(0, count) } });
      expect(['x', 'y', 'z', 'w', 'v'].filter((item) => test(eventOf({ list: [item] })))).toEqual(
        ['x', 'y', 'z', 'w'].slice(0, count),
      );
      const matching = leaf('item', 'starts_with', 'x');
      const guarded = compiled({
        anyItem: 'payload.list',
        where: { all: [{ any: any.slice(0, count) }, matching, matching, matching] },
      });
      expect(['x', 'y'].filter((item) => guarded(eventOf({ list: [item] })))).toEqual(['x']);
    }
  });

  it('looks at lists within items', () => {
    const test = compiled({
      everyItem: 'payload.list',
      where: { anyItem: 'item.list', where: leaf('item', 'eq', 1) },
    });
    expect(test(eventOf({ list: [{ list: [2, 1] }, { list: [1] }] }))).toBe(true);
    expect(test(eventOf({ list: [{ list: [2, 1] }, { list: [2] }] }))).toBe(false);
  });
});
