import { describe, expect, it } from 'vitest';
import { costOf } from '../../../engine/matching/cost.ts';
import { planFilter } from '../../../engine/matching/plan.ts';
import type { FilterNode, Json, Leaf } from '../../../engine/model/index.ts';

const leaf = (op: Leaf['op'], value: Json): Leaf => ({ path: 'payload.a', op, value });
/** What a filter of one node is taken to cost. */
const costWith = (node: FilterNode) => planFilter([node], undefined).cost;

describe('what a comparison costs', () => {
  it.each<[Leaf['op'], Json, number]>([
    ['exists', true, 1],
    ['gt', 1, 1],
    ['gte', 1, 1],
    ['lt', 1, 1],
    ['lte', 1, 1],
    ['eq', 'x', 1],
    ['eq', null, 1],
    ['eq', [1], 8],
    ['eq', { x: 1 }, 8],
    ['neq', 1, 1],
    ['neq', {}, 8],
    ['in', ['x'], 2],
    ['nin', ['x'], 2],
    ['starts_with', 'x', 2],
    ['ends_with', 'x', 2],
    ['contains', 'x', 4],
    ['contains', null, 4],
    ['contains', [1], 16],
    ['matches', 'x', 200],
  ])('is for %s %j taken to be %i', (op, value, cost) => {
    expect(costOf(leaf(op, value))).toBe(cost);
  });

  it('is that of all its parts for a group, and of what is negated', () => {
    const parts = [leaf('eq', 1), leaf('in', [1]), leaf('contains', 'x')];
    expect(costWith({ all: parts })).toBe(7);
    expect(costWith({ any: parts })).toBe(7);
    expect(costWith({ not: { any: parts } })).toBe(7);
    expect(costWith({ any: [] })).toBe(0);
    expect(costWith({ any: [leaf('matches', 'x'), { ...leaf('eq', 1), disabled: true }] })).toBe(200);
  });

  it('is that of several items for a list, and nothing for what cannot be read', () => {
    expect(costWith({ anyItem: 'payload.list', where: leaf('eq', 1) })).toBe(16);
    expect(costWith({ everyItem: 'payload.list', where: leaf('matches', 'x') })).toBe(1_608);
    expect(costWith({ ...leaf('matches', 'x'), path: 'nonsense' })).toBe(0);
    expect(costWith({ anyItem: 'nonsense', where: leaf('matches', 'x') })).toBe(0);
  });
});
