const lineBreak = 0x0a;

/** The line of a batch that starts there, without its line break. */
export function lineAt(bytes: Uint8Array, start: number): Uint8Array {
  const end = bytes.indexOf(lineBreak, start);
  return bytes.subarray(start, end < 0 ? bytes.length : end);
}
