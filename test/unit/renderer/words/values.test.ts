import { expect, it } from 'vitest';
import { capitalised, tagText } from '../../../../renderer/words/values.ts';

it('a tag is its text, one with a value names both, and anything else is shown as it is', () => {
  expect(tagText('vip')).toBe('vip');
  expect(tagText({ key: 'product', value: 'home' })).toBe('product: home');
  expect(tagText({ key: 'product' })).toBe('{"key":"product"}');
  expect(tagText({ key: 'product', value: 1 })).toBe('{"key":"product","value":1}');
  expect(tagText({ key: 'product', value: 'home', by: 'x' })).toBe(
    '{"key":"product","value":"home","by":"x"}',
  );
  expect(tagText(['vip'])).toBe('["vip"]');
});

it.each([
  ['may never match', 'May never match'],
  ['the scope', 'The scope'],
  ['session.topic equals “fraud”', 'session.topic equals “fraud”'],
  ['"payload.session.topic" may be missing', '"payload.session.topic" may be missing'],
  ['actorKind equals “system”', 'actorKind equals “system”'],
  ['', ''],
])('%s begins as a sentence does: %s', (text, shown) => {
  expect(capitalised(text)).toBe(shown);
});
