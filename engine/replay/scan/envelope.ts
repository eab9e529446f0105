/** The fields of an event around its payload, each as one bit. */
export const field = {
  id: 1,
  type: 2,
  app: 4,
  firedAt: 8,
  actor: 16,
  streamId: 32,
  streamVersion: 64,
  tenantId: 128,
  payload: 256,
  typeVersion: 512,
} as const;

export const neededFields = field.type | field.app | field.payload;
/** With all of these there is nothing that a default stands for. */
export const wholeFields = 511;

/** The most characters that each may have; no text has more characters than bytes. */
export const longest = { id: 500, type: 200, app: 100, streamId: 500, tenantId: 200, actorId: 500 } as const;

/** The key of each field as bytes, with the quote that ends it. */
export function envelopeKeys(): { bit: number; key: Uint8Array }[] {
  return Object.entries(field).map(([name, bit]) => ({ bit, key: keyBytes(name) }));
}

export function keyBytes(name: string): Uint8Array {
  return new TextEncoder().encode(`${name}"`);
}

/** The field whose key may start with these bytes, of those that `envelopeKeys` lists; -1 where there is none. */
export function guessField(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case 0x69: // i
      return 0;
    case 0x74: // type, tenantId, typeVersion
      if (bytes[at + 1] === 0x65) return 7;
      return bytes[at + 4] === 0x22 ? 1 : 9;
    case 0x61: // app, actor
      return bytes[at + 1] === 0x70 ? 2 : 4;
    case 0x66: // f
      return 3;
    case 0x73: // streamId, streamVersion
      return bytes[at + 6] === 0x49 ? 5 : 6;
    case 0x70: // p
      return 8;
    default:
      return -1;
  }
}
