import { isUtf8 } from 'node:buffer';
import {
  describeIssue,
  type Event,
  type EventDefaults,
  failure,
  limits,
  type Result,
  readEvent,
} from '../../model/index.ts';

/** A line of a recording that is no event, and why, for people. Lines count from 1. */
export interface BadLine {
  line: number;
  message: string;
}

/** Bad lines that are told of; all are counted. */
export const badLinesTold = 1000;

/**
 * What a line of a recording says, as any event is read: plain or in a CloudEvents envelope, with the same limits and
 * defaults. The plain way; whatever is faster must come to the same.
 */
export function readLine(bytes: Uint8Array, defaults: EventDefaults): Result<Event, string> {
  if (bytes.length > limits.eventBytes) {
    return failure(`too large: more than the ${limits.eventBytes} bytes that are read of an event`);
  }
  if (!isUtf8(bytes)) return failure('this is not text in UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const read = readEvent(text, defaults);
  if (read.ok) return read;
  const reasons = read.error.map((issue) => describeIssue(issue));
  // An event has one line, whose number is told beside it.
  return failure(reasons.join('; ').replace(/\bat line 1, column (\d+)/, 'at column $1'));
}

/** Whether a line has nothing in it but white space, and perhaps the mark at the start of a file. */
export function isBlank(bytes: Uint8Array): boolean {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (let at = hasMark ? 3 : 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}

/** The lines of a batch, without their line breaks, CRLF included. */
export function* linesOf(bytes: Uint8Array): Generator<{ bytes: Uint8Array; start: number }, void, void> {
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    const last = end > start && bytes[end - 1] === 0x0d ? end - 1 : end;
    yield { bytes: bytes.subarray(start, last), start };
    start = end + 1;
  }
}
