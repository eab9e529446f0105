/** Bytes that come one piece after the other, from wherever they are kept. */
export interface ByteReader {
  /** Puts up to as many bytes as there is room for into `target` from `at` on; 0 at the end, or at a break. */
  read(target: Uint8Array, at: number): Promise<number>;
  /** Bytes taken from where they are kept: of a packed recording, packed ones. */
  bytesTaken(): number;
  /** Why the bytes end before their end; null while they have not. */
  brokenBy(): string | null;
  close(): Promise<void>;
}

/** Pieces as a stream gives them. An error of the stream is a break, not an exception. */
export function readPieces(pieces: AsyncIterable<Uint8Array | string>): ByteReader {
  const source = pieces[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array(0);
  let taken = 0;
  let broken: string | null = null;
  let hasEnded = false;
  return {
    async read(target, at) {
      while (piece.length === 0 && !hasEnded) {
        try {
          const next = await source.next();
          if (next.done) hasEnded = true;
          else piece = typeof next.value === 'string' ? Buffer.from(next.value) : next.value;
        } catch (error) {
          broken = explainBreak(error);
          hasEnded = true;
        }
      }
      const count = Math.min(piece.length, target.length - at);
      target.set(piece.subarray(0, count), at);
      piece = piece.subarray(count);
      taken += count;
      return count;
    },
    bytesTaken: () => taken,
    brokenBy: () => broken,
    async close() {
      hasEnded = true;
      // Not waited for: a stream that has a pause would only answer after it.
      source.return?.().catch(() => {});
    },
  };
}

/** The same bytes with some that were read already, to look at them, before them. */
export function withPrefix(prefix: Uint8Array, reader: ByteReader): ByteReader {
  let left = prefix;
  return {
    ...reader,
    async read(target, at) {
      if (left.length === 0) return await reader.read(target, at);
      const count = Math.min(left.length, target.length - at);
      target.set(left.subarray(0, count), at);
      left = left.subarray(count);
      return count;
    },
  };
}

export function explainBreak(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
