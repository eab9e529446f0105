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
      let hash = length;
      for (let at = from; at < to; at++) hash = Math.imul(hash, 31) + (bytes[at] ?? 0);
      const place = (hash ^ (hash >>> 15)) & (places - 1);
      const entry = known[place];
      if (entry && isSame(entry.bytes, bytes, from, length)) return entry.text;
      const text = bytes.toString('utf8', from, to);
      known[place] = { bytes: Uint8Array.prototype.slice.call(bytes, from, to), text };
      return text;
    },
  };
}

function isSame(one: Uint8Array, bytes: Uint8Array, from: number, length: number): boolean {
  if (one.length !== length) return false;
  for (let index = 0; index < length; index++) if (one[index] !== bytes[from + index]) return false;
  return true;
}
