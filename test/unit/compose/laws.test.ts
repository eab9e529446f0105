import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRule } from '../../../engine/analysis/index.ts';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { type Compiled, compileOffline } from '../../../engine/compose/index.ts';

const catalog = createCatalog(builtInPacks());
const words = fc.constantFrom(
  ...'When if unless a the session ticket document is opened created on Cards Loans and or not tag it billing urgent priority high email me every Monday at 9am 25:00 at most once an hour per ticket 5 a day more than 30 minutes "quoted text" care@acme-bank.com https://x.example/y ask the agent what happened , ; . ${event.payload.documentId} assign Sara K. réouvrir 工作 \'open'.split(
    ' ',
  ),
);
const sentences = fc.oneof(
  fc.string({ maxLength: 120, unit: 'binary' }),
  fc.array(words, { minLength: 1, maxLength: 30 }).map((list) => list.join(' ')),
);

/** Words that carry meaning: everything that is not a mark or one of the small words of the language. */
const small = new Set(
  'a an the this that these those it its they their there here is are was were be been being has have had do does did will would should shall to of for in on at by with from as and then also please when whenever if after into onto i we you so which who whom whose them but using even'.split(
    ' ',
  ),
);

function contentWords(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => !small.has(word.toLowerCase()))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function expectSound(sentence: string, { rule, spans, unclear }: Compiled): void {
  for (const { text, start, end } of [...spans, ...unclear]) {
    expect(sentence.slice(start, end)).toBe(text);
  }
  if (!rule) expect(unclear).not.toEqual([]);
  else expect(checkRule(rule, catalog).filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const word of contentWords(sentence)) {
    const isTold = [...spans, ...unclear].some(({ start, end }) => start <= word.start && word.end <= end);
    expect(isTold, `${sentence.slice(word.start, word.end)} in: ${sentence}`).toBe(true);
  }
}

describe('any text at all', () => {
  test('never makes it throw, has every word accounted for, and gives a sound rule or questions', () => {
    fc.assert(
      fc.property(sentences, (sentence) => expectSound(sentence, compileOffline(sentence, { catalog }))),
      { numRuns: 1500 },
    );
  });

  test('gives the same bytes each time', () => {
    fc.assert(
      fc.property(sentences, (sentence) => {
        const once = JSON.stringify(compileOffline(sentence, { catalog }));
        expect(JSON.stringify(compileOffline(sentence, { catalog }))).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  test('is refused beyond its longest, before anything reads it', () => {
    const compiled = compileOffline('tag it urgent '.repeat(10_000), { catalog });
    expect(compiled.rule).toBeNull();
    expect(compiled.unclear).toHaveLength(1);
  });
});

describe('a word that turns a part around', () => {
  test.each([
    'When a document is not created by a user, annotate it with "x"',
    'When DLP flags a doc, never set its sensitivity to confidential',
    'When no session opens on Cards, tag it vip',
    'When a ticket is created but not when it is urgent, tag it spam',
    'When a ticket is created, do not assign it to the billing desk',
    'When a session opens everywhere except Loans, tag it vip',
    'When a session opens on Cards on channels other than these, tag it vip',
  ])('gives no rule while it is unread: %s', (sentence) => {
    const compiled = compileOffline(sentence, { catalog });
    expect(compiled.rule).toBeNull();
    expect(compiled.unclear).not.toEqual([]);
  });

  test('is no hindrance where it was read', () => {
    const compiled = compileOffline('When a session opens on Cards but never in Loans, tag it vip', {
      catalog,
    });
    expect(compiled.rule?.scope.apps).toEqual(['cards']);
    expect(compiled.unclear).toEqual([]);
  });
});

test('the words around an address stay out of the question to the agent', () => {
  const sentence =
    'Every 4 hours, ask the agent which RFIs are overdue and email me + the project manager at pm@firm.com.';
  const { rule } = compileOffline(sentence, { catalog });
  expect(rule?.actions.map(({ params }) => params)).toEqual([
    { question: 'Which RFIs are overdue', recipients: ['me', 'pm@firm.com'] },
  ]);
});

describe('choices', () => {
  test('are sentences that answer their question', () => {
    const first = compileOffline('When a session opens, tag it vip', { catalog });
    expect(first.rule?.scope.apps).toEqual([]);
    const [cards] = first.unclear[0]?.choices ?? [];
    expect(cards?.label).toBe('Cards');
    const second = compileOffline(cards?.sentence ?? '', { catalog });
    expect(second.rule?.scope.apps).toEqual(['cards']);
    expect(second.unclear).toEqual([]);
  });

  test('mend a name that nearly is one', () => {
    const first = compileOffline('When a session opens on Cards, tag it fruad-suspect', { catalog });
    expect(first.unclear[0]?.text).toBe('tag it fruad-suspect');
    const choice = first.unclear[0]?.choices?.[0];
    expect(choice?.sentence).toBe('When a session opens on Cards, tag it fraud-suspect');
    expect(compileOffline(choice?.sentence ?? '', { catalog }).unclear).toEqual([]);
  });
});
