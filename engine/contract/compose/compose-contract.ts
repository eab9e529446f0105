import { oc } from '@orpc/contract';
import { z } from 'zod';
import { rule } from '../../model/index.ts';

const words = { text: z.string(), start: z.int(), end: z.int() };

/** What a sentence became: the same shape that the command line prints, and what would change. */
export const composedRule = z.object({
  rule: rule.nullable(),
  rationale: z.string(),
  /** Words of the sentence and the place in the rule they became. */
  spans: z.array(z.object({ ...words, at: z.string() })),
  /** Words that could not be read; a choice is the sentence with the question answered. */
  unclear: z.array(
    z.object({
      ...words,
      question: z.string(),
      choices: z.array(z.object({ label: z.string(), sentence: z.string() })).optional(),
    }),
  ),
  provider: z.enum(['offline', 'claude']),
  /** What would become different in the rule there is, in words. */
  changes: z.array(z.object({ text: z.string(), at: z.string() })),
});
export type ComposedRule = z.infer<typeof composedRule>;

export const composeContract = {
  /** Reads a sentence as a rule; nothing is stored. With `previous`, as a change to that rule. */
  compile: oc
    .errors({
      PROVIDER_FAILED: { message: 'The model could not be asked', data: z.object({ code: z.string() }) },
    })
    .input(
      z.strictObject({
        sentence: z.string().max(20_000),
        provider: z.enum(['offline', 'claude']).default('offline'),
        pack: z.string().max(100).optional(),
        app: z.string().max(100).optional(),
        previous: rule.optional(),
      }),
    )
    .output(composedRule),
};
