import { describe, expect, test } from 'vitest';
import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import { compileOffline } from '../../../../engine/compose/index.ts';
import { withTrigger } from '../../../../renderer/compose/begin-sentence.ts';
import { exampleSentences } from '../../../../renderer/compose/example-sentences.ts';
import { triggerTitle } from '../../../../renderer/words/rule-words.ts';

const catalog = createCatalog(builtInPacks());

describe('a sentence about a rule that was only begun', () => {
  test('gets the trigger in front where it does not say when', () => {
    expect(withTrigger('tag it vip', 'event', 'Session opened')).toBe('When session opened, tag it vip');
    expect(withTrigger(' tell me ', 'event', 'AI agent published')).toBe('When AI agent published, tell me');
    expect(withTrigger('ask the agent', 'schedule', 'Every 4 hours')).toBe('Every 4 hours, ask the agent');
  });

  test('stays as it is where it says when, or nothing', () => {
    for (const said of [
      'When a ticket is closed, tag it',
      'every day at 9am email me',
      'For Cards: tag it',
      '',
    ]) {
      expect(withTrigger(said, 'event', 'Session opened')).toBe(said);
    }
  });

  test('is understood for every event there is', () => {
    for (const pack of catalog.packs) {
      for (const { type } of pack.eventTypes) {
        const trigger = { kind: 'event', eventType: type } as const;
        const sentence = withTrigger('do the usual', 'event', triggerTitle(trigger, catalog));
        const { unclear } = compileOffline(sentence, { catalog, pack: pack.name });
        expect(
          unclear.map(({ question }) => question).filter((question) => question.includes('sets this off')),
          sentence,
        ).toEqual([]);
      }
    }
  });
});

test('the examples are read without a question', () => {
  const sentences = exampleSentences(catalog, null);
  expect(sentences).toHaveLength(3);
  for (const sentence of sentences) {
    const { rule, unclear } = compileOffline(sentence, { catalog });
    expect(rule, sentence).not.toBeNull();
    expect(unclear, sentence).toEqual([]);
  }
  expect(exampleSentences(catalog, 'helpdesk')).toEqual([sentences[2]]);
});
