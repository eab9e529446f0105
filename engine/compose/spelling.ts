import type { Lexicon } from './lexicon.ts';
import { stem, stems } from './stem.ts';
import type { Token } from './tokens.ts';

export interface Correction {
  from: string;
  to: string;
}

/**
 * Mends slips of the pen in the words of the grammar: a letter left out, doubled, or swapped with its neighbour. Names
 * are never mended: a name that nearly is one is asked about.
 */
export function correctSpelling(
  tokens: readonly Token[],
  lexicon: Lexicon,
  verbs: Iterable<string>,
): { tokens: Token[]; corrections: Correction[] } {
  const spoken = lexicon.words.triggers.flatMap(({ slots }) => slots.flatMap((slot) => slot.split('|')));
  const words = [...spoken, ...lexicon.words.glue, ...verbs].flatMap((phrase) =>
    phrase.replace('=', '').split(/[_.\s]/),
  );
  const known = new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length >= 6));
  const names = new Set(directoryWords(lexicon));
  const corrections: Correction[] = [];
  const mended = tokens.map((token) => {
    if (token.kind !== 'word' || !/^\p{L}{6,}$/u.test(token.lower) || names.has(token.stem)) return token;
    if ([...known].some((word) => word === token.lower || stem(word) === token.stem)) return token;
    const near = [...known].filter((word) => isSlip(token.lower, word) || isSlip(token.stem, stem(word)));
    const [only] = near;
    if (only === undefined || new Set(near.map(stem)).size > 1) return token;
    corrections.push({ from: token.text, to: only });
    return { ...token, lower: isSlip(token.lower, only) ? only : token.lower, stem: stem(only) };
  });
  return { tokens: mended, corrections };
}

function directoryWords({ pack }: Lexicon): string[] {
  const { apps, teams, tags, members, savedSearches, templates, agents } = pack.directory;
  const titles = [
    ...[...apps, ...teams, ...savedSearches, ...templates].flatMap(({ id, title }) => [id, title]),
    ...tags,
    ...[...members, ...agents].map(({ name }) => name),
  ];
  return titles.flatMap(stems);
}

/** One letter more or less, or two neighbours swapped, after the same first letter. Another letter is another word. */
function isSlip(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.min(a.length, b.length) < 5) return false;
  if (a.length === b.length) {
    const at = [...a].findIndex((letter, index) => letter !== b[index]);
    return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  }
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  if (long.length !== short.length + 1) return false;
  const at = [...short].findIndex((letter, index) => letter !== long[index]);
  const cut = at < 0 ? short.length : at;
  return long.slice(0, cut) + long.slice(cut + 1) === short;
}
