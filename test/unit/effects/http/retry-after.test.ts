import { expect, test } from 'vitest';
import { readRetryAfter } from '../../../../engine/effects/http/retry-after.ts';

const now = new Date('2026-03-02T12:00:00Z');

test.each([
  ['0', 0],
  ['120', 120_000],
  [' 5 ', 5_000],
  ['999999999', 86_400_000],
  ['Mon, 02 Mar 2026 12:01:00 GMT', 60_000],
  ['Monday, 02-Mar-26 12:01:00 GMT', 60_000],
  ['Mon Mar  2 12:01:00 2026 GMT', 60_000],
  ['Mon, 02 Mar 2020 12:01:00 GMT', 0],
  ['Mon, 02 Mar 2099 12:01:00 GMT', 86_400_000],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['2026-03-02T12:01:00Z', undefined],
  ['Mon, nonsense', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('Retry-After %j is %j ms', (value, expected) => {
  expect(readRetryAfter(value, now)).toBe(expected);
});
