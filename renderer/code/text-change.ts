import type { TextSpan } from './text-places.ts';

export interface TextChange extends TextSpan {
  text: string;
}

/**
 * The smallest single replacement that turns one text into another; null when they are equal. What is outside of it
 * keeps its place, and with it cursors, folds and scrolling.
 */
export function smallestChange(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  // Neither half of a surrogate pair may be left alone.
  if (start > 0 && isHighSurrogate(before, start - 1)) start--;
  if (end > 0 && isHighSurrogate(before, before.length - end - 1)) end--;
  return { from: start, to: before.length - end, text: after.slice(start, after.length - end) };
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}
