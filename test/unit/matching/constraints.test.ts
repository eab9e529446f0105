import { describe, expect, it } from 'vitest';
import { type Bound, constraintOf, isEasier } from '../../../engine/matching/constraints.ts';
import { planFilter } from '../../../engine/matching/plan.ts';
import type { FilterNode, Json, Leaf } from '../../../engine/model/index.ts';
import { knownSchema } from './messy.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const asked = (op: Leaf['op'], value: Json, path = 'payload.n') => constraintFor(leaf(path, op, value));
function constraintFor(node: FilterNode) {
  const [plan] = planFilter([node], knownSchema).children;
  return plan ? constraintOf(plan) : undefined;
}
const path = { root: 'payload', segments: ['n'], text: 'payload.n' };
const values = (...given: Json[]) => ({ kind: 'values', name: 'payload.n', path, values: new Set(given) });
const others = (...given: Json[]) => ({ kind: 'others', name: 'payload.n', path, values: new Set(given) });

describe('what a leaf asks of one value', () => {
  it('is to be one of some simple values, or none of them', () => {
    expect(asked('eq', 'x')).toEqual(values('x'));
    expect(asked('eq', null)).toEqual(values(null));
    expect(asked('in', [1, 'x', null, 1])).toEqual(values(1, 'x', null));
    expect(asked('in', [])).toEqual(values());
    expect(asked('neq', 'x')).toEqual(others('x'));
    expect(asked('nin', [1, 'x'])).toEqual(others(1, 'x'));
  });

  it('is to be beyond a number', () => {
    const above = { kind: 'bound', name: 'payload.n above', path, sign: 1, bound: 5 };
    const below = { kind: 'bound', name: 'payload.n below', path, sign: -1, bound: 5 };
    expect(asked('gt', 5)).toEqual({ ...above, isStrict: true });
    expect(asked('gte', 5)).toEqual({ ...above, isStrict: false });
    expect(asked('lt', 5)).toEqual({ ...below, isStrict: true });
    expect(asked('lte', 5)).toEqual({ ...below, isStrict: false });
  });

  it('is to be one of the values beyond one in their order', () => {
    const inOrder = (op: Leaf['op']) => {
      const constraint = asked(op, 'medium', 'payload.a');
      return constraint?.kind === 'values' ? [constraint.name, ...constraint.values] : constraint;
    };
    expect(inOrder('gt')).toEqual(['payload.a', 'high', 'critical']);
    expect(inOrder('gte')).toEqual(['payload.a', 'medium', 'high', 'critical']);
    expect(inOrder('lt')).toEqual(['payload.a', 'low']);
    expect(inOrder('lte')).toEqual(['payload.a', 'low', 'medium']);
  });

  it('is to hold a simple item or text', () => {
    expect(asked('contains', 'x')).toEqual({
      kind: 'holding',
      name: 'payload.n holding',
      path,
      item: 'x',
    });
  });

  it('is nothing that an index can use where it asks for lists, objects, text in order or what is in a text', () => {
    const useless: [Leaf['op'], Json][] = [
      ['eq', [1]],
      ['eq', { x: 1 }],
      ['neq', [1]],
      ['in', [1, [1]]],
      ['in', 'x'],
      ['nin', [1, {}]],
      ['nin', 'x'],
      ['gt', 'x'],
      ['lte', null],
      ['gt', Number.POSITIVE_INFINITY],
      ['contains', [1]],
      ['contains', { x: 1 }],
      ['exists', true],
      ['starts_with', 'x'],
      ['ends_with', 'x'],
      ['matches', 'x'],
    ];
    for (const [op, value] of useless) expect([op, value, asked(op, value)]).toEqual([op, value, null]);
    expect(constraintFor(leaf('nonsense', 'eq', 1))).toBeNull();
    expect(constraintFor({ anyItem: 'payload.n', where: leaf('item', 'eq', 1) })).toBeNull();
  });
});

describe('what a group asks of one value', () => {
  const one = leaf('payload.n', 'eq', 1);
  const two = leaf('payload.n', 'in', [2, 3]);

  it('is any of the values of its alternatives, where all ask for values at the same path', () => {
    expect(constraintFor({ any: [one, two, one] })).toEqual(values(1, 2, 3));
    expect(constraintFor({ any: [one] })).toEqual(values(1));
    expect(constraintFor({ any: [] })).toBeNull();
    expect(constraintFor({ any: [one, leaf('payload.m', 'eq', 1)] })).toBeNull();
    expect(constraintFor({ any: [one, leaf('payload.n', 'neq', 1)] })).toBeNull();
    expect(constraintFor({ any: [leaf('payload.n', 'neq', 1), one] })).toBeNull();
    expect(constraintFor({ any: [leaf('payload.n', 'gt', 1), leaf('payload.n', 'gt', 2)] })).toBeNull();
    expect(constraintFor({ any: [one, leaf('payload.n', 'matches', '1')] })).toBeNull();
  });

  it('is the opposite of what is negated, where that asks for values', () => {
    expect(constraintFor({ not: one })).toEqual(others(1));
    expect(constraintFor({ not: leaf('payload.n', 'nin', [1, 2]) })).toEqual(values(1, 2));
    expect(constraintFor({ not: { not: one } })).toEqual(values(1));
    expect(constraintFor({ not: { any: [one, two] } })).toEqual(others(1, 2, 3));
    for (const op of ['gt', 'contains', 'exists'] as const)
      expect(constraintFor({ not: leaf('payload.n', op, 1) })).toBeNull();
  });

  it('is that of the one part of a group that has only one', () => {
    expect(constraintFor({ all: [one] })).toEqual(values(1));
    expect(constraintFor({ all: [one, two] })).toBeNull();
    expect(constraintFor({ all: [] })).toBeNull();
    expect(constraintFor({ any: [{ all: [one] }, two] })).toEqual(values(1, 2, 3));
  });
});

describe('a bound', () => {
  const bound = (sign: 1 | -1, limit: number, isStrict = false): Bound => {
    const at = { root: 'payload' as const, segments: ['n'], text: 'payload.n' };
    return { kind: 'bound', name: 'n', path: at, sign, bound: limit, isStrict };
  };

  it('is easier than another when more numbers satisfy it', () => {
    expect(isEasier(bound(1, 1), bound(1, 2))).toBe(true);
    expect(isEasier(bound(1, 2), bound(1, 1))).toBe(false);
    expect(isEasier(bound(-1, 2), bound(-1, 1))).toBe(true);
    expect(isEasier(bound(-1, 1), bound(-1, 2))).toBe(false);
    expect(isEasier(bound(1, 1, true), bound(1, 2))).toBe(true);
  });

  it('is easier than the strict one at the same limit', () => {
    expect(isEasier(bound(1, 1), bound(1, 1, true))).toBe(true);
    expect(isEasier(bound(1, 1, true), bound(1, 1))).toBe(false);
    expect(isEasier(bound(1, 1), bound(1, 1))).toBe(false);
    expect(isEasier(bound(1, 1, true), bound(1, 1, true))).toBe(false);
  });
});
