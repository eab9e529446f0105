import { z } from 'zod';
import { event, filterNode, rule, stepRecord } from '../../model/index.ts';
import { gate } from './replays.ts';

const replayedOutcome = z.object({
  outcome: z.enum(['would-execute', 'would-skip']),
  reason: gate.nullable(),
});

/** Changes of one rule, from one outcome to another, for one reason. Null: no match. */
export const changeGroup = z.object({
  rule: z.string(),
  name: z.string(),
  before: replayedOutcome.nullable(),
  after: replayedOutcome.nullable(),
  cause: z.string(),
  events: z.int(),
  sample: z.object({ event: z.string(), line: z.int().nullable(), message: z.string() }),
});
export type ChangeGroup = z.infer<typeof changeGroup>;

/** How far a comparison has come, again and again, and then what it came to. */
export const comparisonNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), events: z.int(), changed: z.int(), share: z.number().nullable() }),
  z.object({
    kind: z.literal('end'),
    events: z.int(),
    compared: z.int(),
    changed: z.int(),
    badLines: z.int(),
    elapsedMs: z.number(),
    groups: z.array(changeGroup),
    ungrouped: z.int(),
    /** Both sides of each rule that is named in a group; null where a side has none. */
    rules: z.array(z.object({ id: z.string(), before: rule.nullable(), after: rule.nullable() })),
    trouble: z.string().nullable(),
  }),
]);
export type ComparisonNews = z.infer<typeof comparisonNews>;
export type ComparisonResult = Extract<ComparisonNews, { kind: 'end' }>;

/** How the events of a recording narrow down to the matches of one rule. */
export const nearMissFunnel = z.object({
  events: z.int(),
  considered: z.int(),
  matched: z.int(),
  missed: z.int(),
  missedByOne: z.int(),
  conditions: z.array(
    z.object({
      at: z.string(),
      text: z.string(),
      needed: z.boolean(),
      rejected: z.int(),
      rejectedAlone: z.int(),
      sample: z.string().nullable(),
      edits: z.array(
        z.object({
          kind: z.enum(['value', 'drop']),
          at: z.string(),
          text: z.string(),
          /** What stands there then; null: it is disabled. */
          leaf: filterNode.nullable(),
          gains: z.int(),
        }),
      ),
    }),
  ),
});
export type NearMissFunnel = z.infer<typeof nearMissFunnel>;

export const nearMissNews = z.object({ isDone: z.boolean(), funnel: nearMissFunnel });

/** One rule of many that meets an event. */
export const metRule = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  outcome: z.enum(['would-execute', 'would-skip', 'not-considered', 'executed', 'skipped']),
  /** What decided, in words. */
  why: z.string(),
  steps: z.array(
    z.object({ type: z.string(), title: z.string(), status: z.string(), effects: z.array(z.string()) }),
  ),
});
export type MetRule = z.infer<typeof metRule>;

/** What all rules would do about an event, in the order in which they run, and what that could set off. */
export const explanation = z.object({
  rules: z.array(metRule),
  /** What those that run would do together, in order. */
  ledger: z.array(
    z.object({
      rule: z.string(),
      name: z.string(),
      step: z.string(),
      title: z.string(),
      effect: stepRecord.shape.effects.element,
    }),
  ),
  /** Where they get in each other's way: one thing settled differently, or the same thing done twice. */
  conflicts: z.array(
    z.object({ kind: z.enum(['differs', 'twice']), rules: z.array(z.string()), text: z.string() }),
  ),
  /** Events that they could raise, and the rules that may fire on those, level by level. */
  raised: z.array(
    z.object({
      eventType: z.string(),
      title: z.string(),
      /** 1: raised by a rule that meets the event itself. */
      depth: z.int(),
      by: z.array(z.string()),
      rules: z.array(
        z.object({ id: z.string(), name: z.string(), isCertain: z.boolean(), isLoop: z.boolean() }),
      ),
    }),
  ),
});
export type Explanation = z.infer<typeof explanation>;
export const explainInput = z.strictObject({ event, draft: rule.optional() });
