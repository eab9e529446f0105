import { oc } from '@orpc/contract';
import { z } from 'zod';
import { outcome, rule } from '../../model/index.ts';
import { auditSummary, replayRequest, storedRun, workspaceRuns } from '../workspace/index.ts';
import { syncFailed, workspaceRef } from './publish-errors.ts';

const base = oc.errors(syncFailed);
const time = z.iso.datetime({ offset: true }).optional();

export const runQuery = z.strictObject({
  rule: z.string().max(100).optional(),
  /** An event's id or its type. */
  event: z.string().max(500).optional(),
  app: z.string().max(100).optional(),
  outcome: outcome.optional(),
  from: time,
  to: time,
});
export type RunQuery = z.infer<typeof runQuery>;

/** What rules did in a workspace. */
export const historyContract = {
  /** Newest first, page by page. */
  runs: base
    .input(
      workspaceRef.extend({
        query: runQuery,
        cursor: z.string().max(300).optional(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(workspaceRuns),
  run: base
    .input(workspaceRef.extend({ id: z.string().max(200) }))
    /** `rule`: as it ran; null where that version is not to be had any more. */
    .output(z.object({ run: storedRun, rule: rule.nullable() })),
  /** Runs it again, for real. */
  replay: base.input(workspaceRef.extend({ id: z.string().max(200), how: replayRequest })).output(storedRun),
  /** What the rules did this week, by action type. */
  week: base.input(workspaceRef).output(auditSummary),
};
