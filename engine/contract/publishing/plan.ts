import { z } from 'zod';
import { json, outcome, problem, reason, rule } from '../../model/index.ts';
import { remoteName } from './remote.ts';

export const planKinds = [
  'create',
  'change',
  'enable',
  'disable',
  'delete',
  'conflict',
  'unchanged',
] as const;
export const planKind = z.enum(planKinds);
export type PlanKind = z.infer<typeof planKind>;

/** A rule of the workspace as it was seen: what a plan is checked against before it is applied. */
export const remoteState = z.object({
  ruleId: z.string(),
  name: z.string(),
  /** Content hash; layout, notes, enabled and version are not in it. */
  checksum: z.string(),
  version: z.int(),
  enabled: z.boolean(),
});
export type RemoteState = z.infer<typeof remoteState>;

/** One place where two rules differ; what is left out is not there on that side. */
export const fieldDifference = z.object({
  at: z.string(),
  before: json.optional(),
  after: json.optional(),
});
export type FieldDifference = z.infer<typeof fieldDifference>;

/** One place that both sides changed, differently. Choosing a side settles it. */
export const ruleConflict = z.object({
  /** Names it in a choice; the place, with a number behind it where two are at one place. */
  id: z.string(),
  /** A place in mine, or in theirs where mine has it no longer. */
  at: z.string(),
  base: json.optional(),
  mine: json.optional(),
  theirs: json.optional(),
});
export type RuleConflict = z.infer<typeof ruleConflict>;

/** How the workspace's rule moved since it was last seen here, and who did it. */
export const drift = z.object({
  what: z.enum(['created', 'changed', 'enabled', 'disabled', 'deleted']),
  version: z.int(),
  author: z.string(),
  at: z.string(),
  why: z.string(),
});
export type Drift = z.infer<typeof drift>;

export const planConflict = z.object({
  reason: z.enum(['both-changed', 'deleted-there', 'deleted-here', 'never-synced']),
  /** Both changed it, in different places: a pull merges it without a question. */
  mergesCleanly: z.boolean(),
  fields: z.array(ruleConflict),
});
export type PlanConflict = z.infer<typeof planConflict>;

export const planItem = z.object({
  kind: planKind,
  ruleId: z.string(),
  name: z.string(),
  /** Apps in the scope before or after. */
  apps: z.array(z.string()),
  /** What it does, a sentence each: `adds Insurance to the scope`. */
  words: z.array(z.object({ text: z.string(), at: z.string() })),
  diff: z.array(fieldDifference),
  /** The rule in the workspace, now and once published; null: it is not there. */
  before: rule.nullable(),
  after: rule.nullable(),
  /** The rule when it was last the same on both sides. */
  base: rule.nullable(),
  /** Checksum of `before`; what is published only applies to that. */
  ifMatch: z.string().nullable(),
  /** Content hash of `after`. */
  hash: z.string().nullable(),
  /** When this very hash passed all of its expectations; null: it has not. */
  tested: z.object({ at: z.string(), cases: z.int() }).nullable(),
  problems: z.array(problem),
  /** Published over what somebody else did, on purpose. */
  isForced: z.boolean(),
  conflict: planConflict.nullable(),
  drift: drift.nullable(),
  /** What a person should know besides: an unsaved draft that is not published, … */
  notes: z.array(z.string()),
});
export type PlanItem = z.infer<typeof planItem>;

const replayed = z.object({ outcome, reason: reason.nullable() }).nullable();

/** What publishing would have changed on recorded events. */
export const planImpact = z.object({
  /** A file's name, or `workspace`. */
  source: z.string(),
  events: z.int(),
  changed: z.int(),
  rules: z.array(
    z.object({
      ruleId: z.string(),
      changed: z.int(),
      groups: z.array(
        z.object({
          before: replayed,
          after: replayed,
          why: z.string(),
          events: z.int(),
          /** Id of the first such event. */
          sample: z.string(),
        }),
      ),
    }),
  ),
});
export type PlanImpact = z.infer<typeof planImpact>;

/** Everything that publishing would do, and what it was judged by. It can be kept in a file and applied later. */
export const publishPlan = z.object({
  planVersion: z.literal(1),
  workspace: remoteName,
  url: z.string(),
  /** The workspace's own name for itself. */
  tenant: z.string(),
  title: z.string(),
  madeAt: z.string(),
  /** Why, as the workspace's history will say. */
  why: z.string(),
  items: z.array(planItem),
  /** Every remote rule that was seen, whether the plan touches it or not. */
  remote: z.array(remoteState),
  /** Rules of this folder that are for apps and events the workspace does not have. */
  outside: z.array(z.object({ ruleId: z.string(), name: z.string() })),
  /** Rules of the workspace that are not in this folder; a pull brings them. */
  onlyThere: z.array(z.object({ ruleId: z.string(), name: z.string() })),
  /** Overlaps and loops that the published set would have, of rules this plan touches. */
  warnings: z.array(z.object({ ruleId: z.string(), otherIds: z.array(z.string()), problem })),
  apps: z.array(z.object({ app: z.string(), title: z.string(), rules: z.array(z.string()) })),
  impact: planImpact.nullable(),
  /** Why there is no impact, or what is missing in it. */
  notes: z.array(z.string()),
  /** One sentence that always says whether publishing also enables. */
  activation: z.string(),
});
export type PublishPlan = z.infer<typeof publishPlan>;

/** Plan files are read up to this size, in bytes. */
export const planBytes = 100_000_000;
