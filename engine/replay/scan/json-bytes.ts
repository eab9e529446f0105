/**
 * JSON, checked byte by byte without building anything. Each function takes the position of the first byte of what it
 * is to read and returns the position behind it, or `odd`: not JSON, or JSON that needs a closer look. Bytes beyond
 * the end read as a line break, which ends everything.
 */
export const odd = -1;

export const quote = 0x22;
export const comma = 0x2c;
const colon = 0x3a;
export const openList = 0x5b;
const backslash = 0x5c;
export const closeList = 0x5d;
export const openObject = 0x7b;
export const closeObject = 0x7d;
const lineBreak = 0x0a;

/** Behind spaces, tabs and carriage returns; a line break ends the line. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let position = at;
  for (;;) {
    const byte = bytes[position] ?? lineBreak;
    // One comparison decides where there is none, which is nearly always.
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d)) return position;
    position++;
  }
}

/** Behind a text without escapes; `odd` for one with any. */
export function skipPlainText(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== quote) return odd;
  let position = at + 1;
  for (;;) {
    const byte = bytes[position] ?? lineBreak;
    if (byte === quote) return position + 1;
    if (byte < 0x20 || byte === backslash) return odd;
    position++;
  }
}

/** Behind a text, escapes and all. */
export function skipText(bytes: Uint8Array, at: number): number {
  let position = at + 1;
  for (;;) {
    const byte = bytes[position] ?? lineBreak;
    if (byte === quote) return position + 1;
    if (byte < 0x20) return odd;
    if (byte === backslash) {
      position = skipEscape(bytes, position);
      if (position === odd) return odd;
    } else position++;
  }
}

function skipEscape(bytes: Uint8Array, at: number): number {
  switch (bytes[at + 1]) {
    case quote:
    case backslash:
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 2;
    case 0x75: // u
      for (let digit = at + 2; digit < at + 6; digit++) if (!isHexDigit(bytes[digit])) return odd;
      return at + 6;
    default:
      return odd;
  }
}

function isHexDigit(byte = lineBreak): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

/** Longer ones, and those with an exponent, may be infinite. */
const mostDigits = 300;

/** Behind a number that is surely finite. */
export function skipNumber(bytes: Uint8Array, at: number): number {
  let position = bytes[at] === 0x2d ? at + 1 : at;
  const first = position;
  position = skipDigits(bytes, first);
  if (position === first || (bytes[first] === 0x30 && position > first + 1)) return odd;
  if (bytes[position] === 0x2e) {
    const fraction = position + 1;
    position = skipDigits(bytes, fraction);
    if (position === fraction) return odd;
  }
  const next = bytes[position];
  if (next === 0x65 || next === 0x45 || position - at > mostDigits) return odd;
  return position;
}

function skipDigits(bytes: Uint8Array, at: number): number {
  let position = at;
  for (;;) {
    const byte = bytes[position] ?? lineBreak;
    if (byte < 0x30 || byte > 0x39) return position;
    position++;
  }
}

/** Behind a value, whatever it is, with at most `levels` levels of lists and objects in it, itself included. */
export function skipValue(bytes: Uint8Array, at: number, levels: number): number {
  switch (bytes[at]) {
    case quote:
      return skipText(bytes, at);
    case openObject:
      return levels > 0 ? skipObject(bytes, at, levels - 1) : odd;
    case openList:
      return levels > 0 ? skipList(bytes, at, levels - 1) : odd;
    case 0x74:
      return bytes[at + 1] === 0x72 && bytes[at + 2] === 0x75 && bytes[at + 3] === 0x65 ? at + 4 : odd;
    case 0x66:
      return bytes[at + 1] === 0x61 &&
        bytes[at + 2] === 0x6c &&
        bytes[at + 3] === 0x73 &&
        bytes[at + 4] === 0x65
        ? at + 5
        : odd;
    case 0x6e:
      return bytes[at + 1] === 0x75 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x6c ? at + 4 : odd;
    default:
      return skipNumber(bytes, at);
  }
}

// These two call `skipValue` for what is in them: bounded by `levels`, which is a limit on events.
function skipObject(bytes: Uint8Array, at: number, levels: number): number {
  let position = skipSpace(bytes, at + 1);
  if (bytes[position] === closeObject) return position + 1;
  for (;;) {
    if (bytes[position] !== quote) return odd;
    position = skipText(bytes, position);
    if (position === odd) return odd;
    position = skipColon(bytes, position);
    if (position === odd) return odd;
    position = skipValue(bytes, position, levels);
    if (position === odd) return odd;
    position = skipSpace(bytes, position);
    const next = bytes[position];
    if (next === closeObject) return position + 1;
    if (next !== comma) return odd;
    position = skipSpace(bytes, position + 1);
  }
}

function skipList(bytes: Uint8Array, at: number, levels: number): number {
  let position = skipSpace(bytes, at + 1);
  if (bytes[position] === closeList) return position + 1;
  for (;;) {
    position = skipValue(bytes, position, levels);
    if (position === odd) return odd;
    position = skipSpace(bytes, position);
    const next = bytes[position];
    if (next === closeList) return position + 1;
    if (next !== comma) return odd;
    position = skipSpace(bytes, position + 1);
  }
}

/** Behind a colon and the space around it. */
export function skipColon(bytes: Uint8Array, at: number): number {
  const position = bytes[at] === colon ? at : skipSpace(bytes, at);
  return bytes[position] === colon ? skipSpace(bytes, position + 1) : odd;
}

/** Behind a whole number from 0 on that is small enough to be exact. */
export function skipCount(bytes: Uint8Array, at: number): number {
  const position = skipDigits(bytes, at);
  const length = position - at;
  if (length === 0 || length > 15 || (length > 1 && bytes[at] === 0x30)) return odd;
  const next = bytes[position];
  return next === 0x2e || next === 0x65 || next === 0x45 ? odd : position;
}

/** Behind `text` and the quote that ends it, where that is what stands here; `odd` otherwise. */
export function skipExactly(bytes: Uint8Array, at: number, text: Uint8Array): number {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text[index]) return odd;
  return at + text.length;
}
