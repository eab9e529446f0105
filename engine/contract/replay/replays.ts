import { z } from 'zod';
import { event, gates, rule } from '../../model/index.ts';
import { recordingId } from './recordings.ts';

export const replayId = z.string().regex(/^[\w-]{1,60}$/);
export const gate = z.enum(gates);

/** What became of the matches of one rule. */
export const ruleOutcomes = z.object({
  rule: z.string(),
  name: z.string(),
  matched: z.int(),
  executed: z.int(),
  /** By gate; a gate that held nothing back may be left out. */
  skipped: z.partialRecord(gate, z.int()),
  /** Executed matches with a step that is invalid. */
  invalid: z.int(),
});
export type RuleOutcomes = z.infer<typeof ruleOutcomes>;

/** Running here, stopped before its end (it can be taken up again), or at its end. */
export const replayState = z.enum(['running', 'stopped', 'finished']);

/** A row of the list of replays. */
export const replayEntry = z.object({
  id: replayId,
  recording: z.object({ id: z.string(), name: z.string(), isThere: z.boolean() }),
  startedAt: z.string(),
  state: replayState,
  ruleCount: z.int(),
  /** The rule's name where there is one only. */
  ruleName: z.string().nullable(),
  events: z.int(),
  matched: z.int(),
});
export type ReplayEntry = z.infer<typeof replayEntry>;

/** A replay as it stands now. */
export const replayView = replayEntry.extend({
  rules: z.array(z.object({ id: z.string(), name: z.string(), version: z.int() })),
  /** The apps that its rules are for. */
  apps: z.array(z.string()),
  outcomes: z.array(ruleOutcomes),
  progress: z.object({
    /** 0 to 1; null where nobody knows. */
    share: z.number().nullable(),
    elapsedMs: z.number(),
    eventsPerSecond: z.number(),
    secondsLeft: z.number().nullable(),
  }),
  badLines: z.int(),
  /** The first of them. */
  bad: z.array(z.object({ line: z.int(), message: z.string() })),
  /** Why the recording ended before its end, or the replay could not go on. */
  trouble: z.string().nullable(),
});
export type ReplayView = z.infer<typeof replayView>;

/** Which matches are asked for; what is left out asks nothing. */
export const matchFilter = z.strictObject({
  rules: z.array(z.string().max(100)).max(10_000).optional(),
  apps: z.array(z.string().max(100)).max(1000).optional(),
  /** Null is an execution, a gate what it held back. */
  reasons: z.array(gate.nullable()).max(10).optional(),
  /** Milliseconds since the epoch; `until` itself is left out. */
  from: z.number().optional(),
  until: z.number().optional(),
});
export type MatchFilter = z.infer<typeof matchFilter>;

export const replayRow = z.object({
  seq: z.int(),
  event: z.string(),
  rule: z.string(),
  reason: gate.nullable(),
  isInvalid: z.boolean(),
  type: z.string(),
  app: z.string(),
  subject: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** Null for a firing of the clock. */
  line: z.int().nullable(),
});
export type ReplayRow = z.infer<typeof replayRow>;

export const rowPage = z.object({
  rows: z.array(replayRow),
  /** What the next page comes after; null where this is the last. */
  next: z.int().nullable(),
});

/** Outcomes over time, in stretches of so many minutes. */
export const outcomeChart = z.object({
  minutes: z.int(),
  buckets: z.array(
    z.object({
      /** Milliseconds since the epoch. */
      from: z.number(),
      executed: z.int(),
      skipped: z.partialRecord(gate, z.int()),
    }),
  ),
});
export type OutcomeChart = z.infer<typeof outcomeChart>;

/** A match, opened: its event, and the rule as it was replayed. */
export const openedRow = z.object({ row: replayRow, event, rule });
export type OpenedRow = z.infer<typeof openedRow>;

/** Which rules a replay is of: by id, each as it is being edited or as it was last saved. */
export const ruleChoice = z.strictObject({
  ids: z.array(z.string().max(100)).min(1).max(100_000),
  content: z.enum(['draft', 'saved']),
});

export const replayStart = z.strictObject({ recording: recordingId, rules: ruleChoice });
