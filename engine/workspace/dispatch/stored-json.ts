import { z } from 'zod';
import type { ChainAnswer } from '../../chain/index.ts';
import {
  type Event,
  gates,
  type Json,
  json,
  jsonObject,
  limits,
  parseJson,
  type Rule,
  type RunRecord,
  readEventValue,
  readRuleValue,
  runRecord,
} from '../../model/index.ts';

const chainAnswer: z.ZodType<ChainAnswer> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('now'), at: z.string(), elapsedMs: z.number() }),
  z.object({ kind: z.literal('random'), value: z.number() }),
  z.object({ kind: z.literal('gates'), refusedBy: z.enum(gates).nullable() }),
  z.object({ kind: z.literal('state'), value: json }),
  z.object({
    kind: z.literal('effect-done'),
    output: jsonObject,
    isPredicted: z.boolean(),
    isPerformed: z.boolean(),
  }),
  z.object({
    kind: z.literal('effect-failed'),
    failure: z
      .object({
        code: z.string(),
        message: z.string(),
        retryable: z.boolean(),
        retryAfterMs: z.number().optional(),
      })
      .transform(({ retryAfterMs, ...rest }) => ({
        ...rest,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      })),
  }),
  z.object({ kind: z.literal('done') }),
]);

/** Only what was read before is stored; what cannot be read again is damage, not an answer. */
function damaged(what: string): never {
  throw new Error(`a stored ${what} cannot be read: the database is damaged`);
}

export function readAnswer(text: string): ChainAnswer {
  const read = chainAnswer.safeParse(JSON.parse(text));
  return read.success ? read.data : damaged('answer');
}

export function readStoredRule(text: string): Rule {
  const parsed = parseJson(text, { maxBytes: 4 * limits.ruleBytes, maxDepth: limits.ruleNestingDepth });
  const read = parsed.ok ? readRuleValue(parsed.value) : parsed;
  return read.ok ? read.value : damaged('rule');
}

export function readStoredEvent(text: string): Event {
  const read = readEventValue(JSON.parse(text), { firedAt: '' });
  return read.ok ? read.value : damaged('event');
}

export function readRecord(text: string): RunRecord {
  const read = runRecord.safeParse(JSON.parse(text));
  if (!read.success) return damaged('record');
  const { startedAt, latencyMs, ...rest } = read.data;
  const steps = rest.steps.map(({ predicted, attempts, ...step }) => ({
    ...step,
    attempts: attempts.map(({ at, error }) => (error ? { at, error } : { at })),
    ...(predicted === undefined ? {} : { predicted }),
  }));
  return {
    ...rest,
    steps,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
}

export function readJson(text: string): Json {
  return json.parse(JSON.parse(text));
}
