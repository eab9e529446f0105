import type { Span } from './compiled.ts';
import type { Reading, Unclear } from './reading.ts';
import { isContent } from './tokens.ts';

/** Each run of tokens that became one place, small words between them included. */
export function spansOf(reading: Reading): Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  for (const [index, token] of reading.tokens.entries()) {
    const at = reading.places[index] ?? null;
    if (at !== null && open !== undefined && open.at === at) open.end = token.end;
    else if (at !== null) {
      open = { text: '', start: token.start, end: token.end, at };
      spans.push(open);
    } else if (isContent(token) || token.kind === 'mark') open = undefined;
  }
  return spans.map((span) => ({ ...span, text: reading.sentence.slice(span.start, span.end) }));
}

/** What stayed unread, as questions: runs of words with only small words between, that no question is about yet. */
export function unreadWords(reading: Reading, question: (text: string, at: number) => string): Unclear[] {
  const runs: { start: number; end: number; index: number }[] = [];
  let open: { start: number; end: number; index: number } | null = null;
  for (const [index, token] of reading.tokens.entries()) {
    const isTold = reading.places[index] !== null || isAsked(reading, token.start, token.end);
    if (!isTold && isContent(token)) {
      if (open) open.end = token.end;
      else {
        open = { start: token.start, end: token.end, index };
        runs.push(open);
      }
    } else if (isTold || token.kind === 'mark') open = null;
  }
  return runs.map(({ start, end, index }) => {
    const text = reading.sentence.slice(start, end);
    return { text, start, end, question: question(text, index) };
  });
}

function isAsked(reading: Reading, start: number, end: number): boolean {
  return reading.questions.some((each) => each.start <= start && end <= each.end);
}
