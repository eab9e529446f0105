import { describe, expect, it } from 'vitest';
import { planFilter } from '../../../engine/matching/plan.ts';
import { compileVerdict } from '../../../engine/matching/verdict.ts';
import type { FilterNode, Leaf } from '../../../engine/model/index.ts';

const leaf: Leaf = { path: 'payload.a', op: 'exists', value: true };
const holdingFor = (filter: FilterNode[], conditions: number) => {
  const verdict = compileVerdict(planFilter(filter, undefined), conditions);
  return Array.from({ length: 1 << conditions }, (_, bits) => bits).filter((bits) => verdict(bits));
};

describe('the verdict of a filter by the bits of its conditions', () => {
  it('is that of all of them', () => {
    expect(holdingFor([], 0)).toEqual([0]);
    expect(holdingFor([leaf, leaf], 2)).toEqual([0b11]);
    expect(holdingFor([leaf, { not: leaf }], 2)).toEqual([0b01]);
    expect(holdingFor([leaf, { not: { not: leaf } }], 2)).toEqual([0b11]);
  });

  it('is that of any of them in a group of alternatives, and of none in an empty one', () => {
    expect(holdingFor([{ any: [leaf, leaf] }], 2)).toEqual([0b01, 0b10, 0b11]);
    expect(holdingFor([{ any: [leaf, { not: leaf }] }], 2)).toEqual([0b00, 0b01, 0b11]);
    expect(holdingFor([{ any: [] }], 0)).toEqual([]);
    expect(holdingFor([{ not: { any: [] } }], 0)).toEqual([0]);
    expect(holdingFor([{ not: { all: [] } }], 0)).toEqual([]);
  });

  it('is the other one where a group is negated', () => {
    expect(holdingFor([{ not: { all: [leaf, leaf] } }], 2)).toEqual([0b00, 0b01, 0b10]);
    expect(holdingFor([{ not: { any: [leaf, { not: leaf }] } }], 2)).toEqual([0b10]);
  });

  it('takes groups within groups as they are', () => {
    expect(holdingFor([leaf, { any: [leaf, { all: [leaf, leaf] }] }], 4)).toEqual([
      0b0011, 0b0111, 0b1011, 0b1101, 0b1111,
    ]);
    expect(holdingFor([{ any: [{ all: [leaf, leaf] }, { all: [{ not: leaf }] }] }], 3)).toEqual([
      0b000, 0b001, 0b010, 0b011, 0b111,
    ]);
    expect(holdingFor([{ not: { all: [leaf, { any: [leaf, leaf] }] } }], 3)).toEqual([
      0b000, 0b001, 0b010, 0b100, 0b110,
    ]);
  });

  it.each([7, 8, 9, 10])(
    'is the same whether or not it is worked out beforehand, of %i conditions',
    (count) => {
      const rest = Array.from({ length: count - 2 }, () => leaf);
      const all = (1 << count) - 1;
      expect(holdingFor([leaf, leaf, ...rest], count)).toEqual([all]);
      expect(holdingFor([{ any: [leaf, leaf] }, ...rest], count)).toEqual([all - 2, all - 1, all]);
    },
  );

  it('knows 32 conditions', () => {
    const verdict = compileVerdict(
      planFilter(
        Array.from({ length: 32 }, () => leaf),
        undefined,
      ),
      32,
    );
    expect([verdict(-1), verdict(0x7fffffff), verdict(-2)]).toEqual([true, false, false]);
  });
});
