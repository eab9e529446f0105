import { createRouterClient, ORPCError } from '@orpc/server';
import type { RuleDocument } from '../contract/index.ts';
import { describeIssue, failure, formatPlace, nearestNames, type Result, success } from '../model/index.ts';
import { openStudio, type Studio } from '../studio/index.ts';
import { readPacks } from './catalog-option.ts';
import type { CliContext } from './command.ts';

/** A data folder as a command works with it: the same contract that the screens use, called in this process. */
export interface StudioSession {
  studio: Studio;
  client: ReturnType<typeof clientOf>;
}

/** Opens the data folder for one piece of work and closes it after; says what could not be opened. */
export async function inStudio(
  context: CliContext,
  work: (session: StudioSession) => Promise<void>,
): Promise<void> {
  const packs = await readPacks(context);
  if (!packs.ok) return context.fail(2, packs.error);
  const { data, at } = context.options();
  const clock = at ? { now: () => at } : {};
  const opened = await openStudio({ folder: data, host: 'web', packs: packs.value, ...clock });
  if (!opened.ok) return context.fail(2, opened.error.message);
  const studio = opened.value;
  try {
    for (const notice of studio.store.notices) context.note(notice);
    await work({ studio, client: clientOf(studio) });
  } catch (error) {
    // What the contract declares is an answer; anything else is a bug and goes on.
    if (!(error instanceof ORPCError) || !(error.defined || error.code === 'BAD_REQUEST')) throw error;
    context.fail(error.code === 'STORE_FAILED' || error.code === 'CONFLICT' ? 1 : 2, describeError(error));
  } finally {
    await studio.close();
  }
}

/** The rule a person means: by id, or by its name where only one has it. */
export async function findRule(
  { client }: StudioSession,
  wanted: string,
): Promise<Result<RuleDocument, string>> {
  const rules = await client.rules.list();
  const named = rules.filter(({ name }) => name === wanted);
  const id = rules.find((rule) => rule.id === wanted)?.id ?? (named.length === 1 ? named[0]?.id : undefined);
  if (id !== undefined) return success(await client.rules.get({ id }));
  if (named.length > 1) {
    const ids = named.map((rule) => rule.id).join(', ');
    return failure(`${named.length} rules are called "${wanted}"; name one by its id: ${ids}`);
  }
  const near = nearestNames(wanted, [...rules.map((rule) => rule.id), ...rules.map(({ name }) => name)]);
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '; "rules list" lists them';
  return failure(`there is no rule "${wanted}"${hint}`);
}

function clientOf(studio: Studio) {
  return createRouterClient(studio.router, { context: {} });
}

function describeError(error: ORPCError<string, unknown>): string {
  const { data } = error;
  if (typeof data !== 'object' || data === null) return error.message;
  if ('issues' in data && Array.isArray(data.issues)) {
    // Zod's own issues, of a call that does not fit the contract, have a path where ours have a place.
    return data.issues
      .map(({ message, at, path }) =>
        describeIssue({ code: 'invalid', message, at: at ?? formatPlace(path ?? []) }),
      )
      .join('\n');
  }
  return 'detail' in data ? `${error.message}: ${String(data.detail)}` : error.message;
}
