import { describe, expect, it } from 'vitest';
import { formulaOf, literalsOf, spotAt } from '../../../../engine/analysis/satisfy/formula.ts';
import { holdsWithin } from '../../../../engine/analysis/satisfy/solve-value.ts';
import { literalHolds } from '../../../../engine/analysis/satisfy/test-value.ts';
import type { FilterNode, Json } from '../../../../engine/model/index.ts';

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
