import { describe, expect, it } from 'vitest';
import { collectValues } from '../../../../engine/analysis/near-miss/candidate-values.ts';
import type { Json, Leaf } from '../../../../engine/model/index.ts';

const leaf = (op: Leaf['op'], value: Json): Leaf => ({ path: 'payload.x', op, value });

describe('candidates for a value', () => {
  it('are only those that were found good, each asked about once', () => {
    for (const written of [leaf('gte', 5), leaf('in', [5])]) {
      const values = collectValues(written, true, undefined);
      const asked: Json[] = [];
      for (const actual of [3, 3, 4, 4]) {
        values?.add(actual, (edited) => {
          asked.push(edited.value);
          return JSON.stringify(edited.value).includes('4');
        });
      }
      const found = values?.candidates();
      expect(found?.map(({ gains }) => gains)).toEqual([2]);
      expect(JSON.stringify(found?.[0]?.leaf.value)).toContain('4');
      expect(asked.length).toBeGreaterThan(1);
    }
  });

  it('are the nearest first, of texts as of numbers, however they come', () => {
    const seen: [Leaf, Json[], Json[]][] = [
      [leaf('gte', 'm'), ['c', 'k', 'a', 'c'], ['k', 'c', 'a']],
      [leaf('gte', 9), [3, 7, 1, 3], [7, 3, 1]],
      [leaf('lte', 'm'), ['x', 'n', 'z', 'x'], ['n', 'x', 'z']],
    ];
    for (const [written, given, nearest] of seen) {
      const values = collectValues(written, true, undefined);
      for (const actual of given) values?.add(actual, () => true);
      expect(values?.candidates().map((each) => each.leaf.value)).toEqual(nearest);
      expect(values?.candidates().at(-1)?.gains).toBe(given.length);
    }
  });

  it('do not exist where no other value helps', () => {
    const none = [
      leaf('exists', true),
      leaf('contains', 'x'),
      leaf('in', 'x'),
      leaf('matches', 'x'),
      leaf('eq', true),
    ];
    expect(none.map((each) => collectValues(each, true, undefined))).toEqual(none.map(() => null));
    expect(collectValues(leaf('eq', 1), false, undefined)).toBeNull();
    expect(collectValues(leaf('neq', 1), true, undefined)).toBeNull();
    expect(collectValues(leaf('neq', false), false, undefined)).toBeNull();
  });
});
