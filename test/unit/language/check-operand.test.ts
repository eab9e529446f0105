import { describe, expect, it } from 'vitest';
import { createCatalog, packFromJsonSchema } from '../../../engine/catalog/index.ts';
import { checkFilter } from '../../../engine/language/index.ts';
import type { FilterNode, Json, Operator } from '../../../engine/model/index.ts';

const made = packFromJsonSchema(
  {
    type: 'object',
    title: 'thing',
    properties: {
      text: { type: 'string' },
      count: { type: 'integer' },
      flag: { type: 'boolean' },
      size: { enum: ['s', 'm', 'l'], 'x-ordered': true },
      fixed: { const: 'yes' },
      tags: { type: 'array', items: { enum: ['red', 'blue'] } },
      loose: { type: 'array' },
      either: { type: ['string', 'array'], items: { type: 'number' } },
      inner: { type: 'object', properties: { quantity: { type: 'number' } } },
      list: {
        type: 'array',
        items: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
      },
      choice: { anyOf: [{ type: 'number' }, { type: 'null' }] },
      anything: {},
      untypedObject: { properties: { a: { type: 'number' } } },
      untypedList: { items: { type: 'number' } },
    },
    required: [
      'text',
      'count',
      'flag',
      'size',
      'fixed',
      'tags',
      'loose',
      'either',
      'inner',
      'list',
      'choice',
      'anything',
      'untypedObject',
      'untypedList',
    ],
  },
  { name: 'test', firedAt: '2026-01-05T09:00:00.000Z' },
);
const catalog = createCatalog(made.ok ? [made.value.pack] : []);
const check = (node: FilterNode, eventType = 'thing') =>
  checkFilter({ filter: [node], trigger: { kind: 'event', eventType } }, catalog);
const leaf = (path: string, op: Operator, value: Json) => check({ path: `payload.${path}`, op, value });

describe('an operand', () => {
  it.each<[string, Operator, Json]>([
    ['text', 'eq', 'a'],
    ['text', 'in', ['a', 'b']],
    ['text', 'contains', 'a'],
    ['text', 'matches', '^a'],
    ['text', 'exists', false],
    ['count', 'gt', 5],
    ['text', 'lt', '2026'],
    ['size', 'gte', 'm'],
    ['fixed', 'eq', 'yes'],
    ['tags', 'contains', 'red'],
    ['loose', 'contains', { any: 'thing' }],
    ['either', 'contains', 'part'],
    ['either', 'contains', 5],
    ['choice', 'eq', null],
    ['choice', 'lte', 3],
    ['anything', 'starts_with', 'x'],
    ['untypedObject', 'eq', { a: 1 }],
    ['untypedList', 'contains', 5],
  ])('fits: payload.%s %s %j', (path, op, value) => {
    expect(leaf(path, op, value)).toEqual([]);
  });

  it.each<[string, Operator, Json, string, string, Json | undefined]>([
    ['text', 'exists', 'yes', 'value-type', 'true or false', true],
    ['count', 'eq', '5', 'value-type', 'expected number, got "5"', 5],
    ['count', 'neq', 'five', 'value-type', 'expected number', undefined],
    ['count', 'eq', ' ', 'value-type', 'expected number', undefined],
    ['flag', 'eq', 'true', 'value-type', 'expected true or false', true],
    ['flag', 'eq', 'false', 'value-type', 'expected true or false', false],
    ['flag', 'eq', 'no', 'value-type', 'expected true or false', undefined],
    ['text', 'eq', 5, 'value-type', 'expected text, got 5', '5'],
    ['text', 'eq', true, 'value-type', 'expected text, got true', 'true'],
    ['text', 'eq', [1], 'value-type', 'got list', undefined],
    ['text', 'eq', { a: 1 }, 'value-type', 'got object', undefined],
    ['text', 'in', 'a', 'value-type', 'list', ['a']],
    ['text', 'nin', [], 'empty-list', 'always holds', undefined],
    ['text', 'in', [], 'empty-list', 'never holds', undefined],
    ['text', 'in', ['a', 5], 'value-type', 'got 5', '5'],
    ['size', 'eq', 'xl', 'value-not-in-enum', 'expected one of "s", "m", "l"', 'l'],
    ['tags', 'contains', 'rde', 'value-not-in-enum', 'expected one of', 'red'],
    ['size', 'gt', 5, 'value-not-in-enum', 'got 5', undefined],
    ['fixed', 'eq', 'no', 'value-not-in-enum', 'expected one of "yes"', undefined],
    ['flag', 'gt', 1, 'operator-never-holds', 'is true or false', undefined],
    ['flag', 'contains', 'x', 'operator-never-holds', 'never holds', undefined],
    ['count', 'starts_with', '1', 'operator-never-holds', 'is number', undefined],
    ['untypedObject', 'gt', 5, 'operator-never-holds', 'is object', undefined],
    ['untypedList', 'eq', 5, 'value-type', 'expected list, got 5', undefined],
    ['text', 'gt', 5, 'value-type', 'expected text, got 5', undefined],
    ['text', 'ends_with', 5, 'value-type', 'expected text, got 5', undefined],
    ['text', 'contains', 5, 'value-type', 'expected text, got 5', undefined],
    ['text', 'matches', '(', 'invalid-pattern', '', undefined],
  ])('does not fit, and says what would: payload.%s %s %j', (path, op, value, code, words, replacement) => {
    const problems = leaf(path, op, value);
    expect(problems).toMatchObject([{ code, message: expect.stringContaining(words) }]);
    expect(problems[0]?.replacement).toEqual(replacement);
  });
});

describe('a path of a condition', () => {
  it('is followed into the items of a list, whose own fields may be missing or not', () => {
    const where: FilterNode = { path: 'item.n', op: 'gt', value: 1 };
    expect(check({ anyItem: 'payload.list', where })).toEqual([]);
    expect(check({ everyItem: 'payload.list', where: { path: 'item.m', op: 'eq', value: 1 } })).toMatchObject(
      [{ code: 'unknown-path', at: 'filter[0].where.path', replacement: 'item.n' }],
    );
    expect(check({ everyItem: 'payload.text', where })).toMatchObject([
      { code: 'not-a-list', at: 'filter[0].everyItem' },
      { code: 'unknown-path', at: 'filter[0].where.path' },
    ]);
  });

  it('may name an item only inside where, and is left alone where its list is unknown', () => {
    expect(check({ path: 'item.n', op: 'eq', value: 1 })).toMatchObject([{ code: 'item-outside-where' }]);
    expect(check({ anyItem: 'nothing', where: { path: 'item.n', op: 'eq', value: 1 } })).toMatchObject([
      { code: 'path-root', at: 'filter[0].anyItem' },
    ]);
  });

  it('leads nowhere in the empty payload of a schedule', () => {
    const trigger = { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } } as const;
    const leaves = ['payload.text', 'app'].map((path): FilterNode => ({ path, op: 'eq', value: 'a' }));
    expect(checkFilter({ filter: leaves, trigger }, catalog)).toMatchObject([
      { code: 'unknown-path', message: 'a schedule has no "payload.text"', at: 'filter[0].path' },
    ]);
  });

  it('is mended where only its spelling is wrong, and else only refused', () => {
    expect(check({ path: 'payload..text', op: 'eq', value: 'a' })).toEqual([
      {
        severity: 'error',
        code: 'path-syntax',
        message: 'not a path: stuck at "..text" (position 7)',
        at: 'filter[0].path',
      },
    ]);
    expect(check({ path: 'tenantid', op: 'eq', value: 'a' })).toMatchObject([
      { code: 'path-root', at: 'filter[0].path', fix: 'did you mean tenantId?', replacement: 'tenantId' },
    ]);
  });

  it('is checked in every group, but not where it is disabled', () => {
    const wrong: FilterNode = { path: 'payload.nowhere', op: 'eq', value: 1 };
    const places = (node: FilterNode) => check(node).map(({ code, at }) => [code, at]);
    expect(places({ all: [{ not: wrong }, { ...wrong, disabled: true }] })).toEqual([
      ['unknown-path', 'filter[0].all[0].not.path'],
    ]);
    expect(places({ any: [wrong] })).toEqual([['unknown-path', 'filter[0].any[0].path']]);
    expect(places({ any: [{ ...wrong, disabled: true }] })).toEqual([['empty-any', 'filter[0]']]);
  });

  it('is not checked against a schema that nobody knows', () => {
    expect(check({ path: 'payload.what.ever', op: 'eq', value: 1 }, 'unknown')).toEqual([]);
    expect(check({ path: 'payload.x', op: 'in', value: 1 }, 'unknown')).toMatchObject([
      { code: 'value-type' },
    ]);
  });

  it('suggests the field of the same name elsewhere, and hints at what may be missing', () => {
    expect(check({ path: 'payload.quantity', op: 'eq', value: 1 })[0]?.replacement).toBe(
      'payload.inner.quantity',
    );
    expect(check({ path: 'payload.inner.quantity', op: 'eq', value: 1 })).toMatchObject([
      { code: 'optional-path', message: expect.stringContaining('does not hold') },
    ]);
    expect(check({ path: 'payload.inner.quantity', op: 'neq', value: 1 })[0]?.message).toContain(
      'then holds',
    );
    expect(check({ path: 'payload.inner.quantity', op: 'exists', value: true })).toEqual([]);
  });
});
