import { describe, expect, it } from 'vitest';
import { compilePattern, testOperator } from '../../../engine/language/index.ts';
import { type Json, type Operator, operators } from '../../../engine/model/index.ts';

const missing = { present: false, value: null };
const given = (value: Json) => ({ present: true, value });
const kinds = ['missing', 'null', 'number', 'string', 'list', 'object', 'boolean'] as const;
type Kind = (typeof kinds)[number];
const actuals = {
  missing,
  null: given(null),
  number: given(5),
  string: given('beta'),
  list: given(['beta', 5]),
  object: given({ a: 1, b: [2] }),
  boolean: given(true),
} satisfies Record<Kind, unknown>;

/** For each operator: operands, and the kinds of actual value for which it holds. */
const table: Record<Operator, [expected: Json, holdsFor: Kind[]][]> = {
  eq: [
    [null, ['null']],
    [5, ['number']],
    ['5', []],
    ['beta', ['string']],
    [['beta', 5], ['list']],
    [[5, 'beta'], []],
    [{ b: [2], a: 1 }, ['object']],
    [true, ['boolean']],
    [1, []],
  ],
  neq: [
    [null, ['missing', 'number', 'string', 'list', 'object', 'boolean']],
    [5, ['missing', 'null', 'string', 'list', 'object', 'boolean']],
    [
      ['beta', 5],
      ['missing', 'null', 'number', 'string', 'object', 'boolean'],
    ],
  ],
  in: [
    [
      [5, 'beta'],
      ['number', 'string'],
    ],
    [
      [null, true],
      ['null', 'boolean'],
    ],
    [
      [['beta', 5], { a: 1, b: [2] }],
      ['list', 'object'],
    ],
    [[], []],
    ['beta', []],
  ],
  nin: [
    [
      [5, 'beta'],
      ['missing', 'null', 'list', 'object', 'boolean'],
    ],
    [[], [...kinds]],
    ['beta', []],
  ],
  gt: [
    [4, ['number']],
    [5, []],
    ['alpha', ['string']],
    ['beta', []],
    [null, []],
    [false, []],
    [[], []],
  ],
  gte: [
    [5, ['number']],
    ['beta', ['string']],
    [6, []],
    ['4', ['string']],
  ],
  lt: [
    [6, ['number']],
    [5, []],
    ['gamma', ['string']],
    [null, []],
  ],
  lte: [
    [5, ['number']],
    ['beta', ['string']],
    [4, []],
  ],
  contains: [
    ['beta', ['string', 'list']],
    ['et', ['string']],
    [5, ['list']],
    ['', ['string']],
    [null, []],
    ['a', ['string']],
  ],
  exists: [
    [true, ['null', 'number', 'string', 'list', 'object', 'boolean']],
    [false, ['missing']],
    ['true', []],
  ],
  starts_with: [
    ['be', ['string']],
    ['et', []],
    [5, []],
  ],
  ends_with: [
    ['ta', ['string']],
    ['be', []],
    [null, []],
  ],
  matches: [
    ['^b.*a$', ['string']],
    ['et', ['string']],
    ['BETA', []],
    ['(', []],
    [5, []],
  ],
};

const cases = operators.flatMap((op) =>
  table[op].flatMap(([expected, holdsFor]) =>
    kinds.map((kind) => ({ op, kind, expected, holds: holdsFor.includes(kind) })),
  ),
);

describe('an operator', () => {
  it.each(cases)('$kind $op $expected → $holds', ({ op, kind, expected, holds }) => {
    expect(testOperator(op, actuals[kind], expected)).toBe(holds);
  });

  it('compares deeply inside lists and objects', () => {
    expect(testOperator('contains', given([{ a: [1] }]), { a: [1] })).toBe(true);
    expect(testOperator('contains', given([{ a: [1] }]), { a: [2] })).toBe(false);
    expect(testOperator('eq', given({ a: 1 }), { a: 1, b: 2 })).toBe(false);
  });

  it('compares ISO times as text', () => {
    expect(testOperator('gte', given('2026-01-05T09:00:00Z'), '2026-01-05T08:59:59Z')).toBe(true);
  });

  it.each<[string, string, Operator[]]>([
    ['high', 'medium', ['gt', 'gte']],
    ['critical', 'high', ['gt', 'gte']],
    ['high', 'critical', ['lt', 'lte']],
    ['low', 'medium', ['lt', 'lte']],
    ['medium', 'low', ['gt', 'gte']],
    ['low', 'low', ['gte', 'lte']],
    ['high', 'high', ['gte', 'lte']],
    ['enormous', 'low', []],
    ['enormous', 'critical', []],
    ['low', 'enormous', []],
    ['enormous', 'enormous', []],
  ])(
    'compares an ordered enum by its order, and knows no value outside it: %s and %s',
    (actual, expected, holding) => {
      const options = { enumOrder: ['low', 'medium', 'high', 'critical'] };
      const orders: Operator[] = ['gt', 'gte', 'lt', 'lte'];
      expect(orders.filter((op) => testOperator(op, given(actual), expected, options))).toEqual(holding);
    },
  );
});

describe('a pattern', () => {
  it('is refused when it is invalid, needs back references or is too costly', () => {
    for (const pattern of ['(', 'a**', '(a)\\1', '(?=a)', '(?:a?){1000}', 'x'.repeat(1001)]) {
      expect(compilePattern(pattern)).toMatchObject({ ok: false, error: expect.any(String) });
    }
  });

  it('takes linear time where backtracking would explode', () => {
    const compiled = compilePattern('(x+x+)+y');
    expect(compiled.ok && compiled.value('x'.repeat(50_000))).toBe(false);
  });
});
