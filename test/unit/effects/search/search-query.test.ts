import { expect, test } from 'vitest';
import {
  matchExpression,
  parseSearchQuery,
  wordsOfQuestion,
} from '../../../../engine/effects/search/search-query.ts';

test.each([
  ['retention:none', [], [{ kind: 'missing', field: 'retention' }]],
  ['due:past', [], [{ kind: 'past', field: 'due' }]],
  ['Type:RFI', [], [{ kind: 'is', field: 'type', value: 'RFI' }]],
  ['variance:>0', [], [{ kind: 'compare', field: 'variance', operator: '>', value: 0 }]],
  ['a:>=1.5', [], [{ kind: 'compare', field: 'a', operator: '>=', value: 1.5 }]],
  ['a:<-2', [], [{ kind: 'compare', field: 'a', operator: '<', value: -2 }]],
  ['a:<=2', [], [{ kind: 'compare', field: 'a', operator: '<=', value: 2 }]],
  ['a:>b', [], [{ kind: 'is', field: 'a', value: '>b' }]],
  ['steel "lot 3" type:drawing', ['steel', 'lot 3'], [{ kind: 'is', field: 'type', value: 'drawing' }]],
  ['"type:drawing"', ['type:drawing'], []],
  ['https://x.example/a', ['https://x.example/a'], []],
  ['a: :b AND OR NOT NEAR( * ^', ['a:', ':b', 'AND', 'OR', 'NOT', 'NEAR('], []],
  ['"" - + "..."', [], []],
  ['', [], []],
])('%j asks for %j and %j', (text, phrases, tests) => {
  expect(parseSearchQuery(text)).toEqual({ phrases, tests });
});

test('a query of many words is cut, however long', () => {
  expect(parseSearchQuery('word '.repeat(100_000)).phrases).toHaveLength(40);
  expect(parseSearchQuery(`${'a:b '.repeat(30)}${'word '.repeat(30)}`).phrases).toHaveLength(10);
});

test('a question is its telling words, once each', () => {
  expect(wordsOfQuestion('Which AP invoices have a price variance, and which invoices do not?')).toEqual([
    'ap',
    'invoices',
    'price',
    'variance',
    'not',
  ]);
  expect(wordsOfQuestion('?!')).toEqual([]);
});

test('phrases are strings of FTS5 whatever is in them', () => {
  expect(matchExpression(['a"b', 'c OR d', 'e\u0000f'], 'all')).toBe('"a""b" AND "c OR d" AND "e f"');
  expect(matchExpression(['a', 'b'], 'any')).toBe('"a" OR "b"');
});
