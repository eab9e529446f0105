import { visit } from 'jsonc-parser';
import type { InputIssue } from './input-error.ts';
import type { Json } from './json.ts';
import { limits } from './limits.ts';
import { formatPlace, type PlaceSegment } from './place.ts';
import { failure, type Result, success } from './result.ts';

export interface JsonBounds {
  /** UTF-8 bytes. */
  maxBytes: number;
  maxDepth?: number;
}

/**
 * Parses JSON from outside. Size and nesting are checked by one iterative pass over the text *before* anything
 * recursive sees it, so a bomb costs no stack. A leading byte order mark is ignored.
 *
 * Errors: `too-large`, `too-deep` (with the place where it became so), `not-json` (with line and column).
 */
export function parseJson(text: string, bounds: JsonBounds): Result<Json, InputIssue> {
  // No text takes fewer bytes than it has characters, so what is hopelessly long need not be counted through.
  const isHopeless = text.length > bounds.maxBytes;
  const bytes = isHopeless ? text.length : utf8Length(text);
  if (bytes > bounds.maxBytes) {
    const size = isHopeless ? `at least ${bytes}` : String(bytes);
    const message = `too large: ${size} bytes, at most ${bounds.maxBytes} are read`;
    return failure({ code: 'too-large', message, at: '' });
  }
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const maxDepth = bounds.maxDepth ?? limits.nestingDepth;
  const tooDeepAt = findTooDeep(body, maxDepth);
  if (tooDeepAt) {
    const message = `nested too deeply: more than ${maxDepth} levels`;
    return failure({ code: 'too-deep', message, at: formatPlace(tooDeepAt) });
  }
  try {
    return success(JSON.parse(body));
  } catch (error) {
    return failure({ code: 'not-json', message: explainSyntaxError(body, error), at: '' });
  }
}

/** Bytes that `text` takes in UTF-8, counted without encoding it. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit <= 0xdbff && index + 1 < text.length) {
      bytes += 2;
      index++;
    } else bytes += 2;
  }
  return bytes;
}

/** The place at which the text nests deeper than `maxDepth`, or null. Never recurses. */
function findTooDeep(text: string, maxDepth: number): PlaceSegment[] | null {
  const open: { list: boolean; index: number; key: string }[] = [];
  let string = '';
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    const top = open[open.length - 1];
    if (char === '"') {
      const end = endOfString(text, index);
      string = text.slice(index + 1, end);
      index = end;
    } else if (char === ':' && top) top.key = string;
    else if (char === ',' && top) top.index++;
    else if (char === '{' || char === '[') {
      if (open.length >= maxDepth) return open.map((level) => (level.list ? level.index : level.key));
      open.push({ list: char === '[', index: 0, key: '' });
    } else if (char === '}' || char === ']') open.pop();
  }
  return null;
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') return index;
  }
  return text.length;
}

function explainSyntaxError(text: string, error: unknown): string {
  const reason = String(error).replace(/^\w*Error: /, '');
  if (text.trim() === '') return 'not JSON: the input is empty';
  const position = /position (\d+)/.exec(reason);
  const offset = position ? Number(position[1]) : findSyntaxError(text);
  const words = reason.replace(/ in JSON at position.*$/s, '').replace(/, \.*"[\s\S]*is not valid JSON$/, '');
  if (offset === null) return `not JSON: ${words}`;
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `not JSON at line ${line}, column ${before.length - before.lastIndexOf('\n')}: ${words}`;
}

/** Where the text stops being JSON: engines name the place of some errors only. */
function findSyntaxError(text: string): number | null {
  let offset: number | null = null;
  const onError = (_code: number, at: number) => {
    offset = at;
    throw new Error('the first error is all that is asked for');
  };
  try {
    visit(text, { onError }, { disallowComments: true, allowTrailingComma: false });
  } catch {
    // Found; or so wild that the tolerant parser gave up, and then no place is better than a wrong one.
  }
  return offset;
}
