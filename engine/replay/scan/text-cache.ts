/** Texts seen before, by their bytes: the same few come again and again, and making a string takes long. */
export interface TextCache {
  /** The text of these bytes, which are UTF-8 without escapes. */
  read(bytes: Buffer, from: number, to: number): string;
}

const places = 1024;
/** Longer texts are seldom repeated. */
const longest = 64;

export function createTextCache(): TextCache {
  const known: ({ bytes: Uint8Array; text: string } | undefined)[] = Array.from({ length: places });
  return {
    read(bytes, from, to) {
      const length = to - from;
      if (length > longest) return bytes.toString('utf8', from, to);
      const place = placeOf(bytes, from, to);
      const entry = known[place];
      if (entry && isSame(entry.bytes, bytes, from, length)) return entry.text;
      const text = bytes.toString('utf8', from, to);
      known[place] = { bytes: Uint8Array.prototype.slice.call(bytes, from, to), text };
      return text;
    },
  };
}

/** By its length and its last letters: names and numbers of one kind differ there, if anywhere. */
function placeOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = Math.max(from, to - 4); at < to; at++) hash = Math.imul(hash, 37) + (bytes[at] ?? 0);
  return (hash ^ (hash >>> 10)) & (places - 1);
}

function isSame(one: Uint8Array, bytes: Uint8Array, from: number, length: number): boolean {
  if (one.length !== length) return false;
  for (let index = 0; index < length; index++) if (one[index] !== bytes[from + index]) return false;
  return true;
}
