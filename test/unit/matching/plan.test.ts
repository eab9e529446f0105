import { describe, expect, it } from 'vitest';
import { type Condition, conditionsOf, planFilter, schemaOfType } from '../../../engine/matching/plan.ts';
import type { FilterNode, Leaf } from '../../../engine/model/index.ts';
import { knownSchema, messyCatalog } from './messy.ts';

const leaf = (path: string): Leaf => ({ path, op: 'eq', value: 1 });
const ordered = ['low', 'medium', 'high', 'critical'];
/** The only condition of a filter of one node. */
function conditionFor(node: FilterNode, schema: Parameters<typeof planFilter>[1]): Condition {
  const [condition] = conditionsOf(planFilter([node], schema));
  if (!condition) throw new Error('there is one');
  return condition;
}
const enumOrderOf = (condition: Condition) =>
  condition.kind === 'leaf' ? condition.enumOrder : condition.kind;
function whereOf(node: FilterNode) {
  const condition = conditionFor(node, knownSchema);
  if (condition.kind !== 'items') throw new Error('it looks at items');
  return conditionsOf(condition.where).map((inner) => [inner.kind, inner.at, enumOrderOf(inner)]);
}

describe('a plan', () => {
  it('has the filter as it is, without what is disabled', () => {
    const plan = planFilter(
      [
        { ...leaf('payload.a'), disabled: true },
        { any: [leaf('payload.b'), { ...leaf('payload.c'), disabled: true }, { not: leaf('payload.d') }] },
        { all: [] },
      ],
      undefined,
    );
    expect([plan.kind, plan.children.map(({ kind }) => kind)]).toEqual(['all', ['any', 'all']]);
    expect(conditionsOf(plan).map(({ kind, at }) => [kind, at])).toEqual([
      ['leaf', 'filter[1].any[0]'],
      ['leaf', 'filter[1].any[2].not'],
    ]);
  });

  it('knows for each leaf its path, the plain one where it is one, and no order where no schema tells', () => {
    const condition = conditionFor(leaf('payload.a.b'), undefined);
    expect(condition).toMatchObject({
      kind: 'leaf',
      at: 'filter[0]',
      path: { root: 'payload', segments: ['a', 'b'] },
      plain: { depth: 2, first: 'a', second: 'b' },
      leaf: leaf('payload.a.b'),
      enumOrder: undefined,
    });
    expect(conditionFor(leaf('actorKind'), undefined)).toMatchObject({ kind: 'leaf', plain: null });
  });

  it('knows of a condition on items whether some or all must hold', () => {
    const where = leaf('item.n');
    for (const [node, isSome] of [
      [{ anyItem: 'payload.list', where }, true],
      [{ everyItem: 'payload.list', where }, false],
    ] as const)
      expect(conditionFor(node, undefined)).toMatchObject({
        kind: 'items',
        at: 'filter[0]',
        path: { root: 'payload', segments: ['list'] },
        isSome,
      });
  });

  it('takes the order of an enum from the schema, inside of items too', () => {
    expect(enumOrderOf(conditionFor(leaf('payload.a'), knownSchema))).toEqual(ordered);
    expect(enumOrderOf(conditionFor(leaf('payload.c'), knownSchema))).toBeUndefined();
    expect(enumOrderOf(conditionFor(leaf('payload.list.0.n'), knownSchema))).toEqual(ordered);
    expect(whereOf({ anyItem: 'payload.list', where: leaf('item.n') })).toEqual([
      ['leaf', 'filter[0].where', ordered],
    ]);
    expect(whereOf({ anyItem: 'payload.list', where: leaf('item.m') })).toEqual([
      ['leaf', 'filter[0].where', undefined],
    ]);
  });

  it('cannot read an item outside of items, nor what is no path', () => {
    for (const path of ['item', 'item.n', 'nonsense', ''])
      expect([path, conditionFor(leaf(path), knownSchema)]).toEqual([
        path,
        { kind: 'unreadable', at: 'filter[0]', cost: 0 },
      ]);
    expect(conditionFor({ anyItem: 'item.list', where: leaf('item') }, knownSchema)).toEqual({
      kind: 'unreadable',
      at: 'filter[0]',
      cost: 0,
    });
    expect(whereOf({ anyItem: 'payload.list', where: { all: [leaf('item'), leaf('nonsense')] } })).toEqual([
      ['leaf', 'filter[0].where.all[0]', undefined],
      ['unreadable', 'filter[0].where.all[1]', 'unreadable'],
    ]);
  });

  it('reads each path once, whatever asks for it', () => {
    const paths = new Map();
    const [one, other, none] = conditionsOf(
      planFilter([leaf('payload.a'), { not: leaf('payload.a') }, leaf('nonsense')], undefined, paths),
    );
    if (one?.kind !== 'leaf' || other?.kind !== 'leaf') throw new Error('both can be read');
    expect(other.path).toBe(one.path);
    expect(other.plain).toBe(one.plain);
    expect(none?.kind).toBe('unreadable');
    expect([...paths.keys()]).toEqual(['payload.a', 'nonsense']);
    expect(paths.get('nonsense')).toBeNull();
    const [again] = conditionsOf(planFilter([leaf('payload.a')], undefined, paths));
    expect(again?.kind === 'leaf' && again.path === one.path).toBe(true);
  });

  it('has the schema of a type by the catalog, where that has the type', () => {
    expect(schemaOfType(messyCatalog, 'known')).toEqual(knownSchema);
    expect(schemaOfType(messyCatalog, 'unheard')).toBeUndefined();
  });
});
