import { stem } from './stem.ts';

export type TokenKind = 'word' | 'number' | 'quoted' | 'url' | 'address' | 'mark';

/** A piece of the sentence; `start` and `end` are offsets in it. */
export interface Token {
  kind: TokenKind;
  text: string;
  /** Lower case; of quoted text what stands between the marks, as written. */
  lower: string;
  value: string;
  stem: string;
  start: number;
  end: number;
}

const pattern =
  /(?<url>(?:https?:\/\/|secret:)[^\s"'“”‘’<>]*[^\s"'“”‘’<>.,;:!?)])|(?<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<quoted>"[^"]*"|“[^”]*”|‘[^’]*’|„[^“”]*[“”]|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}]))|(?<number>\d{1,2}(?::\d{2})?(?:am|pm)(?![\p{L}\p{N}])|\d+(?::\d{2})(?![\p{L}\p{N}])|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\p{L}\p{N}-])|\d+(?:\.\d+)?(?![\p{L}\p{N}_./-]*[\p{L}\p{N}]))|(?<word>\$\{[^}\s]*\}|[\p{L}\p{N}_]+(?:['’./-][\p{L}\p{N}_]+)*)|(?<mark>>=|<=|!=|[^\s])/giu;

const kinds = ['url', 'address', 'quoted', 'number', 'word', 'mark'] as const;

/** Cuts a sentence into words, numbers, quoted texts, addresses and marks. Never fails. */
export function tokenize(sentence: string): Token[] {
  const tokens: Token[] = [];
  for (const match of sentence.matchAll(pattern)) {
    const kind = kinds.find((each) => match.groups?.[each] !== undefined) ?? 'mark';
    const [text] = match;
    const lower = text.toLowerCase().replaceAll('’', "'");
    const value = kind === 'quoted' ? text.slice(1, -1) : text;
    tokens.push({
      kind,
      text,
      lower,
      value,
      stem: kind === 'word' ? stem(lower) : lower,
      start: match.index,
      end: match.index + text.length,
    });
  }
  return tokens;
}

/** Whether a token means something by itself: marks and the small words between things do not. */
export function isContent(token: Token): boolean {
  if (token.kind === 'mark') return contentMarks.has(token.text);
  return token.kind !== 'word' || !smallWords.has(token.lower);
}

const contentMarks: ReadonlySet<string> = new Set(['=', '<', '>', '<=', '>=', '!=', '+', '&', '%', '€', '$']);

/** Words that hold a sentence together. None of them changes what is meant when it is left out. */
export const smallWords: ReadonlySet<string> = new Set(
  "a an the this that these those it its they their there here is are was were be been being has have had do does did will would should shall to of for in on at by with from as and then also please when whenever if after into onto i we you so which who whom whose them but using even it's that's there's".split(
    ' ',
  ),
);
