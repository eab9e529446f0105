import type { EffectFailure } from './chain-request.ts';

/** How an effect can fail, whoever performs it. */
export type FailureCause =
  /** No connection, or one that broke. */
  | { kind: 'network' }
  /** No answer in time. */
  | { kind: 'time-out' }
  /** An HTTP answer that is none of 2xx and 3xx; `retryAfterMs` from Retry-After. */
  | { kind: 'http'; status: number; retryAfterMs?: number }
  /** A mail server's answer of 4xx or 5xx to anything but a recipient. */
  | { kind: 'smtp'; status: number }
  /** A mail server that will not take a recipient. */
  | { kind: 'rejected-recipient' }
  /** A tool that was called and says that it failed. */
  | { kind: 'tool-error' };

/**
 * Whether trying again can help: yes for the network, time-outs, 429 and 5xx over HTTP, and 4xx in mail, which means
 * "not now" there (design: meaning of a firing). All else stays as it is.
 */
export function isRetryable(cause: FailureCause): boolean {
  switch (cause.kind) {
    case 'network':
    case 'time-out':
      return true;
    case 'http':
      return cause.status === 429 || cause.status >= 500;
    case 'smtp':
      return cause.status < 500;
    case 'rejected-recipient':
    case 'tool-error':
      return false;
  }
}

/** The failure as a run records it; `detail` are the other side's words, where it gave some. */
export function effectFailure(cause: FailureCause, detail?: string): EffectFailure {
  const message = detail === undefined ? inWords(cause) : `${inWords(cause)}: ${detail}`;
  const retryable = isRetryable(cause);
  const after =
    cause.kind === 'http' && cause.retryAfterMs !== undefined ? { retryAfterMs: cause.retryAfterMs } : {};
  return { code: failureCode(cause), message, retryable, ...after };
}

/** `http-500`, `smtp-421`, `time-out`: the code of a step's error. */
export function failureCode(cause: FailureCause): string {
  return cause.kind === 'http' || cause.kind === 'smtp' ? `${cause.kind}-${cause.status}` : cause.kind;
}

function inWords(cause: FailureCause): string {
  switch (cause.kind) {
    case 'network':
      return 'the other side could not be reached';
    case 'time-out':
      return 'there was no answer in time';
    case 'http':
      return `the answer was HTTP ${cause.status}`;
    case 'smtp':
      return `the mail server answered ${cause.status}`;
    case 'rejected-recipient':
      return 'the mail server does not take a recipient';
    case 'tool-error':
      return 'the tool reported an error';
  }
}
