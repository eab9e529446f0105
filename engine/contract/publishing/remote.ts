import { z } from 'zod';

/** What a remote is called: short, and safe in a secret's name, a file's name and a shell. */
export const remoteName = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w.-]{0,63}$/,
    'a name starts with a letter or digit, and has letters, digits, _, . and -',
  );

/** A workspace that this data folder ships to. Its token is the secret `workspace-<name>`, never in here. */
export const remoteWorkspace = z.object({
  name: remoteName,
  /** `https://…`, or `http://` on loopback; without a slash at its end. */
  url: z.string(),
  addedAt: z.string(),
});
export type RemoteWorkspace = z.infer<typeof remoteWorkspace>;

/** Why something could not be done with a workspace; stable. */
export const syncErrorCode = z.enum([
  /** There is no workspace of this name, or no rule, plan, version or publication as named. */
  'not-found',
  'name-taken',
  'invalid-name',
  'invalid-url',
  'invalid-token',
  /** The token cannot be read from where secrets are kept. */
  'no-token',
  /** Nobody answered, or nobody answered as a workspace does, within all attempts. */
  'unreachable',
  /** The answer is not what the API promises. */
  'invalid-answer',
  'unauthorized',
  'forbidden',
  /** Something moved since the plan was made; `moved` says what. */
  'stale-plan',
  /** The plan has conflicts that nobody has settled. */
  'conflicts',
  'nothing-to-publish',
  /** A publication to this workspace was begun and neither finished nor abandoned. */
  'open-publication',
  /** The workspace refused at least one rule; nothing went live. */
  'refused',
  /** The plan is for another workspace. */
  'wrong-workspace',
  /** The settings of a workspace that runs here, as they were to be written. */
  'invalid-settings',
  'cancelled',
  /** The data folder could not be read or written. */
  'store',
]);
export type SyncErrorCode = z.infer<typeof syncErrorCode>;

/** A remote rule that is not as a plan saw it. */
export const movedRule = z.object({
  ruleId: z.string(),
  name: z.string(),
  /** In words: `ana changed it at 2026-03-02T09:00:00Z (version 6)`. */
  what: z.string(),
  author: z.string().nullable(),
});
export type MovedRule = z.infer<typeof movedRule>;

/** What helps; each surface says in its own words how it is done there. */
export const syncRemedy = z.enum([
  /** Nothing of a publication is live: go on with it, or end it. */
  'resume-or-abandon',
  /** Whether it is live is not known: going on with it finds out and finishes it. */
  'resume-to-know',
  /** All of it is live: going on with it makes the journal say so. */
  'resume-to-record',
  /** Another one was begun and not finished: go on with that one, or end it. */
  'finish-other',
]);
export type SyncRemedy = z.infer<typeof syncRemedy>;

export const syncError = z.object({
  code: syncErrorCode,
  /** What happened, in words that name no button and no command. */
  message: z.string(),
  remedy: syncRemedy.optional(),
  moved: z.array(movedRule).optional(),
  /** The publication that is still open. */
  publication: z.string().optional(),
});
export type SyncError = z.infer<typeof syncError>;
