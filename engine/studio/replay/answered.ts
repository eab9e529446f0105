import type { Result } from '../../model/index.ts';

/** The error that the contract of replays declares; it makes what a handler throws. */
export interface ReplayRefusals {
  REFUSED(options: { message: string; data: { reason: string } }): Error;
}

/** The value of a result, or the contract's error with its words. */
export function answered<Value>(result: Result<Value, string>, errors: ReplayRefusals): Value {
  if (result.ok) return result.value;
  throw errors.REFUSED({ message: result.error, data: { reason: result.error } });
}

/** What went wrong, in words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
