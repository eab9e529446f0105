import { failure, type Result, success } from '../../model/index.ts';
import { type ByteReader, explainBreak, readPieces, withPrefix } from './byte-reader.ts';
import { readFileBytes } from './file-reader.ts';
import { readGunzipped } from './gunzip-reader.ts';
import { type LineBatch, lineBatches } from './line-batches.ts';

/** Where a recording comes from: JSON Lines, one event a line, plain or packed by gzip. */
export type RecordingSource =
  | { kind: 'file'; path: string }
  | { kind: 'stream'; stream: AsyncIterable<Uint8Array | string> };

/** A recording that is being read, once, from front to back. */
export interface Recording {
  isPacked: boolean;
  /** Bytes as they are kept, packed or not; null where nobody knows before the end. */
  totalBytes: number | null;
  /** Of these, how many have been taken. */
  bytesTaken(): number;
  /** Whole lines in their order, until the end or a break. */
  batches(): AsyncGenerator<LineBatch, void, void>;
  /** Why the recording ends before its end; null where it does not. */
  brokenBy(): string | null;
  close(): Promise<void>;
}

/**
 * Opens a recording, from a position in the unpacked bytes on, which must be the start of a line. Whether it is packed
 * is told by its first bytes. Fails where there is nothing that can be read, in words for people.
 */
export async function openRecording(source: RecordingSource, from = 0): Promise<Result<Recording, Error>> {
  try {
    return success(await open(source, from));
  } catch (error) {
    return failure(error instanceof Error ? error : new Error(explainBreak(error)));
  }
}

async function open(source: RecordingSource, from: number): Promise<Recording> {
  const kept = await openKept(source);
  const start = await readStart(kept.reader);
  const broken = kept.reader.brokenBy();
  if (start.length === 0 && broken !== null) {
    await kept.reader.close();
    throw new Error(broken);
  }
  const isPacked = start[0] === 0x1f && start[1] === 0x8b;
  const whole = withPrefix(start, kept.reader);
  const reader =
    from > 0 && source.kind === 'file' && !isPacked && kept.totalBytes !== null
      ? await reopenAt(source.path, from, kept.reader)
      : await skip(from, isPacked ? readGunzipped(whole) : whole);
  return {
    isPacked,
    totalBytes: kept.totalBytes,
    bytesTaken: reader.bytesTaken,
    batches: () => lineBatches(reader, from),
    brokenBy: reader.brokenBy,
    close: reader.close,
  };
}

async function openKept(source: RecordingSource): Promise<{ reader: ByteReader; totalBytes: number | null }> {
  if (source.kind === 'stream') return { reader: readPieces(source.stream), totalBytes: null };
  const reader = await readFileBytes(source.path, 0);
  return { reader, totalBytes: reader.size };
}

/** The first two bytes, which tell whether a recording is packed; fewer where there are no more. */
async function readStart(reader: ByteReader): Promise<Uint8Array> {
  const start = new Uint8Array(2);
  let length = 0;
  while (length < 2) {
    const count = await reader.read(start, length);
    if (count === 0) break;
    length += count;
  }
  return start.subarray(0, length);
}

async function reopenAt(path: string, from: number, opened: ByteReader): Promise<ByteReader> {
  await opened.close();
  return await readFileBytes(path, from);
}

async function skip(bytes: number, reader: ByteReader): Promise<ByteReader> {
  let left = bytes;
  while (left > 0) {
    const count = await reader.read(new Uint8Array(Math.min(left, 1_048_576)), 0);
    if (count === 0) break;
    left -= count;
  }
  return reader;
}
