import { stem, stems } from './stem.ts';
import { isContent, type Token } from './tokens.ts';

/** A way out of a question: the sentence with it answered. */
export interface Choice {
  label: string;
  sentence: string;
}

/** Words of the sentence that could not be read, and what to ask about them. Offsets are those of `text`. */
export interface Unclear {
  text: string;
  start: number;
  end: number;
  question: string;
  choices?: Choice[] | undefined;
}

/** One sentence while it is read: its tokens, what each was read as, and what has to be asked. */
export interface Reading {
  readonly sentence: string;
  readonly tokens: readonly Token[];
  /** The place in the rule each token became; null while it is unread. */
  readonly places: (string | null)[];
  readonly questions: Unclear[];
}

export function startReading(sentence: string, tokens: readonly Token[]): Reading {
  return { sentence, tokens, places: tokens.map(() => null), questions: [] };
}

export function claim(reading: Reading, at: string, ...indexes: readonly number[]): void {
  for (const index of indexes) reading.places[index] = at;
}

export function isFree(reading: Reading, index: number): boolean {
  return reading.tokens[index] !== undefined && reading.places[index] === null;
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
}

/** Asks about the tokens from `from` up to `to`; they count as told. */
export function ask(
  reading: Reading,
  from: number,
  to: number,
  question: string,
  choices?: readonly { label: string; instead: string }[],
): void {
  const start = reading.tokens[from]?.start ?? 0;
  const end = reading.tokens[to - 1]?.end ?? reading.sentence.length;
  askAbout(
    reading,
    start,
    end,
    question,
    choices?.map(({ label, instead }) => ({
      label,
      sentence: reading.sentence.slice(0, start) + instead + reading.sentence.slice(end),
    })),
  );
}

export function askAbout(
  reading: Reading,
  start: number,
  end: number,
  question: string,
  choices?: Choice[],
): void {
  const text = reading.sentence.slice(start, end);
  if (reading.questions.some((each) => each.start === start && each.end === end)) return;
  reading.questions.push({ text, start, end, question, ...(choices?.length ? { choices } : {}) });
}

/**
 * The end of `phrase` where it stands at `index`, else null. Words are compared by their stems, `=word` exactly;
 * small words of the sentence may stand in between.
 */
export function phraseEnd(reading: Reading, index: number, phrase: string): number | null {
  const wanted = phrase.startsWith('=') ? [phrase.slice(1)] : stems(phrase);
  const isExact = phrase.startsWith('=');
  if (wanted.length === 0) return null;
  let at = index;
  for (const [position, word] of wanted.entries()) {
    while (position > 0 && isSkippable(reading, at, word)) at++;
    const token = reading.tokens[at];
    if (!token || token.kind === 'quoted' || token.kind === 'url' || token.kind === 'address') return null;
    const own = stems(token.lower.replace(/'s$/, ''));
    if (isExact ? token.lower !== word : token.stem !== word) {
      // `hard-cap` is one token of two words.
      if (
        isExact ||
        own.length < 2 ||
        own.join(' ') !== wanted.slice(position, position + own.length).join(' ')
      ) {
        return null;
      }
      if (position + own.length === wanted.length) return at + 1;
      return null;
    }
    at++;
  }
  return at;
}

function isSkippable(reading: Reading, at: number, wanted: string): boolean {
  const token = reading.tokens[at];
  return token !== undefined && token.kind === 'word' && token.stem !== wanted && !isContent(token);
}

/** The longest of the phrases at `index`. */
export function longestAt<Entry>(
  reading: Reading,
  index: number,
  entries: readonly Entry[],
  phrasesOf: (entry: Entry) => readonly string[],
): { entry: Entry; end: number; phrase: string } | null {
  let best: { entry: Entry; end: number; phrase: string } | null = null;
  for (const entry of entries) {
    for (const phrase of phrasesOf(entry)) {
      const end = phraseEnd(reading, index, phrase);
      if (end !== null && (best === null || end > best.end)) best = { entry, end, phrase };
    }
  }
  return best;
}

/** Skips the given words, and small words, from `index` on. */
export function skip(reading: Reading, index: number, to: number, words: ReadonlySet<string>): number {
  let at = index;
  while (at < to && words.has(reading.tokens[at]?.lower ?? '')) at++;
  return at;
}

export function hasStem(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.some((word) => token.stem === stem(word));
}
