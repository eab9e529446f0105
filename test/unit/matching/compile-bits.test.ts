import { describe, expect, it } from 'vitest';
import { compileBits } from '../../../engine/matching/compile-bits.ts';
import { conditionsOf, planFilter } from '../../../engine/matching/plan.ts';
import type { FilterNode, JsonObject, Leaf } from '../../../engine/model/index.ts';
import { eventOf } from './messy.ts';
import { notingReads } from './reads.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const compiled = (...filter: FilterNode[]) => compileBits(conditionsOf(planFilter(filter, undefined)));
const bitsFor = (payload: JsonObject, ...filter: FilterNode[]) => compiled(...filter)(eventOf(payload));

describe('conditions as bits', () => {
  it('are none where there are no conditions', () => {
    expect(bitsFor({ a: 1 })).toBe(0);
  });

  it('have bits in document order, whatever they look at', () => {
    const filter = [
      leaf('payload.o.p.x', 'eq', 'deep'),
      leaf('actorKind', 'eq', 'user'),
      leaf('payload.a', 'eq', 'x'),
      leaf('nonsense', 'eq', 1),
      { anyItem: 'payload.list', where: leaf('item', 'gt', 5) },
      leaf('payload.o.x', 'gte', 3),
      leaf('payload.b', 'neq', true),
      leaf('payload.a', 'starts_with', 'x'),
    ];
    const actor = { kind: 'user', id: 'u' } as const;
    const bits = (payload: JsonObject) => compiled(...filter)(eventOf(payload, { actor }));
    expect(bits({ o: { p: { x: 'deep' }, x: 3 }, a: 'x', list: [6], b: false })).toBe(0b1111_0111);
    expect(bits({ o: { p: { x: 'deep' }, x: 2 }, a: 'y', list: [5], b: true })).toBe(0b0000_0011);
    expect(bits({ o: { p: { x: 'other' }, x: 4 }, a: 'xy', list: [1, 9] })).toBe(0b1111_0010);
    expect(bits({})).toBe(0b0100_0010);
  });

  it('are told by texts, by other simple values and by numbers, and the negated ones by all else', () => {
    const filter = [
      leaf('payload.a', 'eq', 'x'),
      leaf('payload.a', 'neq', 'x'),
      leaf('payload.a', 'eq', null),
      leaf('payload.a', 'neq', null),
      leaf('payload.a', 'gt', 1),
      leaf('payload.a', 'lte', 1),
    ];
    expect(bitsFor({ a: 'x' }, ...filter)).toBe(0b00_1001);
    expect(bitsFor({ a: null }, ...filter)).toBe(0b00_0110);
    expect(bitsFor({ a: 1 }, ...filter)).toBe(0b10_1010);
    expect(bitsFor({ a: 2 }, ...filter)).toBe(0b01_1010);
    expect(bitsFor({ a: ['x'] }, ...filter)).toBe(0b00_1010);
    expect(bitsFor({}, ...filter)).toBe(0b00_1010);
  });

  it('look into objects alone', () => {
    const filter = [
      leaf('payload.o.x', 'eq', 1),
      leaf('payload.o.x', 'neq', 1),
      leaf('payload.o.p.x', 'eq', 2),
      leaf('payload.o.p.x', 'neq', 2),
      leaf('payload.o.q.x', 'gt', 3),
      leaf('payload.p.x', 'eq', 5),
    ];
    expect(bitsFor({ o: { x: 1, p: { x: 2 }, q: { x: 4 } }, p: { x: 5 } }, ...filter)).toBe(0b11_0101);
    for (const o of [null, 'text', 7, [1], true]) {
      expect([o, bitsFor({ o }, ...filter)]).toEqual([o, 0b00_1010]);
      expect([o, bitsFor({ o: { p: o, q: o, x: 1 } }, ...filter)]).toEqual([o, 0b00_1001]);
    }
    const list = Object.assign([], { x: 1 });
    expect(bitsFor({ o: list }, ...filter)).toBe(0b00_1010);
    expect(bitsFor({}, ...filter)).toBe(0b00_1010);
  });

  it('reach to the 32nd', () => {
    const filter = Array.from({ length: 32 }, (_, index) => leaf(`payload.k${index}`, 'eq', index));
    expect(bitsFor({ k31: 31 }, ...filter)).toBe(1 << 31);
    expect(bitsFor({ k0: 0, k30: 30 }, ...filter)).toBe(1 | (1 << 30));
  });

  it('read each object on the way once', () => {
    const readsOf = (...filter: FilterNode[]) => {
      const { event, reads } = notingReads({ o: { p: { x: 1, y: 2 }, z: 3 }, a: 4 });
      return { bits: compiled(...filter)(event), reads: reads.toSorted() };
    };
    expect(
      readsOf(
        leaf('payload.o.p.x', 'eq', 1),
        leaf('payload.o.z', 'eq', 3),
        leaf('payload.o.p.y', 'eq', 3),
        leaf('payload.a', 'eq', 4),
      ),
    ).toEqual({ bits: 0b1011, reads: ['a', 'o', 'p', 'x', 'y', 'z'] });
    // Other operators read their whole path for themselves.
    expect(readsOf(leaf('payload.o.z', 'eq', 3), leaf('payload.o.z', 'in', [3]))).toEqual({
      bits: 0b11,
      reads: ['o', 'o', 'z', 'z'],
    });
  });
});
