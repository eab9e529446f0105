import { describe, expect, it } from 'vitest';
import { effectFailure, type FailureCause, isRetryable } from '../../../engine/chain/index.ts';

const cases: [FailureCause, boolean, string][] = [
  [{ kind: 'network' }, true, 'network'],
  [{ kind: 'time-out' }, true, 'time-out'],
  [{ kind: 'http', status: 400 }, false, 'http-400'],
  [{ kind: 'http', status: 404 }, false, 'http-404'],
  [{ kind: 'http', status: 429 }, true, 'http-429'],
  [{ kind: 'http', status: 500 }, true, 'http-500'],
  [{ kind: 'http', status: 503 }, true, 'http-503'],
  [{ kind: 'smtp', status: 421 }, true, 'smtp-421'],
  [{ kind: 'smtp', status: 450 }, true, 'smtp-450'],
  [{ kind: 'smtp', status: 550 }, false, 'smtp-550'],
  [{ kind: 'rejected-recipient' }, false, 'rejected-recipient'],
  [{ kind: 'tool-error' }, false, 'tool-error'],
];

describe('a failed effect', () => {
  it.each(cases)('of %j is worth another attempt: %s', (cause, retryable, code) => {
    expect(isRetryable(cause)).toBe(retryable);
    expect(effectFailure(cause)).toMatchObject({ code, retryable });
    expect(effectFailure(cause).message).not.toBe('');
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
