import { describe, expect, it } from 'vitest';
import { formulaOf, literalsOf, schemaPath, spotAt } from '../../../../engine/analysis/satisfy/formula.ts';
import type { FilterNode, Json, Operator } from '../../../../engine/model/index.ts';

const reading = (eventSchema: { [key: string]: Json } | null) => ({ eventSchema, list: [] });
const testOf = (node: FilterNode, schema: { [key: string]: Json } | null = null) =>
  literalsOf(formulaOf([node], reading(schema)))[0]?.test;

describe('a comparison on an ordered enum', () => {
  const order = ['low', 'mid', 'low', { odd: true }, 'high'];
  const schema = {
    properties: { payload: { properties: { p: { enum: order, 'x-ordered': true } } } },
  };
  const among = (op: Operator, value: Json) => testOf({ path: 'payload.p', op, value }, schema);

  it.each<[Operator, Json, Json[]]>([
    ['gt', 'low', ['mid', 'high']],
    ['gte', 'low', ['low', 'mid', 'high']],
    ['lt', 'high', ['low', 'mid']],
    ['lte', 'mid', ['low', 'mid']],
  ])('%s %s lets through single values, by the first place each has', (op, value, values) => {
    expect(among(op, value)).toEqual({ kind: 'among', values });
  });

  it('lets nothing through beyond what is not in it', () => {
    expect(formulaOf([{ path: 'payload.p', op: 'gt', value: 'none' }], reading(schema))).toEqual({
      kind: 'constant',
      holds: false,
    });
  });
});

describe('conditions on the items of a list', () => {
  const isClosed = (where: FilterNode) => {
    const test = testOf({ anyItem: 'payload.rows', where });
    return test?.kind === 'items' ? test.isClosed : null;
  };
  const leaf = (path: string): FilterNode => ({ path, op: 'eq', value: 1 });

  it('are known by the item alone unless they look elsewhere, at any depth', () => {
    expect(isClosed(leaf('item.a'))).toBe(true);
    expect(isClosed(leaf('payload.a'))).toBe(false);
    expect(isClosed({ everyItem: 'item.cells', where: leaf('item.a') })).toBe(true);
    expect(isClosed({ everyItem: 'item.cells', where: leaf('payload.a') })).toBe(false);
    expect(isClosed({ everyItem: 'payload.cells', where: leaf('item.a') })).toBe(false);
  });

  it('are described inside their list', () => {
    expect(schemaPath(spotAt('item', ['a']), ['payload', 'rows'])).toEqual(['payload', 'rows', '0', 'a']);
    expect(schemaPath(spotAt('payload', ['a']), ['payload', 'rows'])).toEqual(['payload', 'a']);
  });
});
