import { describe, expect, it } from 'vitest';
import { createCatalog, packFromJsonSchema } from '../../../engine/catalog/index.ts';
import { checkFilter } from '../../../engine/language/index.ts';
import type { Json, Operator, Problem } from '../../../engine/model/index.ts';

const made = packFromJsonSchema(
  {
    type: 'object',
    title: 'thing',
    properties: {
      text: { type: 'string' },
      count: { type: 'integer' },
      flag: { type: 'boolean' },
      size: { enum: ['s', 'm', 'l'], 'x-ordered': true },
      mixed: { enum: [1, 'low', null] },
      fixed: { const: 'yes' },
      tags: { type: 'array', items: { enum: ['red', 'blue'] } },
      loose: { type: 'array' },
      either: { type: ['string', 'array'], items: { type: 'number' } },
      unsure: { type: ['string', 'number'] },
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
      'mixed',
      'fixed',
      'tags',
      'loose',
      'either',
      'unsure',
      'choice',
      'anything',
      'untypedObject',
      'untypedList',
    ],
  },
  { name: 'test', firedAt: '2026-01-05T09:00:00.000Z' },
);
const catalog = createCatalog(made.ok ? [made.value.pack] : []);
const leaf = (path: string, op: Operator, value: Json) =>
  checkFilter(
    {
      filter: [{ path: `payload.${path}`, op, value }],
      trigger: { kind: 'event', eventType: 'thing' },
    },
    catalog,
  );

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
    ['text', 'starts_with', '('],
    ['mixed', 'eq', null],
    ['unsure', 'gt', 5],
  ])('fits: payload.%s %s %j', (path, op, value) => {
    expect(leaf(path, op, value)).toEqual([]);
  });

  const at = 'filter[0].value';
  const wrongType = (message: string, replacement?: Json, place = at): Problem => ({
    severity: 'error',
    code: 'value-type',
    message,
    at: place,
    ...(replacement === undefined ? {} : { fix: `use ${JSON.stringify(replacement)}`, replacement }),
  });
  const notInEnum = (message: string, replacement?: string): Problem => ({
    severity: 'error',
    code: 'value-not-in-enum',
    message,
    at,
    ...(replacement === undefined ? {} : { fix: `did you mean "${replacement}"?`, replacement }),
  });
  const neverHolds = (message: string): Problem => ({
    severity: 'error',
    code: 'operator-never-holds',
    message,
    at: 'filter[0].op',
  });
  const emptyList = (message: string): Problem => ({
    severity: 'warning',
    code: 'empty-list',
    message,
    at,
    fix: 'list the values',
  });
  const each = (op: string) => `expected list, got string: "${op}" compares with each of several values`;

  it.each<[string, Operator, Json, ...Problem[]]>([
    [
      'text',
      'exists',
      'yes',
      wrongType('expected true or false, got string: "exists" asks for presence', true),
    ],
    ['count', 'eq', '5', wrongType('expected number, got "5"', 5)],
    ['count', 'eq', true, wrongType('expected number, got true')],
    ['count', 'eq', 'Infinity', wrongType('expected number, got "Infinity"')],
    ['count', 'eq', ['5'], wrongType('expected number, got list')],
    ['count', 'neq', 'five', wrongType('expected number, got "five"')],
    ['count', 'eq', ' ', wrongType('expected number, got " "')],
    ['choice', 'eq', 'true', wrongType('expected number or null, got "true"')],
    ['flag', 'eq', 'true', wrongType('expected true or false, got "true"', true)],
    ['flag', 'eq', 'false', wrongType('expected true or false, got "false"', false)],
    ['flag', 'eq', 'no', wrongType('expected true or false, got "no"')],
    ['flag', 'eq', '1', wrongType('expected true or false, got "1"')],
    ['text', 'eq', 5, wrongType('expected text, got 5', '5')],
    ['text', 'eq', true, wrongType('expected text, got true', 'true')],
    ['text', 'eq', null, wrongType('expected text, got null')],
    ['text', 'eq', [1], wrongType('expected text, got list')],
    ['text', 'eq', { a: 1 }, wrongType('expected text, got object')],
    ['text', 'in', 'a', wrongType(each('in'), ['a'])],
    ['count', 'nin', 'a', wrongType(each('nin'), ['a'])],
    ['text', 'nin', [], emptyList('"is none of" an empty list always holds')],
    ['text', 'in', [], emptyList('"is one of" an empty list never holds')],
    ['text', 'in', ['a', 5], wrongType('expected text, got 5', '5', `${at}[1]`)],
    [
      'count',
      'in',
      ['5', 6, true],
      wrongType('expected number, got "5"', 5, `${at}[0]`),
      wrongType('expected number, got true', undefined, `${at}[2]`),
    ],
    ['size', 'eq', 'xl', notInEnum('expected one of "s", "m", "l"; got "xl"', 'l')],
    ['size', 'gt', 5, notInEnum('expected one of "s", "m", "l"; got 5')],
    ['mixed', 'eq', 'lo', notInEnum('expected one of 1, "low", null; got "lo"', 'low')],
    ['tags', 'contains', 'rde', notInEnum('expected one of "red", "blue"; got "rde"', 'red')],
    ['tags', 'contains', 5, notInEnum('expected one of "red", "blue"; got 5')],
    ['fixed', 'eq', 'no', notInEnum('expected one of "yes"; got "no"')],
    ['flag', 'gt', 1, neverHolds('"is more than" never holds: "payload.flag" is true or false')],
    ['flag', 'contains', 'x', neverHolds('"contains" never holds: "payload.flag" is true or false')],
    ['count', 'starts_with', '1', neverHolds('"starts with" never holds: "payload.count" is number')],
    ['untypedObject', 'gt', 5, neverHolds('"is more than" never holds: "payload.untypedObject" is object')],
    ['untypedList', 'eq', 5, wrongType('expected list, got 5')],
    ['either', 'contains', true, wrongType('expected number, got true')],
    ['unsure', 'lt', true, wrongType('expected number or text, got true')],
    ['text', 'gt', 5, wrongType('expected text, got 5')],
    ['text', 'ends_with', 5, wrongType('expected text, got 5')],
    ['text', 'contains', 5, wrongType('expected text, got 5')],
    [
      'text',
      'matches',
      '(',
      {
        severity: 'error',
        code: 'invalid-pattern',
        message: 'error parsing regexp: missing closing ): `(`',
        at,
      },
    ],
  ])('does not fit, and says what would: payload.%s %s %j', (path, op, value, ...problems) => {
    expect(leaf(path, op, value)).toEqual(problems);
  });
});
