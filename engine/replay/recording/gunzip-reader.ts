import { createGunzip } from 'node:zlib';
import { type ByteReader, explainBreak } from './byte-reader.ts';

/** Packed bytes given to the unpacker at a time: at most a thousand times as many come out of them. */
const packedPiece = 65_536;

/**
 * What gzip has packed. Where it breaks off or is damaged, all that could be unpacked before is read first. Several
 * packed pieces one after the other are one recording.
 */
export function readGunzipped(packed: ByteReader): ByteReader {
  const gunzip = createGunzip();
  const unpacked: Buffer[] = [];
  let broken: string | null = null;
  let hasEnded = false;
  let wake = () => {};
  // Taken as they come: what a stream still holds when it fails is lost.
  gunzip.on('data', (data: Buffer) => unpacked.push(data));
  gunzip.on('end', () => wake());
  gunzip.on('error', (error) => {
    broken ??= explainBreak(error);
    hasEnded = true;
    wake();
  });

  const unpackMore = async (): Promise<void> => {
    const piece = Buffer.allocUnsafe(packedPiece);
    const count = await packed.read(piece, 0);
    const isDone = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (count > 0) gunzip.write(piece.subarray(0, count), () => wake());
    else {
      broken = packed.brokenBy();
      gunzip.end();
    }
    await isDone;
    if (count === 0) hasEnded = true;
  };

  return {
    async read(target, at) {
      while (unpacked.length === 0 && !hasEnded) await unpackMore();
      const [first] = unpacked;
      if (!first) return 0;
      const count = Math.min(first.length, target.length - at);
      target.set(first.subarray(0, count), at);
      if (count === first.length) unpacked.shift();
      else unpacked[0] = first.subarray(count);
      return count;
    },
    bytesTaken: () => packed.bytesTaken(),
    brokenBy: () => broken,
    async close() {
      hasEnded = true;
      gunzip.destroy();
      await packed.close();
    },
  };
}
