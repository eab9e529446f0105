import { describe, expect, it } from 'vitest';
import { nothingKnown } from '../../../../engine/analysis/satisfy/facts.ts';
import { literal, spotAt } from '../../../../engine/analysis/satisfy/formula.ts';
import { numberCandidates } from '../../../../engine/analysis/satisfy/solve-number.ts';

type Bound = [op: 'gt' | 'gte' | 'lt' | 'lte', bound: number, holds?: boolean];
const numbers = (bounds: Bound[], known: Partial<typeof nothingKnown> = {}) =>
  numberCandidates(
    bounds.map(([op, bound, holds = true]) =>
      literal(spotAt('payload', ['n']), { kind: 'range', op, bound }, holds, ''),
    ),
    { ...nothingKnown, ...known },
  );
const none = { values: [], isComplete: true };

describe('numbers between bounds', () => {
  it('are one where the bounds meet and both may be reached', () => {
    expect(
      numbers([
        ['gte', 5],
        ['lte', 5],
      ]),
    ).toEqual({ values: [5], isComplete: true });
    expect(
      numbers([
        ['lt', 5, false],
        ['gt', 5, false],
      ]),
    ).toEqual({ values: [5], isComplete: true });
  });

  it('are none where the bounds cross, or meet and one is left out, whichever comes first', () => {
    expect(
      numbers([
        ['gt', 5],
        ['lt', 4],
      ]),
    ).toEqual(none);
    expect(
      numbers([
        ['gte', 5],
        ['lt', 5],
      ]),
    ).toEqual(none);
    expect(
      numbers([
        ['gte', 5],
        ['gt', 5],
        ['lte', 5],
      ]),
    ).toEqual(none);
    expect(
      numbers([
        ['gt', 5],
        ['gte', 5],
        ['lte', 5],
      ]),
    ).toEqual(none);
    expect(
      numbers([
        ['gte', 5],
        ['lte', 5],
        ['lt', 5],
      ]),
    ).toEqual(none);
    expect(
      numbers([
        ['gte', 5],
        ['lt', 5],
        ['lte', 5],
      ]),
    ).toEqual(none);
    expect(
      numbers([
        ['gte', 5, false],
        ['lte', 5, false],
      ]),
    ).toEqual(none);
  });

  it('keep the narrowest of their bounds', () => {
    const whole = { isInteger: true };
    expect(
      numbers(
        [
          ['gte', 3],
          ['gte', 1],
          ['lte', 4],
          ['lte', 9],
        ],
        whole,
      ),
    ).toEqual({
      values: [3, 4],
      isComplete: true,
    });
  });

  it('are all listed where they are whole and few', () => {
    expect(
      numbers(
        [
          ['gt', 1],
          ['lt', 4],
        ],
        { isInteger: true },
      ),
    ).toEqual({ values: [2, 3], isComplete: true });
    expect(
      numbers(
        [
          ['gt', 1.2],
          ['lt', 3.7],
        ],
        { isInteger: true },
      ),
    ).toEqual({
      values: [2, 3],
      isComplete: true,
    });
    expect(
      numbers(
        [
          ['gt', 1],
          ['lt', 2],
        ],
        { isInteger: true },
      ),
    ).toEqual(none);
  });

  it('start at the bound there is, or at nought', () => {
    expect(numbers([], { isInteger: true }).values).toEqual([0, 1, 2, 3]);
    expect(numbers([], { isInteger: true, min: 7 })).toEqual({ values: [7, 8, 9, 10], isComplete: false });
    expect(numbers([], { isInteger: true, max: 7 })).toEqual({ values: [4, 5, 6, 7], isComplete: false });
    expect(numbers([], { min: 7 }).values).toContain(7);
    expect(numbers([], { max: 7 }).values).toContain(7);
  });
});
