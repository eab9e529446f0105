import { z } from 'zod';
import { event, outcome } from '../../model/index.ts';

/** One case of a rule, run against it. */
export const caseResult = z.object({
  name: z.string(),
  pass: z.boolean(),
  /** What is expected, in a word: an outcome. */
  expected: outcome,
  /** The event that is looked at, where the case gives one, and how many there are. */
  event: event.nullable(),
  given: z.int(),
  differences: z.array(z.object({ at: z.string(), message: z.string() })),
});
export type CaseResult = z.infer<typeof caseResult>;

/** What the cases have shown of a condition or group. */
export const seenNode = z.object({ at: z.string(), text: z.string(), seenTrue: z.int(), seenFalse: z.int() });
export type SeenNode = z.infer<typeof seenNode>;

/** The expectations of a rule, run. */
export const expectationRun = z.object({
  cases: z.array(caseResult),
  nodes: z.array(seenNode),
  covered: z.int(),
  total: z.int(),
});
export type ExpectationRun = z.infer<typeof expectationRun>;
export const caseName = z.string().trim().min(1).max(200);
