import { describe, expect, it } from 'vitest';
import { chooseSplit } from '../../../engine/matching/choose-split.ts';
import type { FilterNode, Leaf } from '../../../engine/model/index.ts';
import { entryFor } from './entries.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
/** The name of what rules are told apart by. */
const chosen = (count: number, filterOf: (index: number) => FilterNode[]) =>
  chooseSplit(range(count).map((index) => entryFor(`r_${index}`, filterOf(index))))?.name ?? null;
const a = (value: Leaf['value']) => leaf('payload.a', 'eq', value);
const b = (value: Leaf['value']) => leaf('payload.b', 'eq', value);
const holds = (value: Leaf['value']) => leaf('payload.l', 'contains', value);

describe('what rules are told apart by', () => {
  it('is what leaves an event with the fewest of them', () => {
    expect(chosen(12, (index) => [a(index % 2), b(index % 3)])).toBe('payload.b');
    expect(chosen(12, (index) => [b(index % 3), a(index % 2)])).toBe('payload.b');
    expect(chosen(12, (index) => [a(index % 4), b(index % 3)])).toBe('payload.a');
    // 3 others and 9 under 9 values are more than 12 under 6 values and the one that none asks for.
    expect(chosen(12, (index) => [b(index % 6), ...(index < 9 ? [a(index)] : [])])).toBe('payload.b');
    expect(chosen(12, (index) => [b(index % 2), ...(index < 11 ? [a(index)] : [])])).toBe('payload.a');
  });

  it('is the first of two that are as good', () => {
    expect(chosen(12, (index) => [b(index), a(index)])).toBe('payload.b');
    expect(chosen(12, (index) => [a(index), b(index)])).toBe('payload.a');
  });

  it('is nothing that spares less than one of them', () => {
    expect(chosen(2, () => [a(1)])).toBe('payload.a');
    expect(chosen(1, () => [a(1)])).toBeNull();
    expect(chosen(3, (index) => (index === 0 ? [a(1)] : []))).toBeNull();
    expect(chosen(3, (index) => (index < 2 ? [a(1)] : []))).toBe('payload.a');
    expect(chosen(0, () => [])).toBeNull();
  });

  it('counts a rule under each value that it asks for', () => {
    // 12 places under 4 values, of which an event meets 12/5; 24 places under 8, of which it meets 24/9.
    const several = (index: number) =>
      leaf('payload.a', 'in', [index % 8, (index + 1) % 8, (index + 2) % 8, (index + 3) % 8]);
    expect(chosen(12, (index) => [several(index), b(index % 2)])).toBe('payload.b');
    expect(chosen(12, (index) => [leaf('payload.a', 'in', [index % 8]), b(index % 2)])).toBe('payload.a');
  });

  it('takes lists to have two items', () => {
    // 12 under 6 items, two of which are in a list, are 2·12/(6+2) = 3; 12 under 4 values are 12/(4+1).
    expect(chosen(12, (index) => [holds(index % 6)])).toBe('payload.l holding');
    expect(chosen(12, (index) => [holds(index % 6), a(index % 4)])).toBe('payload.a');
    expect(chosen(12, (index) => [holds(index % 12), a(index % 4)])).toBe('payload.l holding');
    expect(chosen(12, (index) => [holds(index % 6), a(index % 3)])).toBe('payload.l holding');
    expect(chosen(12, (index) => [holds(index % 6), a(index % 2)])).toBe('payload.l holding');
  });

  it('is nothing that rules exclude or set bounds to', () => {
    expect(
      chosen(12, (index) => [leaf('payload.a', 'neq', index), leaf('payload.b', 'gt', index)]),
    ).toBeNull();
  });

  it('counts a rule that asks twice at one path once, by what it asks first', () => {
    // Counted twice, the 6 rules would be all 12, and 8 places under 4 values fewer than those of b.
    const twice = (index: number) => (index < 6 ? [a(index % 2), a(2 + (index % 2))] : []);
    expect(chosen(12, (index) => [...twice(index), b(index % 2)])).toBe('payload.b');
  });

  it('is nothing at which rules would stand in too many places', () => {
    const entries = range(12).map((index) => entryFor(`r_${index}`, [leaf('payload.a', 'in', [index, 'x'])]));
    const inPlaces = (copies: number) => entries.map((entry) => ({ ...entry, copies }));
    expect(chooseSplit(inPlaces(32))?.name).toBe('payload.a');
    expect(chooseSplit(inPlaces(33))).toBeNull();
  });
});
