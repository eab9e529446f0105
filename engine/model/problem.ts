import { z } from 'zod';

export const severity = z.enum(['error', 'warning', 'hint']);
export type Severity = z.infer<typeof severity>;

/** One thing to know about a rule: a stable code, words for a person, and the place it is about. */
export const problem = z.object({
  severity,
  code: z.string(),
  message: z.string(),
  /** A place in the rule: `actions[1].params.to[0]`; empty for the whole rule. */
  at: z.string(),
  /** What to do about it, in words; `replacement` carries it as data where that is possible. */
  fix: z.string().optional(),
  /** A value that, set at `at`, mends the problem. */
  replacement: z.json().optional(),
});
export type Problem = z.infer<typeof problem>;
