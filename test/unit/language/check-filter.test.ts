import { describe, expect, it } from 'vitest';
import { createCatalog, packFromJsonSchema } from '../../../engine/catalog/index.ts';
import { checkFilter } from '../../../engine/language/index.ts';
import type { FilterNode, Problem } from '../../../engine/model/index.ts';

const line = {
  type: 'object',
  properties: { n: { type: 'number' }, note: { type: 'string' } },
  required: ['n'],
};
const made = packFromJsonSchema(
  {
    type: 'object',
    title: 'thing',
    properties: {
      text: { type: 'string' },
      maybe: { type: 'string' },
      inner: { type: 'object', properties: { quantity: { type: 'number' } } },
      list: { type: 'array', items: line },
      maybeList: { type: 'array', items: line },
      grid: { type: 'array', items: { type: 'array', items: line } },
    },
    required: ['text', 'inner', 'list', 'grid'],
  },
  { name: 'test', firedAt: '2026-01-05T09:00:00.000Z' },
);
const catalog = createCatalog(made.ok ? [made.value.pack] : []);
const check = (node: FilterNode, eventType = 'thing') =>
  checkFilter({ filter: [node], trigger: { kind: 'event', eventType } }, catalog);
const wrong: FilterNode = { path: 'payload.zzzzzzzzzzzz', op: 'eq', value: 1 };
const noSuch = (at: string): Problem => ({
  severity: 'error',
  code: 'unknown-path',
  message: 'thing has no "payload.zzzzzzzzzzzz"',
  at,
});

describe('the path of a condition', () => {
  it.each<[string, Omit<Problem, 'severity' | 'at'>]>([
    ['payload..text', { code: 'path-syntax', message: 'not a path: stuck at "..text" (position 7)' }],
    [
      'tenantid',
      {
        code: 'path-root',
        message:
          'a path starts with payload or a column (eventType, actorKind, actorId, streamId, streamVersion, ' +
          'tenantId, app, firedAt), not "tenantid"',
        fix: 'did you mean tenantId?',
        replacement: 'tenantId',
      },
    ],
    ['item.n', { code: 'item-outside-where', message: '"item" is known only inside anyItem and everyItem' }],
    ['payload.zzzzzzzzzzzz', { code: 'unknown-path', message: 'thing has no "payload.zzzzzzzzzzzz"' }],
    [
      'payload.txt',
      {
        code: 'unknown-path',
        message: 'thing has no "payload.txt"',
        fix: 'did you mean payload.text?',
        replacement: 'payload.text',
      },
    ],
    [
      'payload.quantity',
      {
        code: 'unknown-path',
        message: 'thing has no "payload.quantity"',
        fix: 'did you mean payload.inner.quantity?',
        replacement: 'payload.inner.quantity',
      },
    ],
    [
      'payload.zzzzzzzzzzzz.quantity',
      {
        code: 'unknown-path',
        message: 'thing has no "payload.zzzzzzzzzzzz.quantity"',
        fix: 'did you mean payload.inner.quantity?',
        replacement: 'payload.inner.quantity',
      },
    ],
  ])('is refused where it leads nowhere, and mended where that can be: %s', (path, problem) => {
    expect(check({ path, op: 'eq', value: 'a' })).toEqual([
      { severity: 'error', at: 'filter[0].path', ...problem },
    ]);
  });

  it('leads nowhere in the empty payload of a schedule, but to its columns', () => {
    const trigger = { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } } as const;
    const leaves = ['payload.zzzzzzzzzzzz', 'app'].map(
      (path): FilterNode => ({ path, op: 'eq', value: 'a' }),
    );
    expect(checkFilter({ filter: leaves, trigger }, catalog)).toEqual([
      { ...noSuch('filter[0].path'), message: 'a schedule has no "payload.zzzzzzzzzzzz"' },
    ]);
  });

  it.each([
    ['eq', 'payload.maybe', 'a', 'does not hold'],
    ['contains', 'payload.maybe', 'a', 'does not hold'],
    ['neq', 'payload.maybe', 'a', 'holds'],
    ['nin', 'payload.maybe', ['a'], 'holds'],
  ] as const)('is worth a hint where the value may be missing: %s', (op, path, value, outcome) => {
    expect(check({ path, op, value: typeof value === 'string' ? value : [...value] })).toEqual([
      {
        severity: 'hint',
        code: 'optional-path',
        message: `"payload.maybe" may be missing; this condition then ${outcome}`,
        at: 'filter[0].path',
      },
    ]);
  });

  it('is fine where it is asked for presence, or always there', () => {
    expect(check({ path: 'payload.maybe', op: 'exists', value: true })).toEqual([]);
    expect(check({ path: 'payload.text', op: 'eq', value: 'a' })).toEqual([]);
  });

  it('is not checked against a schema that nobody knows, but its operand is', () => {
    expect(check({ path: 'payload.what.ever', op: 'eq', value: 1 }, 'unknown')).toEqual([]);
    expect(
      check({ anyItem: 'payload.what', where: { path: 'item.x', op: 'eq', value: 1 } }, 'unknown'),
    ).toEqual([]);
    expect(check({ path: 'payload.x', op: 'in', value: 1 }, 'unknown')).toMatchObject([
      { code: 'value-type' },
    ]);
  });
});

describe('a group', () => {
  it.each<[string, FilterNode, Problem[]]>([
    ['all', { all: [wrong, wrong] }, [noSuch('filter[0].all[0].path'), noSuch('filter[0].all[1].path')]],
    ['any', { any: [wrong] }, [noSuch('filter[0].any[0].path')]],
    ['not', { not: wrong }, [noSuch('filter[0].not.path')]],
    ['disabled', { any: [wrong], disabled: true }, []],
    [
      'disabled inside',
      { all: [{ ...wrong, disabled: true }, { not: wrong }] },
      [noSuch('filter[0].all[1].not.path')],
    ],
    ['an all of nothing', { all: [] }, []],
  ])('is checked at the place of each condition: %s', (_, node, problems) => {
    expect(check(node)).toEqual(problems);
  });

  it('that is an any never holds without conditions that take part', () => {
    const never: Problem = {
      severity: 'warning',
      code: 'empty-any',
      message: 'an "any" group without conditions never holds',
      at: 'filter[0]',
      fix: 'add a condition or remove the group',
    };
    const off: FilterNode = { ...wrong, disabled: true };
    const on: FilterNode = { path: 'payload.text', op: 'eq', value: 'a' };
    expect(check({ any: [] })).toEqual([never]);
    expect(check({ any: [off] })).toEqual([never]);
    expect(check({ any: [off, on] })).toEqual([]);
  });
});

describe('a condition on the items of a list', () => {
  const n: FilterNode = { path: 'item.n', op: 'gt', value: 1 };

  it('may use what an item has, in lists within lists too', () => {
    expect(check({ anyItem: 'payload.list', where: n })).toEqual([]);
    expect(check({ anyItem: 'payload.grid', where: { everyItem: 'item', where: n } })).toEqual([]);
    expect(check({ anyItem: 'payload.list', where: { path: 'payload.text', op: 'eq', value: 'a' } })).toEqual(
      [],
    );
  });

  it('hints at what is missing inside the item, not at the list that may be missing', () => {
    expect(check({ everyItem: 'payload.maybeList', where: n })).toEqual([]);
    expect(check({ everyItem: 'payload.list', where: { path: 'item.note', op: 'eq', value: 'a' } })).toEqual([
      {
        severity: 'hint',
        code: 'optional-path',
        message: '"item.note" may be missing; this condition then does not hold',
        at: 'filter[0].where.path',
      },
    ]);
  });

  it('is mended with what an item has', () => {
    expect(check({ everyItem: 'payload.list', where: { path: 'item.m', op: 'eq', value: 1 } })).toEqual([
      {
        severity: 'error',
        code: 'unknown-path',
        message: 'thing has no "item.m"',
        at: 'filter[0].where.path',
        fix: 'did you mean item.n?',
        replacement: 'item.n',
      },
    ]);
  });

  it('never holds where there is no list', () => {
    const where: FilterNode = { path: 'payload.text', op: 'eq', value: 'a' };
    const notList = (at: string): Problem => ({
      severity: 'error',
      code: 'not-a-list',
      message: '"payload.text" is text, not a list; this never holds',
      at,
    });
    expect(check({ anyItem: 'payload.text', where })).toEqual([notList('filter[0].anyItem')]);
    expect(check({ everyItem: 'payload.text', where })).toEqual([notList('filter[0].everyItem')]);
  });

  it('is looked into no further where its list is unknown', () => {
    expect(check({ anyItem: 'payload.zzzzzzzzzzzz', where: n })).toEqual([noSuch('filter[0].anyItem')]);
    expect(check({ everyItem: 'payload.zzzzzzzzzzzz', where: wrong })).toEqual([
      noSuch('filter[0].everyItem'),
    ]);
  });
});
