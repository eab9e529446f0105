import type { Json } from '../../engine/model/index.ts';

/** A stretch of words, or a value that stands between them. */
export type Piece = { kind: 'text'; text: string } | { kind: 'value'; value: Json };

/**
 * A message of the engine cut into words and the JSON values between them, so that people can be shown the values as
 * they read them. A value that was cut off in the middle stays text.
 */
export function cutValues(message: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index } of message.matchAll(/(?<=[ (]|^)["[{]/g)) {
    if (index < from) continue;
    const end = valueEnd(message, index);
    const value = end === null ? undefined : parsed(message.slice(index, end));
    if (end === null || value === undefined) continue;
    pieces.push({ kind: 'text', text: message.slice(from, index) }, { kind: 'value', value });
    from = end;
  }
  return [...pieces, { kind: 'text', text: message.slice(from) }];
}

/** Where the JSON that begins at `start` ends; null where it does not. */
function valueEnd(text: string, start: number): number | null {
  const token = /"(?:[^"\\]|\\.)*"|[[\]{}]|[^"[\]{}]+/y;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (/^[[{]/.test(match[0])) depth++;
    if (/^[\]}]/.test(match[0])) depth--;
    if (depth === 0) return token.lastIndex;
  }
  return null;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
