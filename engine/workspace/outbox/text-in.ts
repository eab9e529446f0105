import type { Json } from '../../model/index.ts';

/** A name that is written as a text or as a number. */
export function textIn(value: Json | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
