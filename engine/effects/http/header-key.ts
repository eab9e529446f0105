import { createHash } from 'node:crypto';

/** A key as a header can carry it. Keys hold ids from outside, which may be any text of any length. */
export function headerKey(key: string): string {
  if (/^[!-~]{1,200}$/.test(key)) return key;
  return createHash('sha256').update(key).digest('hex');
}
