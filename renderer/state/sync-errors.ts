import { ORPCError } from '@orpc/client';
import { type SyncError, syncError } from '../../engine/contract/index.ts';

/** What went wrong with a workspace, whether it said so itself or nobody could be asked. */
export function syncErrorOf(error: Error): SyncError {
  if (error instanceof ORPCError) {
    const read = syncError.safeParse(error.data);
    if (read.success) return read.data;
  }
  return { code: 'unreachable', message: error.message };
}

/** A sentence begins with a capital; messages of the engine do not. */
export function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]["”’)]?$/.test(first) ? first : `${first}.`;
}
