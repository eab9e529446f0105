import { expect, test } from 'vitest';
import { nodeKey, partsOf } from '../../../../renderer/compose/sentence-parts.ts';

const sentence = 'When it opens, tag it odd';

test('the parts of a sentence are the sentence, each clause with its place', () => {
  const parts = partsOf(sentence, {
    spans: [
      { text: 'it opens', start: 5, end: 13, at: 'trigger.eventType' },
      { text: 'tag it', start: 15, end: 21, at: 'actions[0]' },
    ],
    unclear: [{ text: 'odd', start: 22, end: 25, question: 'Which tag?' }],
  });
  expect(parts.map(({ text }) => text).join('')).toBe(sentence);
  expect(parts.filter(({ at }) => at !== null).map(({ at, text }) => [at, text])).toEqual([
    ['trigger.eventType', 'it opens'],
    ['actions[0]', 'tag it'],
  ]);
  expect(parts.filter(({ isUnclear }) => isUnclear).map(({ text }) => text)).toEqual(['odd']);
});

test('a question about words that were read as well does not take their clause away', () => {
  const span = { text: 'it opens', start: 5, end: 13, at: 'trigger.eventType' };
  const parts = partsOf(sentence, { spans: [span], unclear: [{ ...span, question: 'Which apps?' }] });
  expect(parts.map(({ text }) => text).join('')).toBe(sentence);
  expect(parts.find(({ text }) => text === 'it opens')).toMatchObject({ at: 'trigger.eventType' });
});

test('a place belongs to the node that draws it', () => {
  expect(
    ['trigger.eventType', 'scope', 'filter[1]', 'actions[2].params', 'limits.maxFiresPerDay'].map(nodeKey),
  ).toEqual(['trigger', 'scope', 'filter1', 'actions2', 'limits']);
});
