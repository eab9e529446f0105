import { describe, expect, it } from 'vitest';
import { compileOperator, never, valuesThatHold } from '../../../engine/matching/compile-operator.ts';
import type { Json, Operator } from '../../../engine/model/index.ts';

const others: (Json | undefined)[] = [undefined, null, true, false, 0, '', [], {}];

/** Holds of exactly the first values, and of none of the second nor of what is of another kind altogether. */
const cases: [Operator, Json, holds: (Json | undefined)[], not: (Json | undefined)[]][] = [
  ['exists', true, [null, false, 0, '', [], {}], [undefined]],
  ['exists', false, [undefined], [null, false, 0, '', [], {}]],
  ['eq', 'a', ['a'], ['b', 1, ['a'], ...others]],
  ['eq', 1, [1], [2, '1', true, [1], ...others]],
  ['eq', -0, [0, -0], [1, undefined, null, false, '', []]],
  ['eq', true, [true], [1, 'true', undefined, null, false, 0, '', [], {}]],
  ['eq', null, [null], ['null', undefined, true, false, 0, '', [], {}]],
  ['eq', [1, 'a'], [[1, 'a']], [['a', 1], [1], 1, { 0: 1, 1: 'a' }, ...others]],
  ['eq', { x: 1 }, [{ x: 1 }], [{ x: 2 }, { y: 1 }, [1], 'x', ...others]],
  ['neq', 'a', ['b', 1, ['a'], ...others], ['a']],
  ['neq', 1, [2, '1', true, [1], undefined, null, ''], [1]],
  ['neq', true, [1, 'true', undefined, null, false, 0], [true]],
  ['neq', null, ['null', undefined, true, false, 0, '', [], {}], [null]],
  ['neq', [1], [[2], 1, '1', ...others], [[1]]],
  ['neq', { x: 1 }, [{ x: 2 }, 'x', ...others], [{ x: 1 }]],
  ['in', ['a', 1, null], ['a', 1, null], ['b', 2, '1', undefined, true, '', [], {}, ['a']]],
  ['in', ['a', [1], { x: 1 }], ['a', [1], { x: 1 }], ['b', 1, [2], { x: 2 }, ...others]],
  ['in', [], [], ['a', ...others]],
  ['nin', ['a', 1], ['b', 2, '1', ['a'], ...others], ['a', 1]],
  ['nin', ['a', [1]], ['b', 1, [2], ...others], ['a', [1]]],
  ['nin', [], ['a', ...others], []],
  ['gt', 5, [6, 5.5], [5, 4, '6', [6], ...others]],
  ['gte', 5, [6, 5], [4, 4.5, '6', [6], ...others]],
  ['lt', 5, [4, 4.5, 0], [5, 6, '4', [4], undefined, null, false, '', [], {}]],
  ['lte', 5, [4, 5, 0], [6, 5.5, '4', [4], undefined, null, false, '', [], {}]],
  ['gt', 'b', ['c', 'ba'], ['b', 'a', 9, ['c'], ...others]],
  ['gte', 'b', ['c', 'b'], ['a', 'B', 9, ['c'], ...others]],
  ['lt', 'b', ['a', 'B', ''], ['b', 'c', 0, ['a'], undefined, null, false, [], {}]],
  ['lte', 'b', ['a', 'b', ''], ['c', 'ba', 0, ['a'], undefined, null, false, [], {}]],
  ['contains', 'a', ['a', 'xay', ['x', 'a']], ['b', 'A', ['xay'], [['a']], { a: 1 }, ...others]],
  ['contains', 1, [[1], [0, 1]], [1, '1', ['1'], [[1]], { 0: 1 }, ...others]],
  ['contains', null, [[null]], ['null', ['null'], [0], ...others]],
  ['contains', [1], [[[1]], [0, [1]]], [[1], '1', [[1, 2]], ...others]],
  ['contains', { x: 1 }, [[{ x: 1 }]], [{ x: 1 }, [{ x: 2 }], ...others]],
  ['starts_with', 'ab', ['ab', 'abc'], ['xab', 'a', ['ab'], ...others]],
  ['ends_with', 'ab', ['ab', 'xab'], ['abx', 'b', ['ab'], ...others]],
  ['matches', '^a+$', ['a', 'aa'], ['ab', ['a'], ...others]],
];

describe('an operator, compiled', () => {
  it.each(cases)('%s %j holds of what it says and nothing else', (op, operand, holding, failing) => {
    const holds = compileOperator(op, operand, undefined);
    for (const value of holding) expect([value, holds(value)]).toEqual([value, true]);
    for (const value of failing) expect([value, holds(value)]).toEqual([value, false]);
  });

  it('is known to hold of nothing where its operand makes no sense', () => {
    const senseless: [Operator, Json][] = [
      ['exists', 'true'],
      ['exists', null],
      ['in', 'a'],
      ['in', { 0: 'a' }],
      ['nin', 'a'],
      ['nin', null],
      ['gt', null],
      ['gte', [1]],
      ['lt', true],
      ['lte', {}],
      ['starts_with', 1],
      ['starts_with', ['a']],
      ['ends_with', null],
      ['matches', 1],
      ['matches', '('],
    ];
    for (const [op, operand] of senseless)
      expect([op, operand, compileOperator(op, operand, undefined)]).toEqual([op, operand, never]);
    expect(never()).toBe(false);
  });

  it('goes by the positions of an ordered enum, not by the letters', () => {
    const order = ['low', 'medium', 'high'];
    const holding = (op: Operator, operand: Json) => {
      const holds = compileOperator(op, operand, order);
      return [...order, 'zzz', undefined, 1].filter((value) => holds(value));
    };
    expect(holding('gt', 'medium')).toEqual(['high']);
    expect(holding('gte', 'medium')).toEqual(['medium', 'high']);
    expect(holding('lt', 'medium')).toEqual(['low']);
    expect(holding('lte', 'medium')).toEqual(['low', 'medium']);
    expect(holding('eq', 'medium')).toEqual(['medium']);
    expect(compileOperator('gt', 'high', order)).toBe(never);
    expect(compileOperator('lt', 'unlisted', order)).toBe(never);
  });

  it('knows which values of an ordered enum hold, by the first position of each, simple ones alone', () => {
    const order: Json[] = [3, null, 'low', 1, 1, { x: 1 }, [2], 3];
    expect(valuesThatHold('gte', 3, order)).toEqual([3, null, 'low', 1, 1, 3]);
    expect(valuesThatHold('gt', 'low', order)).toEqual([1, 1]);
    expect(valuesThatHold('lte', null, order)).toEqual([3, null, 3]);
    expect(valuesThatHold('lt', 3, order)).toEqual([]);
    expect(valuesThatHold('lte', { x: 1 }, order)).toEqual([]);
    for (const op of ['gt', 'gte', 'lt', 'lte'] as const)
      expect(valuesThatHold(op, 'unlisted', order)).toEqual([]);
  });
});
