import type { TextSpan } from './text-places.ts';

/** The placeholder of a string literal that a cursor is in. */
export interface PlaceholderSpan extends TextSpan {
  /** What stands between `${` and `}` so far. */
  path: string;
  isClosed: boolean;
}

/**
 * The `${…}` around an offset of a text, inside the string literal at `literal`. A placeholder that is not closed
 * ends where letters of a path do; `$${` is text, not a placeholder.
 */
export function placeholderAt(text: string, literal: TextSpan, offset: number): PlaceholderSpan | null {
  const opening = /(\$?)\$\{/g;
  const string = text.slice(literal.from, literal.to);
  for (let match = opening.exec(string); match; match = opening.exec(string)) {
    if (match[1] === '$') continue;
    const from = literal.from + match.index;
    const inside = /^(?:[^{}"\\$]|\\")*/.exec(text.slice(from + 2, literal.to))?.[0] ?? '';
    const isClosed = text[from + 2 + inside.length] === '}';
    const path = isClosed ? inside : (/^[\w.[\]-]*/.exec(inside)?.[0] ?? '');
    const to = from + 2 + path.length + (isClosed ? 1 : 0);
    const isUnder = isClosed ? offset < to : offset <= to;
    if (offset >= from + 2 && isUnder) return { from, to, path: path.replaceAll('\\"', '"'), isClosed };
  }
  return null;
}
