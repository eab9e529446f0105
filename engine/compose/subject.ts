import { parsePath, resolvePath } from '../language/index.ts';
import type { Trigger } from '../model/index.ts';
import type { Clause } from './clauses.ts';
import type { Field, Lexicon } from './lexicon.ts';
import { ask, isFree, type Reading, range } from './reading.ts';
import { stem } from './stem.ts';
import { isContent, type Token } from './tokens.ts';

const openers: ReadonlySet<string> = new Set(['about', 'regarding', 'concerning']);
/** What a thing is filed under, and what is said in it: the last word of a path. */
const topics: ReadonlySet<string> = new Set(['topic', 'category']);
const texts: ReadonlySet<string> = new Set(['text', 'subject', 'title']);
/** Words that begin something else than what a thing is about. */
const ends: ReadonlySet<string> = new Set(
  'and or but unless except when if on in for from by with to at of is are that which opens comes arrives'.split(
    ' ',
  ),
);

/**
 * Asks about "about fraud": whether the topic is meant or a word of the text is for the writer to say. A topic that the
 * samples of the catalog know is offered as it is spelled there.
 */
export function askForSubjects(
  reading: Reading,
  clauses: readonly Clause[],
  fields: readonly Field[],
  lexicon: Lexicon,
  trigger: Trigger,
): void {
  for (const { from, to, role } of clauses) {
    if (role === 'do') continue;
    for (const at of range(from, to)) {
      if (isFree(reading, at) && openers.has(reading.tokens[at]?.lower ?? ''))
        askForSubject(reading, at, to, fields, lexicon, trigger);
    }
  }
}

function askForSubject(
  reading: Reading,
  opener: number,
  to: number,
  fields: readonly Field[],
  lexicon: Lexicon,
  trigger: Trigger,
): void {
  let begin = opener + 1;
  while (['a', 'an', 'the', 'their', 'his', 'her', 'its'].includes(reading.tokens[begin]?.lower ?? ''))
    begin++;
  let end = begin;
  while (end < to && isFree(reading, end) && isOfSubject(reading.tokens[end])) end++;
  const first = reading.tokens[begin];
  const last = reading.tokens[end - 1];
  if (!first || !last || end <= begin) return;
  const said = first.kind === 'quoted' ? first.value : reading.sentence.slice(first.start, last.end);
  // Quotation marks inside would end the quotation of the answer.
  if (/["“”]/.test(said)) return;
  const choices = fields
    .filter((field) => field.kind === 'text' && field.values.length === 0 && field.pick === null)
    .flatMap((field) => {
      const name = field.path.split('.').at(-1) ?? '';
      const title = field.title.toLowerCase();
      if (texts.has(name))
        return [
          { label: `${field.title} contains “${said}”`, instead: `with ${title} containing "${said}"` },
        ];
      if (!topics.has(name)) return [];
      const value = knownValue(said, field, lexicon, trigger) ?? said;
      return [{ label: `${field.title} is “${value}”`, instead: `with ${title} "${value}"` }];
    });
  if (choices.length === 0) return;
  ask(reading, opener, end, `What tells that it is about ${said}?`, choices);
}

function isOfSubject(token: Token | undefined): boolean {
  if (token?.kind === 'quoted') return true;
  return token?.kind === 'word' && isContent(token) && !ends.has(token.lower);
}

/** The value of the samples that says the same: "card limits" is `card-limit`. */
function knownValue(said: string, field: Field, lexicon: Lexicon, trigger: Trigger): string | null {
  if (trigger.kind !== 'event') return null;
  const wanted = wordsOf(said);
  const event = lexicon.pack.eventTypes.find(({ type }) => type === trigger.eventType);
  const path = parsePath(field.path);
  if (!path.ok) return null;
  for (const sample of event?.samples ?? []) {
    const { value } = resolvePath(path.value, sample.event);
    if (typeof value === 'string' && wordsOf(value) === wanted) return value;
  }
  return null;
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .split(/[\s_-]+/)
    .map(stem)
    .join(' ');
}
