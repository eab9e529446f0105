import { z } from 'zod';
import { drift, planConflict } from './plan.ts';

/** What a pull did about one rule. */
export const pulledRule = z.object({
  ruleId: z.string(),
  name: z.string(),
  kind: z.enum([
    'created',
    /** Taken as it is there; nobody had changed it here. */
    'updated',
    /** Both had changed it, in different places. */
    'merged',
    'removed',
    'unchanged',
    /** Only changed here: nothing to take. */
    'kept',
    'conflict',
    /** Its draft has changes that are no version yet; nothing was touched. */
    'unsaved',
  ]),
  /** What is different in it now, a sentence each. */
  words: z.array(z.string()),
  /** Who changed it in the workspace. */
  drift: drift.nullable(),
  conflict: planConflict.nullable(),
});
export type PulledRule = z.infer<typeof pulledRule>;

export const pullReport = z.object({
  workspace: z.string(),
  at: z.string(),
  rules: z.array(pulledRule),
});
export type PullReport = z.infer<typeof pullReport>;
