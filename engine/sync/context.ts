import type { RemoteWorkspace, SyncError, SyncErrorCode } from '../contract/index.ts';
import type { SecretStore } from '../effects/index.ts';
import { failure, type Result, type Retry, success } from '../model/index.ts';
import type { Store, StoreError, StoreResult } from '../store/index.ts';
import { type CallFailure, type CallOptions, describeFailure } from './client/call.ts';
import { createRemoteClient, type RemoteClient } from './client/remote-client.ts';

export interface SyncOptions {
  store: Store;
  /** Where tokens are kept: the keychain on the desktop, a file of mode 0600 elsewhere. */
  secrets: SecretStore;
  fetch: typeof globalThis.fetch;
  now: () => Date;
  /** From 0 to 1. */
  random: () => number;
  /** Letters and digits that no other id has. */
  newId: () => string;
  wait: CallOptions['wait'];
  /** One request may take so long, in milliseconds. Default 30 s. */
  timeoutMs?: number;
  /** How often and how soon a request without an answer is sent again. */
  retry?: Retry;
}

/** A workspace that can be asked. */
export interface Connected {
  workspace: RemoteWorkspace;
  client: RemoteClient;
}

export interface ConnectOptions {
  signal?: AbortSignal | undefined;
  onRetry?: CallOptions['onRetry'];
}

/** Five tries within about fifteen seconds; a longer silence is for a resume. */
export const patientRetry: Retry = {
  maxAttempts: 5,
  initialDelayMs: 500,
  factor: 2,
  maxDelayMs: 8_000,
  jitter: 'full',
};

export function secretOf(workspace: string): string {
  return `workspace-${workspace}`;
}

export function clientFor(
  options: SyncOptions,
  remote: { url: string; token: string },
  more: ConnectOptions = {},
): RemoteClient {
  return createRemoteClient(callOptionsFor(options, remote, more));
}

export function callOptionsFor(
  { fetch, now, random, wait, timeoutMs = 30_000, retry = patientRetry }: SyncOptions,
  { url, token }: { url: string; token: string },
  { signal, onRetry }: ConnectOptions = {},
): CallOptions {
  return { url, token, fetch, now, random, wait, timeoutMs, retry, signal, onRetry };
}

/** The workspace of this name with its token, ready to be asked. */
export async function connect(
  options: SyncOptions,
  name: string,
  more: ConnectOptions = {},
): Promise<Result<Connected, SyncError>> {
  const found = await tokenFor(options, name);
  if (!found.ok) return found;
  const { workspace } = found.value;
  return success({ workspace, client: clientFor(options, found.value, more) });
}

/** A workspace by its name, with the token that is kept for it. */
export async function tokenFor(
  options: SyncOptions,
  name: string,
): Promise<Result<{ workspace: RemoteWorkspace; url: string; token: string }, SyncError>> {
  const listed = fromStore(options.store.sync.workspaces());
  if (!listed.ok) return listed;
  const workspace = listed.value.find((each) => each.name === name);
  if (!workspace) {
    const known = listed.value.map((each) => each.name).join(', ');
    const hint = known === '' ? '"workspaces add" adds one' : `there are: ${known}`;
    return syncFailure('not-found', `there is no workspace "${name}"; ${hint}`);
  }
  const token = await options.secrets.read(secretOf(name));
  if (!token.ok) {
    return syncFailure(
      'no-token',
      `the token of the workspace "${name}" cannot be had: ${token.error.message}`,
    );
  }
  return success({ workspace, url: workspace.url, token: token.value });
}

export function syncFailure(
  code: SyncErrorCode,
  message: string,
  more: Partial<SyncError> = {},
): { ok: false; error: SyncError } {
  return failure({ code, message, ...more });
}

/** What a request came to, in the words of publishing. */
export function fromCall<Value>(result: Result<Value, CallFailure>): Result<Value, SyncError> {
  return result.ok ? result : failure(explainCall(result.error));
}

export function explainCall(error: CallFailure): SyncError {
  const message = describeFailure(error);
  switch (error.kind) {
    case 'cancelled':
    case 'invalid-answer':
    case 'unreachable':
      return { code: error.kind, message };
    case 'problem':
      return { code: codeOf(error.problem.status), message };
  }
}

function codeOf(status: number): SyncErrorCode {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    default:
      return status >= 500 || status === 429 ? 'unreachable' : 'refused';
  }
}

export function fromStore<Value>(result: StoreResult<Value>): Result<Value, SyncError> {
  return result.ok ? result : failure(explainStore(result.error));
}

function explainStore(error: StoreError): SyncError {
  switch (error.kind) {
    case 'failed':
      return { code: 'store', message: `the data folder could not be used: ${error.detail}` };
    case 'conflict':
      return {
        code: 'store',
        message: `${error.current.rule.id} was changed here in the meantime; try again`,
      };
    case 'not-found':
      return { code: 'not-found', message: `there is no ${error.id} here` };
    case 'id-taken':
      return { code: 'store', message: `there is a ${error.id} here already` };
  }
}
