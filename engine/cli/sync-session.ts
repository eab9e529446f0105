import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SyncError, SyncErrorCode, SyncRemedy } from '../contract/index.ts';
import { environmentSecrets, fileSecrets, firstOf, openSecrets } from '../effects/index.ts';
import { failure, type Result, success } from '../model/index.ts';
import { createSync, type Sync } from '../sync/index.ts';
import type { CliContext } from './command.ts';
import { inStudio, type StudioSession } from './studio-session.ts';

/** A data folder with its workspaces. */
export interface SyncSession extends StudioSession {
  sync: Sync;
  /** Where tokens are kept, for people. */
  secretsFile: string;
}

/** Opens the data folder for one piece of shipping. */
export async function inSync(
  context: CliContext,
  work: (session: SyncSession) => Promise<void>,
): Promise<void> {
  await inStudio(context, async (session) => {
    const secretsFile = join(resolve(context.options().data), 'secrets.json');
    await work({ ...session, secretsFile, sync: syncOf(context, session, secretsFile) });
  });
}

export function syncOf(context: CliContext, { studio }: StudioSession, secretsFile: string): Sync {
  const { at } = context.options();
  const file = openSecrets(fileSecrets({ file: secretsFile, notice: context.note }));
  // A pipeline's own secrets come first; what is written goes into the file.
  const secrets = { ...file, read: firstOf(environmentSecrets(context.env), file).read };
  return createSync({
    store: studio.store,
    secrets,
    fetch: globalThis.fetch,
    now: () => at ?? new Date(),
    random: Math.random,
    newId: () => randomBytes(9).toString('hex'),
    wait: async (milliseconds, signal) => {
      await delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => {});
    },
  });
}

export interface WorkspaceFlag {
  workspace?: string;
}

/** The workspace that is meant: as named, or the only one there is. */
export function chooseWorkspace(
  sync: Sync,
  { workspace }: WorkspaceFlag,
): Result<string, { code: 1 | 2; message: string }> {
  const listed = sync.workspaces();
  if (!listed.ok) return failure({ code: 2, message: listed.error.message });
  const names = listed.value.map(({ name }) => name);
  if (workspace !== undefined) {
    if (names.includes(workspace)) return success(workspace);
    const hint = names.length === 0 ? '"workspaces add" adds one' : `there are: ${names.join(', ')}`;
    return failure({ code: 2, message: `there is no workspace "${workspace}"; ${hint}` });
  }
  const [only, ...others] = names;
  if (only === undefined) {
    return failure({ code: 1, message: 'no workspace is connected; "workspaces add NAME URL" adds one' });
  }
  if (others.length === 0) return success(only);
  return failure({
    code: 2,
    message: `there are several workspaces; name one with --workspace: ${names.join(', ')}`,
  });
}

/** Says what went wrong, and ends the command: 1 where the answer is no, 2 where it could not be asked. */
export function failSync(context: CliContext, { code, message, remedy }: SyncError): void {
  context.fail(exitCodes[code], remedy ? `${message} (${remedies[remedy]})` : message);
}

const remedies: Record<SyncRemedy, string> = {
  'resume-or-abandon': 'nothing of it is live; "publish --resume" goes on, "publish --abandon" ends it',
  'resume-to-know': 'whether it is live is not known; "publish --resume" finds out and finishes it',
  'resume-to-record': 'all of it is live; "publish --resume" makes the journal say so',
  'finish-other': '"publish --resume" goes on with it, "publish --abandon" ends it',
};

const exitCodes: Record<SyncErrorCode, 1 | 2> = {
  'stale-plan': 1,
  conflicts: 1,
  'open-publication': 1,
  refused: 1,
  forbidden: 1,
  unauthorized: 1,
  cancelled: 1,
  'wrong-workspace': 1,
  'invalid-settings': 2,
  'nothing-to-publish': 1,
  store: 1,
  'not-found': 2,
  'name-taken': 2,
  'invalid-name': 2,
  'invalid-url': 2,
  'invalid-token': 2,
  'no-token': 2,
  unreachable: 2,
  'invalid-answer': 2,
};
