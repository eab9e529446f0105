import type { ComposedRule } from '../../engine/contract/index.ts';

/** A piece of the sentence: a clause with its place in the rule, or what stands between. */
export interface SentencePart {
  text: string;
  start: number;
  at: string | null;
  isUnclear: boolean;
}

/** Cuts a sentence at its clauses; together the parts are the sentence. */
export function partsOf(
  sentence: string,
  { spans, unclear }: Pick<ComposedRule, 'spans' | 'unclear'>,
): SentencePart[] {
  const marked = [
    ...spans.map(({ start, end, at }) => ({ start, end, at, isUnclear: false })),
    ...unclear.map(({ start, end }) => ({ start, end, at: null, isUnclear: true })),
  ].toSorted((a, b) => a.start - b.start || a.end - b.end);
  const parts: SentencePart[] = [];
  let done = 0;
  for (const { start, end, at, isUnclear } of marked) {
    // A question about words that were read as well is shown by its text alone.
    if (start < done || end > sentence.length) continue;
    if (start > done)
      parts.push({ text: sentence.slice(done, start), start: done, at: null, isUnclear: false });
    parts.push({ text: sentence.slice(start, end), start, at, isUnclear });
    done = end;
  }
  if (done < sentence.length)
    parts.push({ text: sentence.slice(done), start: done, at: null, isUnclear: false });
  return parts;
}

/** The node of the proposal that a place belongs to: `trigger`, `scope`, `filter0`, `actions1`, `limits`. */
export function nodeKey(at: string): string {
  const match = /^(filter|actions)\[(\d+)\]/.exec(at);
  return match ? `${match[1]}${match[2]}` : (/^[a-z]+/.exec(at)?.[0] ?? at);
}
