import { z } from 'zod';
import { json } from './json.ts';
import { operators } from './rule.ts';

export const outcome = z.enum(['would-execute', 'would-skip', 'not-considered', 'executed', 'skipped']);
export type Outcome = z.infer<typeof outcome>;

/** The gates that can stop a match, in the order they are claimed. */
export const gates = ['permission', 'cooldown', 'daily-cap', 'rate-limit', 'depth'] as const;
export type Gate = (typeof gates)[number];

export const reason = z.enum([
  'trigger',
  'scope',
  'conditions',
  'cooldown',
  'daily-cap',
  'rate-limit',
  'permission',
  'depth',
]);
export type Reason = z.infer<typeof reason>;

const verdict = {
  pass: z.boolean(),
  /** Whether an evaluation that stops at the first decisive node would have come here. */
  reached: z.boolean(),
  /** The node's place in the rule: `filter[0].any[1]`. Disabled nodes have no trace. */
  at: z.string(),
};

/** One leaf, compared. `actual` is null when the path leads nowhere; `present` tells the two apart. */
export const leafTrace = z.object({
  path: z.string(),
  op: z.enum(operators),
  expected: json,
  actual: json,
  present: z.boolean(),
  ...verdict,
});
export type LeafTrace = z.infer<typeof leafTrace>;

interface Verdict {
  pass: boolean;
  reached: boolean;
  at: string;
}
export type AnyTrace = { any: FilterTrace[] } & Verdict;
export type AllTrace = { all: FilterTrace[] } & Verdict;
export type NotTrace = { not: FilterTrace } & Verdict;
/** `items` has one trace of `where` for each list item; null when the path holds no list. */
export type AnyItemTrace = { anyItem: string; items: FilterTrace[] | null } & Verdict;
export type EveryItemTrace = { everyItem: string; items: FilterTrace[] | null } & Verdict;
export type FilterTrace = LeafTrace | AnyTrace | AllTrace | NotTrace | AnyItemTrace | EveryItemTrace;

export const filterTrace: z.ZodType<FilterTrace> = z.lazy(() =>
  z.union([
    leafTrace,
    z.object({ any: z.array(filterTrace), ...verdict }),
    z.object({ all: z.array(filterTrace), ...verdict }),
    z.object({ not: filterTrace, ...verdict }),
    z.object({ anyItem: z.string(), items: z.array(filterTrace).nullable(), ...verdict }),
    z.object({ everyItem: z.string(), items: z.array(filterTrace).nullable(), ...verdict }),
  ]),
);

export const stepStatus = z.enum(['would-run', 'succeeded', 'failed', 'invalid', 'not-reached', 'disabled']);
export type StepStatus = z.infer<typeof stepStatus>;

/** A described change to the world. Beside `kind`, its fields are those of the effect kind. */
export const effect = z.looseObject({ kind: z.string() });
export type Effect = { kind: string; [field: string]: z.infer<typeof json> };

export const stepError = z.object({ code: z.string(), message: z.string(), at: z.string() });
export type StepError = z.infer<typeof stepError>;

export const stepRecord = z.object({
  id: z.string(),
  type: z.string(),
  status: stepStatus,
  /** Resolved where the step was reached, as written otherwise. */
  params: json,
  output: json,
  effects: z.array(z.custom<Effect>((value) => effect.safeParse(value).success)),
  attempts: z.array(z.object({ at: z.string(), error: stepError.optional() })),
  error: stepError.nullable(),
  /** True when the output is a sample shaped by its schema, because only the world could know it. */
  predicted: z.boolean().optional(),
});
export type StepRecord = z.infer<typeof stepRecord>;

/** The record of one rule meeting one event. Key order is part of the contract. */
export const runRecord = z.object({
  recordVersion: z.literal(1),
  rule: z.object({ id: z.string(), name: z.string(), version: z.int(), hash: z.string() }),
  event: z.object({ id: z.string(), type: z.string(), app: z.string() }),
  driver: z.string(),
  outcome,
  reason: reason.nullable(),
  notes: z.array(z.string()),
  filter: z.object({ pass: z.boolean(), nodes: z.array(filterTrace) }),
  steps: z.array(stepRecord),
  counts: z.object({ succeeded: z.int(), failed: z.int() }),
  sideEffects: z.int(),
  /** ISO time, and milliseconds; both absent when timings are left out. */
  startedAt: z.string().optional(),
  latencyMs: z.number().optional(),
});
export type RunRecord = z.infer<typeof runRecord>;
