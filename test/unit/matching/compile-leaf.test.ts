import { describe, expect, it } from 'vitest';
import {
  accept,
  type DirectLeaf,
  directLeaf,
  guardLeaf,
  isBeyond,
  type ReadableLeaf,
} from '../../../engine/matching/compile-leaf.ts';
import { never } from '../../../engine/matching/compile-operator.ts';
import { conditionsOf, planFilter } from '../../../engine/matching/plan.ts';
import type { Json, JsonObject, Leaf } from '../../../engine/model/index.ts';
import { eventOf, knownSchema } from './messy.ts';

function readable(op: Leaf['op'], value: Json, path = 'payload.n'): ReadableLeaf {
  const [condition] = conditionsOf(planFilter([{ path, op, value }], knownSchema));
  if (condition?.kind !== 'leaf') throw new Error(`${path} can be read`);
  return condition;
}
const without = (direct: DirectLeaf | null) => {
  if (!direct) return null;
  const { at, ...rest } = direct;
  return { ...rest, first: at.first };
};

describe('a leaf that is compared directly', () => {
  it.each<[Leaf['op'], Json, object]>([
    ['eq', 'x', { kind: 'text', text: 'x', isNegated: false }],
    ['neq', 'x', { kind: 'text', text: 'x', isNegated: true }],
    ['eq', 1, { kind: 'same', same: 1, isNegated: false }],
    ['eq', null, { kind: 'same', same: null, isNegated: false }],
    ['neq', true, { kind: 'same', same: true, isNegated: true }],
    ['gt', 5, { kind: 'number', bound: 5, sign: 1, isStrict: true }],
    ['gte', 5, { kind: 'number', bound: 5, sign: 1, isStrict: false }],
    ['lt', 5, { kind: 'number', bound: 5, sign: -1, isStrict: true }],
    ['lte', 5, { kind: 'number', bound: 5, sign: -1, isStrict: false }],
  ])('knows what %s %j asks', (op, value, expected) => {
    expect(without(directLeaf(readable(op, value)))).toEqual({ ...expected, first: 'n' });
  });

  it('is none on other paths, with other operators, with lists or objects, with text or enums in order', () => {
    const others: [Leaf['op'], Json, string?][] = [
      ['eq', 'x', 'actorKind'],
      ['eq', 1, 'payload.list.0'],
      ['gt', 1, 'payload.a.b.c.d'],
      ['eq', [1]],
      ['neq', { x: 1 }],
      ['gt', 'x'],
      ['lte', null],
      ['gt', 1, 'payload.b'],
      ['in', [1]],
      ['exists', true],
      ['contains', 'x'],
      ['matches', 'x'],
      ['starts_with', 'x'],
    ];
    for (const [op, value, path] of others)
      expect([op, value, directLeaf(readable(op, value, path))]).toEqual([op, value, null]);
  });
});

describe('a number', () => {
  it('is beyond a bound on its side, and at the bound where that is enough', () => {
    const beyond = (sign: 1 | -1, isStrict: boolean) =>
      [4, 5, 6].filter((value) => isBeyond(value, 5, sign, isStrict));
    expect([beyond(1, true), beyond(1, false)]).toEqual([[6], [5, 6]]);
    expect([beyond(-1, true), beyond(-1, false)]).toEqual([[4], [4, 5]]);
  });

  it('is what nothing else is beyond a bound as', () => {
    for (const value of ['6', [6], true, null, undefined, {}])
      expect([value, isBeyond(value, -1, 1, false), isBeyond(value, 9, -1, false)]).toEqual([
        value,
        false,
        false,
      ]);
  });
});

describe('a leaf as a guard', () => {
  const values: (Json | undefined)[] = ['x', 'y', 1, 2, null, true, [1], undefined];
  const payloadOf = (value: Json | undefined): JsonObject => (value === undefined ? {} : { n: value });
  const held = (op: Leaf['op'], value: Json, wanted: boolean) => {
    const test = guardLeaf(readable(op, value), wanted, accept);
    return values.filter((each) => test(eventOf(payloadOf(each))));
  };
  const cases: [Leaf['op'], Json, (Json | undefined)[]][] = [
    ['eq', 'x', ['x']],
    ['neq', 'x', ['y', 1, 2, null, true, [1], undefined]],
    ['eq', 1, [1]],
    ['neq', null, ['x', 'y', 1, 2, true, [1], undefined]],
    ['gt', 1, [2]],
    ['lte', 1, [1]],
    ['in', ['x', 2], ['x', 2]],
    ['eq', [1], [[1]]],
    ['exists', false, [undefined]],
    ['in', 'x', []],
  ];

  it.each(cases)(
    'lets through what %s %j holds of, and where that is wanted all else',
    (op, value, holding) => {
      expect(held(op, value, true)).toEqual(holding);
      expect(held(op, value, false)).toEqual(values.filter((each) => !isAmong(each, holding)));
    },
  );
  const isAmong = (value: Json | undefined, list: readonly (Json | undefined)[]) =>
    list.some((each) => JSON.stringify(each) === JSON.stringify(value));

  it.each(cases)(
    'goes on with the event and the item only where %s %j lets it through',
    (op, value, holding) => {
      for (const wanted of [true, false]) {
        for (const each of values) {
          const event = eventOf(payloadOf(each));
          const seen: unknown[] = [];
          const test = guardLeaf(readable(op, value), wanted, (...given) => {
            seen.push(...given);
            return false;
          });
          expect(test(event, 'item')).toBe(false);
          expect([each, seen]).toEqual([each, isAmong(each, holding) === wanted ? [event, 'item'] : []]);
        }
      }
    },
  );

  it('is known never or always to let through what cannot hold', () => {
    expect(guardLeaf(readable('in', 'x'), true, accept)).toBe(never);
    expect(guardLeaf(readable('in', 'x'), false, accept)).toBe(accept);
  });
});
