import { describe, expect, it } from 'vitest';
import { mayCopy, settle } from '../../../engine/matching/entry.ts';
import type { Leaf } from '../../../engine/model/index.ts';
import { entryFor } from './entries.ts';

const leaf = (path: string, value: Leaf['value']): Leaf => ({ path, op: 'eq', value });

describe('an entry', () => {
  const threefold = () => {
    const entry = entryFor('r_1', [leaf('payload.a', 1), leaf('payload.b', 2), leaf('payload.c', 3)]);
    const [first, second, third] = entry.open;
    if (!first || !second || !third) throw new Error('each condition asks for something');
    return { entry, first, second, third };
  };

  it('begins with nothing settled, in one place', () => {
    const { entry } = threefold();
    expect([entry.open.length, entry.settled, entry.copies]).toEqual([3, [], 1]);
    expect(entry.open).toBe(entry.member.constraints);
  });

  it('knows what its way has settled, and in how many places it then is', () => {
    const { entry, first, second, third } = threefold();
    const once = settle(entry, second, 3);
    expect([once.open, once.settled, once.copies]).toEqual([[first, third], [second.part], 3]);
    const twice = settle(once, first, 5);
    expect([twice.open, twice.settled, twice.copies]).toEqual([[third], [second.part, first.part], 15]);
    expect(twice.member).toBe(entry.member);
  });

  it('may be in 64 places, or in as many as its first path asks for', () => {
    const { entry, first } = threefold();
    expect([64, 65, 1_000].map((copies) => mayCopy(entry, copies))).toEqual([true, true, true]);
    const settled = settle(entry, first, 4);
    expect([1, 16, 17].map((copies) => mayCopy(settled, copies))).toEqual([true, true, false]);
    expect(mayCopy({ ...entry, copies: 65 }, 1)).toBe(false);
  });
});
