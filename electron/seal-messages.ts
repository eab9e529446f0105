import { z } from 'zod';

/** What the engine's process asks the shell, which alone can use the system's keychain. */
export const sealRequest = z.strictObject({
  kind: z.literal('seal'),
  id: z.int(),
  do: z.enum(['close', 'open']),
  text: z.string().max(100_000),
});
export type SealRequest = z.infer<typeof sealRequest>;

/** The shell's answer; without a text it could not be done. */
export const sealAnswer = z.strictObject({
  kind: z.literal('sealed'),
  id: z.int(),
  text: z.string().max(200_000).nullable(),
});
export type SealAnswer = z.infer<typeof sealAnswer>;

/** The option that tells the engine's process that there is a keychain. */
export const keychainOption = 'keychain';
