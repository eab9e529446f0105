import type { SyncError } from '../../contract/index.ts';
import type { Result } from '../../model/index.ts';

interface SyncRefusals {
  SYNC_FAILED(options: { data: SyncError; message?: string }): Error;
}

/** The value of a result, or the contract's error for its failure. */
export function synced<Value>(result: Result<Value, SyncError>, errors: SyncRefusals): Value {
  if (result.ok) return result.value;
  throw errors.SYNC_FAILED({ data: result.error, message: result.error.message });
}
