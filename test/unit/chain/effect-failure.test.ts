import { describe, expect, it } from 'vitest';
import { effectFailure, type FailureCause, isRetryable } from '../../../engine/chain/index.ts';

const cases: [FailureCause, boolean, string, string][] = [
  [{ kind: 'network' }, true, 'network', 'the other side could not be reached'],
  [{ kind: 'time-out' }, true, 'time-out', 'there was no answer in time'],
  [{ kind: 'http', status: 400 }, false, 'http-400', 'the answer was HTTP 400'],
  [{ kind: 'http', status: 428 }, false, 'http-428', 'the answer was HTTP 428'],
  [{ kind: 'http', status: 429 }, true, 'http-429', 'the answer was HTTP 429'],
  [{ kind: 'http', status: 499 }, false, 'http-499', 'the answer was HTTP 499'],
  [{ kind: 'http', status: 500 }, true, 'http-500', 'the answer was HTTP 500'],
  [{ kind: 'http', status: 503 }, true, 'http-503', 'the answer was HTTP 503'],
  [{ kind: 'smtp', status: 421 }, true, 'smtp-421', 'the mail server answered 421'],
  [{ kind: 'smtp', status: 499 }, true, 'smtp-499', 'the mail server answered 499'],
  [{ kind: 'smtp', status: 500 }, false, 'smtp-500', 'the mail server answered 500'],
  [{ kind: 'rejected-recipient' }, false, 'rejected-recipient', 'the mail server does not take a recipient'],
  [{ kind: 'tool-error' }, false, 'tool-error', 'the tool reported an error'],
];

describe('a failed effect', () => {
  it.each(cases)('of %j is worth another attempt: %s', (cause, retryable, code, message) => {
    expect(isRetryable(cause)).toBe(retryable);
    expect(effectFailure(cause)).toStrictEqual({ code, message, retryable });
  });

  it('says how long the other side asks to wait, and what it said', () => {
    expect(effectFailure({ kind: 'http', status: 429, retryAfterMs: 5000 }, 'slow down')).toEqual({
      code: 'http-429',
      message: 'the answer was HTTP 429: slow down',
      retryable: true,
      retryAfterMs: 5000,
    });
  });
});
