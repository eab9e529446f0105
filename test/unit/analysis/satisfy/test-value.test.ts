import { describe, expect, it } from 'vitest';
import { formulaOf, literalsOf, spotAt } from '../../../../engine/analysis/satisfy/formula.ts';
import { holdsWithin } from '../../../../engine/analysis/satisfy/solve-value.ts';
import { literalHolds } from '../../../../engine/analysis/satisfy/test-value.ts';
import type { FilterNode, Json, Operator } from '../../../../engine/model/index.ts';

/** Whether a list condition whose `where` looks beside the item holds for a value. */
function holds(node: FilterNode, value: Json): boolean | null {
  const [literal] = literalsOf(formulaOf([node], { eventSchema: null, list: [] }));
  if (!literal) throw new Error('no condition');
  return literalHolds(literal, { present: true, value });
}

describe('a list condition that looks at more than its items', () => {
  const where: FilterNode = { path: 'payload.other', op: 'eq', value: 1 };
  const some: FilterNode = { anyItem: 'payload.list', where };
  const every: FilterNode = { everyItem: 'payload.list', where };

  it('cannot be told from the list alone, unless the list is empty or none', () => {
    expect([holds(some, ['a']), holds({ not: some }, ['a']), holds(every, ['a'])]).toEqual([
      null,
      null,
      null,
    ]);
    expect([holds(some, []), holds({ not: some }, []), holds(every, [])]).toEqual([false, true, true]);
    expect([holds(some, 'a'), holds({ not: every }, 'a')]).toEqual([false, true]);
  });

  it('leaves open what it is inside of, unless something else there fails', () => {
    const literals = literalsOf(formulaOf([some], { eventSchema: null, list: [] }));
    const list = { spot: spotAt('payload', ['list']), literals: [...literals], children: new Map() };
    const outer = { spot: spotAt('payload', []), literals: [], children: new Map([['list', list]]) };
    const within = (value: Json) => holdsWithin(outer, { present: true, value });
    expect([within({ list: ['a'] }), within({ list: [] }), within({})]).toEqual([null, false, false]);
  });
});

describe('a condition on a value', () => {
  it.each<[Operator, Json, Json, boolean]>([
    ['gt', 'b', 'c', true],
    ['gt', 'b', 'b', false],
    ['gte', 2, 2, true],
    ['gte', 2, 1, false],
    ['lt', 2, 1, true],
    ['lt', 2, 2, false],
    ['lte', 2, 2, true],
    ['lte', 2, '2', false],
    ['ends_with', 'b', 'ab', true],
    ['ends_with', 'b', ['b'], false],
    ['contains', 'b', 'abc', true],
    ['contains', 1, [1], true],
    ['contains', 1, '1', false],
  ])('%s %j for %j: %s', (op, value, actual, expected) => {
    expect(holds({ path: 'payload.a', op, value }, actual)).toBe(expected);
  });

  it('inside a list is asked of each item, in groups as well', () => {
    const is = (value: Json): FilterNode => ({ path: 'item', op: 'eq', value });
    const some = (where: FilterNode) => holds({ anyItem: 'payload.list', where }, [1, 2]);
    expect(some({ any: [is(2), is(3)] })).toBe(true);
    expect(some({ all: [{ not: is(1) }, { not: is(2) }] })).toBe(false);
    expect(some({ all: [] })).toBe(true);
    expect(some({ any: [] })).toBe(false);
  });
});
