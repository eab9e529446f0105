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

/** What the newest runs of a workspace tell of its rules. */
export const workspaceActivity = z.object({
  rules: z.array(
    z.object({
      id: z.string(),
      /** ISO time of its last execution; null: it was only held back. */
      lastFired: z.string().nullable(),
      runs: z.int(),
      /** Executions in which an action failed. */
      failures: z.int(),
    }),
  ),
  /** Runs before this time were not read; null: there are none. */
  since: z.string().nullable(),
});
export type WorkspaceActivity = z.infer<typeof workspaceActivity>;

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
  /** When each rule last ran and how often it failed, as far as the newest runs tell. */
  activity: base.input(workspaceRef).output(workspaceActivity),
  /** What the rules did this week, by action type. */
  week: base.input(workspaceRef).output(auditSummary),
};
