import { z } from 'zod';
import { syncError } from '../publishing/index.ts';

/** What went wrong with a workspace; `data.code` is stable, `data.message` is for people. */
export const syncFailed = {
  SYNC_FAILED: { message: 'The workspace could not be asked', data: syncError },
} as const;

export const workspaceRef = z.strictObject({ workspace: z.string().max(64) });
export const ruleOfWorkspace = workspaceRef.extend({ ruleId: z.string().max(100) });
export const why = z.string().max(1000).default('');
