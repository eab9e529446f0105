import { describe, expect, test } from 'vitest';
import { demandWords, valueWords } from '../../../../engine/analysis/changes/words.ts';
import type { Json } from '../../../../engine/model/index.ts';

describe('a value in words', () => {
  test.each<[string, Json, string]>([
    ['text is quoted', 'fraud', '“fraud”'],
    ['long text is cut', 'x'.repeat(61), `“${'x'.repeat(59)}…”`],
    ['a number is itself', 5, '5'],
    ['an object is JSON', { a: 1 }, '{"a":1}'],
    ['a list names its items', ['a', 'b', 3], '“a”, “b” and 3'],
    ['a list of one item reads unlike the item', ['a'], 'only “a”'],
    ['a list of nothing says so', [], 'an empty list'],
    ['a list in a list is JSON', [['a', 'b'], 'c'], '["a","b"] and “c”'],
    ['a long list is cut', ['x'.repeat(40), 'y'.repeat(40)], `“${'x'.repeat(40)}” and “${'y'.repeat(11)}…`],
  ])('%s', (_title, value, words) => {
    expect(valueWords(value)).toBe(words);
  });
});

describe('what a condition asks', () => {
  test.each<[Parameters<typeof demandWords>[0], Json, string]>([
    ['eq', 'fraud', 'equals “fraud”'],
    ['in', ['fraud', 'card-limit'], 'is one of “fraud” or “card-limit”'],
    ['nin', ['a', 'b', 'c'], 'is none of “a”, “b” or “c”'],
    ['in', ['fraud'], 'is one of “fraud”'],
    ['in', [], 'is one of an empty list'],
    ['nin', 'fraud', 'is none of “fraud”'],
    ['eq', ['a', 'b'], 'equals “a” and “b”'],
    ['exists', true, 'exists'],
    ['exists', false, 'does not exist'],
  ])('%s %j', (op, value, words) => {
    expect(demandWords(op, value)).toBe(words);
  });
});
