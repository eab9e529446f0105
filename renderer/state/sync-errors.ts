import { ORPCError } from '@orpc/client';
import { type SyncError, type SyncRemedy, syncError } from '../../engine/contract/index.ts';

/** What went wrong with a workspace, whether it said so itself or nobody could be asked. */
export function syncErrorOf(error: Error): SyncError {
  if (error instanceof ORPCError) {
    const read = syncError.safeParse(error.data);
    if (read.success) return read.data;
  }
  return { code: 'unreachable', message: error.message };
}

/** What happened and what helps, as buttons of the studio are called. */
export function syncErrorText({ message, remedy }: SyncError): string {
  return remedy ? `${sentence(message)} ${remedies[remedy]}` : sentence(message);
}

const remedies: Record<SyncRemedy, string> = {
  'resume-or-abandon': 'Nothing of it is live. Resume goes on with it, Abandon ends it.',
  'resume-to-know': 'Whether it is live is not known yet. Resume finds out and finishes it.',
  'resume-to-record': 'All of it is live. Resume makes the journal on this machine say so.',
  'finish-other': 'Resume goes on with it, Abandon ends it.',
};

/** A sentence begins with a capital, unless with an address; messages of the engine do not. */
export function sentence(text: string): string {
  const first = /^https?:/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]["”’)]?$/.test(first) ? first : `${first}.`;
}
