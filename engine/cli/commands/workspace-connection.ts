import { resolve } from 'node:path';
import type { z } from 'zod';
import { type ProblemDetails, problemDetails } from '../../contract/index.ts';
import { failure, type Json, limits, parseJson, type Result, readWith, success } from '../../model/index.ts';
import type { WorkspaceConnection } from '../../workspace/index.ts';
import type { CliContext } from '../command.ts';

/** How a command names the service that it speaks to. */
export interface ConnectionFlags {
  url?: string;
}

/** The variable that holds a token, for scripts. */
const tokenVariable = 'RULEWRIGHT_TOKEN';

/**
 * The service a command speaks to: the one at `--url` with the token from the environment, or else the one that runs
 * on the data folder.
 */
export async function findWorkspace(
  context: CliContext,
  { url }: ConnectionFlags,
): Promise<Result<WorkspaceConnection, string>> {
  const token = context.env[tokenVariable];
  if (url !== undefined) {
    if (!URL.canParse(url)) return failure(`${url} is not a web address`);
    if (token === undefined || token === '') return failure(`put the token for ${url} into ${tokenVariable}`);
    return success({ address: url.replace(/\/+$/, ''), token });
  }
  const { data } = context.options();
  // Loaded when needed: other commands start without a web server and a database.
  const { readSession } = await import('../../workspace/index.ts');
  const session = readSession(resolve(data));
  if (session) return success(session);
  return failure(
    `no workspace runs on ${resolve(data)}; start one with "workspace serve", or name one with --url`,
  );
}

/** Why a service did not do what it was asked. */
export type CallFailure =
  | { kind: 'unreachable'; message: string }
  | { kind: 'refused'; message: string; problem: ProblemDetails };

/** One request to the REST API; its answer is checked by the schema it was promised by. */
export async function callWorkspace<Schema extends z.ZodType>(
  { address, token }: WorkspaceConnection,
  method: 'GET' | 'POST',
  path: string,
  schema: Schema,
  body?: Json,
): Promise<Result<z.output<Schema>, CallFailure>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${address}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return failure({ kind: 'unreachable', message: `the workspace at ${address} does not answer: ${cause}` });
  }
  const parsed = parseJson(text, { maxBytes: 100_000_000, maxDepth: 2 * limits.ruleNestingDepth });
  const answer = parsed.ok && response.ok ? readWith(schema, parsed.value) : null;
  if (answer?.ok) return answer;
  const problem = parsed.ok && !response.ok ? readWith(problemDetails, parsed.value) : null;
  if (problem?.ok) return failure({ kind: 'refused', message: problem.value.detail, problem: problem.value });
  const message = `the workspace at ${address} gave an answer that cannot be read (${response.status})`;
  return failure({ kind: 'unreachable', message });
}

/** What a person is told of a failure, and how the command ends: 1 for a no, 2 for a service that is not there. */
export function reportFailure(context: CliContext, failed: CallFailure): void {
  if (failed.kind === 'unreachable') {
    context.fail(2, failed.message);
    return;
  }
  const places = (failed.problem.errors ?? []).map(
    ({ at, message }) => `  ${at === '' ? '' : `${at}: `}${message}`,
  );
  context.fail(1, [failed.message, ...(places.length > 1 ? places : [])].join('\n'));
}
