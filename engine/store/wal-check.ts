import { existsSync, readFileSync } from 'node:fs';

/**
 * Whether a write-ahead log holds frames that SQLite will silently pass over: those of the current generation
 * (they carry the header's salts) after the first one whose checksum is wrong. A kill in the middle of a write
 * leaves such a tail too, and nothing acknowledged is in it then; a damaged log looks the same and may hold more,
 * so its bytes are worth keeping. Format: SQLite's file format, section 4, the write-ahead log.
 */
export function hasUnreadableFrames(walFile: string): boolean {
  if (!existsSync(walFile)) return false;
  const bytes = readFileSync(walFile);
  if (bytes.length < headerSize + frameHeaderSize) return false;
  const magic = bytes.readUInt32BE(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return true;
  const bigEndian = magic === 0x377f0683;
  let sum = checksum(bytes, 0, 24, [0, 0], bigEndian);
  if (sum[0] !== bytes.readUInt32BE(24) || sum[1] !== bytes.readUInt32BE(28)) return true;
  const stored = bytes.readUInt32BE(8);
  const pageSize = stored === 1 ? 65_536 : stored;
  if (pageSize < 512 || pageSize > 65_536) return true;
  const salts = bytes.readBigUInt64BE(16);
  const frameSize = frameHeaderSize + pageSize;
  let isBroken = false;
  for (let at = headerSize; at + frameHeaderSize <= bytes.length; at += frameSize) {
    const isCurrent = bytes.readBigUInt64BE(at + 8) === salts;
    if (isBroken) {
      if (isCurrent) return true;
      continue;
    }
    if (at + frameSize > bytes.length) return isCurrent;
    const next = checksum(bytes, at, 8, sum, bigEndian);
    const end = checksum(bytes, at + frameHeaderSize, pageSize, next, bigEndian);
    if (isCurrent && end[0] === bytes.readUInt32BE(at + 16) && end[1] === bytes.readUInt32BE(at + 20)) {
      sum = end;
    } else {
      isBroken = true;
      if (isCurrent) return true;
    }
  }
  return false;
}

const headerSize = 32;
const frameHeaderSize = 24;

function checksum(
  bytes: Buffer,
  start: number,
  length: number,
  [first, second]: readonly [number, number],
  bigEndian: boolean,
): [number, number] {
  let a = first;
  let b = second;
  for (let at = start; at < start + length; at += 8) {
    a = (a + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}
