import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  connectNodes,
  moveFilters,
  moveSteps,
  outermostOf,
  readingOrder,
  wrapTogether,
} from '../../../engine/editing/index.ts';
import { type FilterNode, isLeaf, type Rule, walkFilter } from '../../../engine/model/index.ts';
import { fraudRule, rules } from './arbitrary-rules.ts';

const leaf = (value: string): FilterNode => ({ path: 'app', op: 'eq', value });
const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(leaf);
const filtered = (...filter: (FilterNode | undefined)[]): Rule => ({
  ...fraudRule,
  filter: filter.filter((node) => node !== undefined),
});
const some = (...nodes: (FilterNode | undefined)[]): FilterNode => ({
  any: nodes.filter((node) => node !== undefined),
});
const chain = (...ids: string[]): Rule => ({
  ...fraudRule,
  actions: ids.map((id) => ({ id, type: 'tag_session', params: {} })),
});
const order = (rule: Rule | undefined): string => rule?.actions.map(({ id }) => id).join('') ?? 'as it was';
const leaves = (rule: Rule): string[] =>
  [...walkFilter(rule.filter)].flatMap(({ node }) => (isLeaf(node) ? [JSON.stringify(node)] : []));

describe('of several nodes', () => {
  test('those count that no other of them holds, in reading order', () => {
    expect(outermostOf(fraudRule, ['filter[1].any[0]', 'step:s2', 'filter[1]', 'filter[0]', 'gone'])).toEqual(
      ['filter[0]', 'filter[1]', 'step:s2'],
    );
  });
});

describe('moving several steps', () => {
  const rule = chain('1', '2', '3', '4');
  test('brings them together in their order, at an index without them', () => {
    const edit = moveSteps(rule, ['step:4', 'step:2'], 0);
    expect(order(edit?.rule)).toBe('2413');
    expect(edit?.label).toBe('Move actions');
    expect(edit?.selectAll).toEqual(['step:2', 'step:4']);
    expect(order(moveSteps(rule, ['step:1', 'step:2'], 2)?.rule)).toBe('3412');
    expect(order(moveSteps(rule, ['step:1', 'step:2'], 99)?.rule)).toBe('3412');
  });
  test('of one says so', () => {
    expect(moveSteps(rule, ['step:1'], 1)?.label).toBe('Move action');
  });
  test('to where they stand, or of none, does nothing', () => {
    expect(moveSteps(rule, ['step:2', 'step:3'], 1)).toBeNull();
    expect(moveSteps(rule, ['trigger', 'filter[0]'], 1)).toBeNull();
  });
});

describe('moving several conditions', () => {
  test('brings them together in their order, at an index counted before the move', () => {
    const edit = moveFilters(filtered(a, b, some(c, d), e), ['filter[3]', 'filter[0]'], 'filter[2]', 1);
    expect(edit?.rule.filter).toEqual([b, some(c, a, e, d)]);
    expect(edit?.label).toBe('Move conditions');
    expect(edit?.selectAll).toEqual(['filter[1].any[1]', 'filter[1].any[2]']);
    const down = moveFilters(filtered(a, b, c, d), ['filter[0]', 'filter[1]'], 'filter', 3);
    expect(down?.rule.filter).toEqual([c, a, b, d]);
  });
  test('takes a group along whole, and says of one that it is one', () => {
    const edit = moveFilters(filtered(a, some(b, c)), ['filter[1]', 'filter[1].any[0]'], 'filter', 0);
    expect(edit?.rule.filter).toEqual([some(b, c), a]);
    expect(edit?.label).toBe('Move condition');
    expect(edit?.selectAll).toEqual(['filter[0]']);
  });
  test('into a not widens it, out of one takes it away', () => {
    const into = moveFilters(filtered({ not: leaf('x') }, a, b), ['filter[1]', 'filter[2]'], 'filter[0]', 1);
    expect(into?.rule.filter).toEqual([{ not: some(leaf('x'), a, b) }]);
    const out = moveFilters(filtered({ not: leaf('x') }, a, b), ['filter[0].not', 'filter[1]'], 'filter', 3);
    expect(out?.rule.filter).toEqual([b, leaf('x'), a]);
  });
  test('into themselves, or to where they stand, does nothing', () => {
    const rule = filtered(a, some(b, c), d);
    expect(moveFilters(rule, ['filter[0]', 'filter[1]'], 'filter[1]', 0)).toBeNull();
    expect(moveFilters(filtered(some(some(a))), ['filter[0]'], 'filter[0].any[0]', 0)).toBeNull();
    expect(moveFilters(rule, ['filter[0]', 'filter[1]'], 'filter', 2)).toBeNull();
    expect(moveFilters(rule, ['filter[0]', 'filter[1]'], 'filter', 0)).toBeNull();
    expect(moveFilters(rule, ['step:s1'], 'filter', 0)).toBeNull();
  });
  test('loses no condition and adds none', () => {
    const cases = rules
      .filter(({ filter }) => filter.length > 0)
      .chain((rule) => {
        const places = readingOrder(rule).filter((node) => node.startsWith('filter['));
        return fc.record({
          rule: fc.constant(rule),
          nodes: fc.subarray(places, { minLength: 1 }),
          parent: fc.constantFrom('filter', ...places),
          index: fc.nat(4),
        });
      });
    fc.assert(
      fc.property(cases, ({ rule, nodes, parent, index }) => {
        const edit = moveFilters(rule, nodes, parent, index);
        if (edit) expect(leaves(edit.rule).sort()).toEqual(leaves(rule).sort());
      }),
    );
  });
});

describe('wrapping several nodes', () => {
  test('puts one group around them, where the first of them stood', () => {
    const edit = wrapTogether(
      filtered(a, b, some(c, d), e),
      ['filter[3]', 'filter[1]', 'filter[2].any[0]'],
      'all',
    );
    expect(edit?.rule.filter).toEqual([a, { all: [b, c, e] }, some(d)]);
    expect(edit?.label).toBe('Wrap in all');
    expect(edit?.selectAll).toEqual(['filter[1]']);
    expect(wrapTogether(filtered(a, b), ['filter[0]', 'filter[1]'], 'any')?.rule.filter).toEqual([
      some(a, b),
    ]);
  });
  test('takes away a not that is left with nothing', () => {
    const edit = wrapTogether(filtered(a, { not: leaf('x') }), ['filter[0]', 'filter[1].not'], 'any');
    expect(edit?.rule.filter).toEqual([some(a, leaf('x'))]);
  });
  test('of none is nothing', () => {
    expect(wrapTogether(fraudRule, ['step:s1', 'filter'], 'any')).toBeNull();
  });
});

describe('a line drawn from one node to another', () => {
  const rule = chain('1', '2', '3');
  test('has the second follow the first', () => {
    expect(order(connectNodes(rule, 'step:1', 'step:3')?.rule)).toBe('132');
    expect(order(connectNodes(rule, 'step:3', 'step:1')?.rule)).toBe('231');
    expect(order(connectNodes(rule, 'filter', 'step:2')?.rule)).toBe('213');
    expect(order(connectNodes(rule, 'step:1', 'end')?.rule)).toBe('231');
  });
  test('means nothing where it is drawn already, or where nothing can follow', () => {
    expect(connectNodes(rule, 'step:1', 'step:2')).toBeNull();
    expect(connectNodes(rule, 'step:3', 'end')).toBeNull();
    expect(connectNodes(rule, 'filter', 'step:1')).toBeNull();
    expect(connectNodes(rule, 'filter', 'end')).toBeNull();
    expect(connectNodes(rule, 'trigger', 'step:2')).toBeNull();
    expect(connectNodes(rule, 'step:1', 'filter')).toBeNull();
    expect(connectNodes(rule, 'step:2', 'step:2')).toBeNull();
  });
});
