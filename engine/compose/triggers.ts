import type { FilterNode } from '../model/index.ts';
import type { Clause } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import { claim, isFree, longestAt, phraseEnd, type Reading, range } from './reading.ts';
import type { TriggerWords } from './words/index.ts';

export interface TriggerReading {
  eventType: string;
  implied: FilterNode[];
  /** The field whose value follows at `after`. */
  follows: string | null;
  after: number;
}

interface Candidate {
  words: TriggerWords;
  /** Where each slot is said. */
  hits: { from: number; to: number; isLeft: boolean }[];
  rank: number;
}

const place = 'trigger.eventType';
const comings: ReadonlySet<string> = new Set(
  'come comes came coming get gets gotten got happen happens occur occurs arrive arrives new there every each'.split(
    ' ',
  ),
);

/** The event that sets the rule off: named by its type, or in words; what is said first, and in a when-clause, wins. Loosely, also what a thing to do is done to: "every new session". */
export function readTrigger(
  reading: Reading,
  lexicon: Lexicon,
  clauses: readonly Clause[],
  isLoose: boolean,
): TriggerReading | null {
  const literal = literalType(reading, lexicon);
  if (literal) return literal;
  const spoken = clauses.filter(({ role }) => role === 'when');
  const best = bestOf(reading, lexicon, spoken.length > 0 && !isLoose ? spoken : clauses);
  if (!best) return null;
  for (const { from, to, isLeft } of best.hits) if (!isLeft) claim(reading, place, ...range(from, to));
  const last = best.hits.at(-1);
  claimGlue(reading, lexicon, clauses, best);
  return {
    eventType: best.words.event,
    implied: [...(best.words.implies ?? [])],
    follows: best.words.follows ?? null,
    after: last?.to ?? 0,
  };
}

function literalType(reading: Reading, lexicon: Lexicon): TriggerReading | null {
  for (const [index, token] of reading.tokens.entries()) {
    if (token.kind !== 'word' || !isFree(reading, index)) continue;
    const event = lexicon.pack.eventTypes.find(
      ({ type }) => type === token.text || type.toLowerCase() === token.lower,
    );
    // `Session` alone would be a word; a type has a dot or capitals inside.
    if (!event || !/[.A-Z]/.test(event.type.slice(1))) continue;
    claim(reading, place, index);
    return { eventType: event.type, implied: [], follows: null, after: index + 1 };
  }
  return null;
}

function bestOf(reading: Reading, lexicon: Lexicon, clauses: readonly Clause[]): Candidate | null {
  let best: Candidate | null = null;
  for (const clause of clauses) {
    for (const words of lexicon.words.triggers) {
      const found = candidate(reading, words, clause);
      if (found && (best === null || found.rank < best.rank)) best = found;
    }
  }
  return best;
}

function candidate(reading: Reading, words: TriggerWords, clause: Clause): Candidate | null {
  const hits: Candidate['hits'] = [];
  for (const slot of words.slots) {
    const isLeft = slot.startsWith('~');
    const hit = slotAt(reading, isLeft ? slot.slice(1) : slot, clause, hits);
    if (!hit) return null;
    hits.push({ ...hit, isLeft });
  }
  const anchor = hits.at(-1);
  // Earlier words first; of two ways to say the same words, the one that says more.
  return anchor
    ? { words, hits, rank: (anchor.to - 1) * 100 - words.slots.length - (words.implies ? 1 : 0) }
    : null;
}

function slotAt(
  reading: Reading,
  slot: string,
  clause: Clause,
  taken: Candidate['hits'],
): { from: number; to: number } | null {
  for (const from of range(clause.from, clause.to)) {
    if (!isFree(reading, from) || taken.some((hit) => hit.from <= from && from < hit.to)) continue;
    for (const alternative of slot.split('|')) {
      const to = phraseEnd(reading, from, alternative);
      if (to !== null && to <= clause.to) return { from, to };
    }
  }
  return null;
}

/** Words around the event that only say it again: "a new session", "comes in", the customer who opens it. */
function claimGlue(reading: Reading, lexicon: Lexicon, clauses: readonly Clause[], best: Candidate): void {
  const anchor = best.hits.at(-1)?.from ?? 0;
  const clause = clauses.find(({ from, to }) => from <= anchor && anchor < to);
  if (!clause) return;
  const verbs = (best.words.slots.at(-1) ?? '').split('|');
  const isNew = reading.tokens[anchor]?.lower === 'new';
  const nouns = lexicon.words.glue.map((word) => ({ word }));
  for (const index of range(clause.from, clause.to)) {
    const token = reading.tokens[index];
    if (!isFree(reading, index) || token?.kind !== 'word') continue;
    const isVerb =
      isNew && verbs.some((verb) => verb !== 'new' && phraseEnd(reading, index, verb) === index + 1);
    if (comings.has(token.lower) || isVerb) claim(reading, place, index);
    else if (Math.abs(index - anchor) <= 3 && longestAt(reading, index, nouns, ({ word }) => [word])) {
      claim(reading, place, index);
    }
  }
}
