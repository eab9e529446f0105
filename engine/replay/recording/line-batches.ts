import { limits } from '../../model/index.ts';
import type { ByteReader } from './byte-reader.ts';

/** Whole lines of a recording, the last one's line break included where it has one. */
export interface LineBatch {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where the batch starts and ends in the unpacked recording, in bytes. */
  start: number;
  end: number;
}

/** Bytes read at a time: enough that dealing them out costs nothing, few enough that a cancel is quick. */
const batchBytes = 262_144;
const lineBreak = 0x0a;
/** Kept of a line that is too long to be an event: enough to see that it is, whatever its line break is. */
const mostOfLine = limits.eventBytes + 2;

/**
 * Cuts bytes into batches of whole lines, each in memory of its own. A line longer than any event is cut short, and
 * stands alone in its batch, so that memory stays bounded whatever comes.
 */
export async function* lineBatches(reader: ByteReader, from = 0): AsyncGenerator<LineBatch, void, void> {
  let buffer = memory(batchBytes);
  let length = 0;
  let start = from;
  for (;;) {
    if (length === buffer.length) {
      if (length >= mostOfLine) {
        const rest = await skipLine(reader);
        const end = start + length + rest.skipped;
        yield { bytes: buffer, start, end };
        start = end;
        buffer = new Uint8Array(batchBytes);
        buffer.set(rest.after);
        length = rest.after.length;
        // What came after the long line may hold whole lines already.
        const whole = buffer.subarray(0, length).lastIndexOf(lineBreak) + 1;
        if (whole > 0) {
          yield { bytes: buffer.slice(0, whole), start, end: start + whole };
          buffer.copyWithin(0, whole, length);
          start += whole;
          length -= whole;
        }
        continue;
      }
      const larger = new Uint8Array(Math.min(mostOfLine, buffer.length * 2));
      larger.set(buffer);
      buffer = larger;
    }
    const count = await reader.read(buffer, length);
    if (count === 0) {
      if (length > 0) yield { bytes: buffer.subarray(0, length), start, end: start + length };
      return;
    }
    length += count;
    const whole = buffer.subarray(0, length).lastIndexOf(lineBreak) + 1;
    if (whole === 0) continue;
    const next = memory(batchBytes + length - whole);
    next.set(buffer.subarray(whole, length));
    yield { bytes: buffer.subarray(0, whole), start, end: start + whole };
    start += whole;
    length -= whole;
    buffer = next;
  }
}

/** Memory of its own, which is written before it is read: a batch is handed over to a thread whole. */
function memory(bytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
}

/** Reads on to the end of a line, keeping nothing of it; `after` is what was read of the lines behind it. */
async function skipLine(reader: ByteReader): Promise<{ skipped: number; after: Uint8Array }> {
  const piece = new Uint8Array(batchBytes);
  let skipped = 0;
  for (;;) {
    const count = await reader.read(piece, 0);
    if (count === 0) return { skipped, after: new Uint8Array(0) };
    const end = piece.subarray(0, count).indexOf(lineBreak);
    if (end >= 0) return { skipped: skipped + end + 1, after: piece.subarray(end + 1, count) };
    skipped += count;
  }
}
