import type { Json } from '../../model/index.ts';
import { quote } from './json-bytes.ts';
import type { TextCache } from './text-cache.ts';

/** A text without escapes, a number, true, false or null, that stands between two positions. */
export function readScalar(bytes: Buffer, from: number, to: number, texts: TextCache): Json {
  switch (bytes[from]) {
    case quote:
      return texts.read(bytes, from + 1, to - 1);
    case 0x74:
      return true;
    case 0x66:
      return false;
    case 0x6e:
      return null;
    default:
      return readNumber(bytes, from, to);
  }
}

/** As many digits as a whole number may have and be added up without rounding. */
const safeDigits = 15;

function readNumber(bytes: Buffer, from: number, to: number): number {
  if (to - from > safeDigits) return Number(bytes.toString('latin1', from, to));
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0) return Number(bytes.toString('latin1', from, to));
    value = value * 10 + digit;
  }
  return value;
}
