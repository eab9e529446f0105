import { z } from 'zod';
import { retryDelay } from '../../chain/index.ts';
import { type ProblemDetails, planBytes, problemDetails } from '../../contract/index.ts';
import { readRetryAfter } from '../../effects/index.ts';
import {
  describeIssue,
  failure,
  isJsonObject,
  type Json,
  limits,
  parseJson,
  type Result,
  type Retry,
  readWith,
  success,
} from '../../model/index.ts';

/** Why a request has no answer that can be used. */
export type CallFailure =
  | { kind: 'unreachable'; message: string }
  | { kind: 'invalid-answer'; message: string }
  | { kind: 'cancelled' }
  /** The workspace said no. */
  | { kind: 'problem'; problem: ProblemDetails };

/** A route of the workspace's contract. */
export interface RouteOf<Output extends z.ZodType> {
  '~orpc': {
    route: { method?: string; path?: string; inputStructure?: string; outputStructure?: string };
    outputSchema?: Output | undefined;
  };
}

/** The parts of a request; a route without headers and body has its path's parameters and its query only. */
export interface RequestParts {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number | undefined>>;
  headers?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
}

export interface CallOptions {
  url: string;
  token: string;
  fetch: typeof globalThis.fetch;
  now: () => Date;
  /** From 0 to 1: spreads retries. */
  random: () => number;
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** One attempt may take so long, in milliseconds. */
  timeoutMs: number;
  retry: Retry;
  signal?: AbortSignal | undefined;
  onRetry?: ((retry: { attempt: number; waitMs: number; why: string }) => void) | undefined;
}

type Attempt<Value> =
  | { ok: true; value: Value }
  /** Asking again may help: every request sent here is safe to repeat. */
  | { ok: false; error: CallFailure; mayHelp: boolean; retryAfterMs?: number | undefined };

/**
 * Asks the workspace, again and again within bounds while that can help: silence, a slow or cut-off answer, 429, 5xx.
 * An answer is read with limits and by the contract's schema. Redirects are not followed, so that the token goes
 * nowhere else.
 */
export async function call<Output extends z.ZodType>(
  route: RouteOf<Output>,
  parts: RequestParts,
  options: CallOptions,
): Promise<Result<z.output<Output>, CallFailure>> {
  for (let attempt = 1; ; attempt++) {
    if (options.signal?.aborted) return failure({ kind: 'cancelled' });
    const tried = await tryOnce(route, parts, options);
    if (tried.ok) return tried;
    if (options.signal?.aborted) return failure({ kind: 'cancelled' });
    if (!tried.mayHelp || attempt >= options.retry.maxAttempts) return failure(tried.error);
    const waitMs = retryDelay(options.retry, attempt, options.random(), tried.retryAfterMs);
    options.onRetry?.({ attempt, waitMs, why: describeFailure(tried.error) });
    await options.wait(waitMs, options.signal);
  }
}

export function describeFailure(error: CallFailure): string {
  switch (error.kind) {
    case 'cancelled':
      return 'it was cancelled';
    case 'problem':
      return error.problem.detail;
    case 'unreachable':
    case 'invalid-answer':
      return error.message;
  }
}

async function tryOnce<Output extends z.ZodType>(
  { '~orpc': { route, outputSchema } }: RouteOf<Output>,
  parts: RequestParts,
  options: CallOptions,
): Promise<Attempt<z.output<Output>>> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  let response: Response;
  let text: string;
  try {
    response = await options.fetch(addressOf(options.url, route.path ?? '', parts), {
      method: route.method ?? 'GET',
      headers: headersOf(parts, options.token),
      redirect: 'manual',
      signal,
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
    });
    text = await readText(response);
  } catch (error) {
    const why = timeout.aborted ? `no whole answer within ${options.timeoutMs / 1000} s` : causeOf(error);
    return {
      ok: false,
      mayHelp: true,
      error: { kind: 'unreachable', message: `${options.url} does not answer (${why})` },
    };
  }
  const { status, headers } = response;
  if (status >= 400) return refused(status, headers, text, options);
  if (status >= 300) {
    const to = headers.get('location') ?? 'somewhere else';
    return invalid(options, `it redirects to ${to}; add the workspace by the address it really has`, false);
  }
  const body = text === '' ? success(undefined) : readJson(text);
  if (!body.ok) return invalid(options, `the answer is not whole: ${body.error}`, true);
  const isDetailed = route.outputStructure === 'detailed';
  const value = isDetailed ? { headers: Object.fromEntries(headers), body: body.value } : body.value;
  const read = readWith(outputSchema ?? z.never(), value);
  if (read.ok) return success(read.value);
  const issues = read.error.map((issue) => describeIssue(issue)).join('; ');
  return invalid(options, `the answer is not what the API promises: ${issues}`, false);
}

function refused(status: number, headers: Headers, text: string, options: CallOptions): Attempt<never> {
  const parsed = readJson(text);
  const problem = parsed.ok ? readWith(problemDetails, parsed.value) : failure([]);
  const mayHelp = status >= 500 || status === 429;
  const retryAfterMs = readRetryAfter(headers.get('retry-after'), options.now());
  if (problem.ok) {
    return { ok: false, mayHelp, retryAfterMs, error: { kind: 'problem', problem: problem.value } };
  }
  const message = `${options.url}: it answered ${status}, not as a workspace does`;
  return {
    ok: false,
    mayHelp,
    retryAfterMs,
    error: { kind: mayHelp ? 'unreachable' : 'invalid-answer', message },
  };
}

function invalid({ url }: CallOptions, why: string, mayHelp: boolean): Attempt<never> {
  return { ok: false, mayHelp, error: { kind: 'invalid-answer', message: `${url}: ${why}` } };
}

function readJson(text: string): Result<Json, string> {
  const parsed = parseJson(text, { maxBytes: planBytes, maxDepth: limits.ruleNestingDepth + 16 });
  return parsed.ok ? parsed : failure(parsed.error.message);
}

/** Never more than the limit: a source that does not end must not fill the memory. */
async function readText(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > planBytes) throw new Error(`the answer is longer than ${planBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function addressOf(url: string, path: string, { params = {}, query = {} }: RequestParts): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const tail = search.size === 0 ? '' : `?${search}`;
  return `${url}${filled}${tail}`;
}

function headersOf({ headers = {}, body }: RequestParts, token: string): Headers {
  const sent = new Headers({ authorization: `Bearer ${token}`, accept: 'application/json' });
  if (body !== undefined) sent.set('content-type', 'application/json');
  // Headers are bytes: texts are sent as UTF-8, and on one line.
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    sent.set(name, Buffer.from(value.replace(/[\r\n\0]+/g, ' ').trim(), 'utf8').toString('latin1'));
  }
  return sent;
}

/** What is behind `fetch failed`: the system's own words. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return cause.message === '' ? codeOf(cause) : cause.message;
  return error.message;
}

function codeOf(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  if (inner instanceof Error && inner.message !== '') return inner.message;
  return isJsonObject(inner) && typeof inner.code === 'string' ? inner.code : 'nobody answers';
}
