import { z } from 'zod';
import { publishPlan } from './plan.ts';
import { remoteName } from './remote.ts';

export const publishedRule = z.object({
  ruleId: z.string(),
  name: z.string(),
  kind: z.enum(['create', 'change', 'enable', 'disable', 'delete']),
  state: z.enum(['waiting', 'staged', 'failed', 'live']),
  /** The idempotency key of its request. */
  key: z.string(),
  /** Why it failed, in words. */
  error: z.string().nullable(),
  /** Its version in the workspace, once live. */
  version: z.int().nullable(),
});
export type PublishedRule = z.infer<typeof publishedRule>;

/** One publish, as the journal has it: all of it is on disk before the first request is sent. */
export const publication = z.object({
  id: z.string(),
  workspace: remoteName,
  /** `open`: killed, cancelled or failed on the way; nothing of it is live unless the activation's answer was lost. */
  state: z.enum(['open', 'live', 'abandoned']),
  startedAt: z.string(),
  settledAt: z.string().nullable(),
  keys: z.object({ create: z.string(), activate: z.string() }),
  releaseId: z.string().nullable(),
  rules: z.array(publishedRule),
  plan: publishPlan,
  /** What last stopped it, in words. */
  error: z.string().nullable(),
});
export type Publication = z.infer<typeof publication>;

/** What is told while a publish is under way, in order. */
export const publishProgress = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('journaled'), publication: z.string(), rules: z.int() }),
  z.object({ kind: z.literal('release'), releaseId: z.string() }),
  z.object({
    kind: z.literal('rule'),
    ruleId: z.string(),
    name: z.string(),
    state: z.enum(['staged', 'failed', 'live']),
    error: z.string().nullable(),
  }),
  z.object({ kind: z.literal('activating') }),
  z.object({ kind: z.literal('retrying'), attempt: z.int(), waitMs: z.number(), why: z.string() }),
  z.object({ kind: z.literal('live'), releaseId: z.string() }),
]);
export type PublishProgress = z.infer<typeof publishProgress>;
