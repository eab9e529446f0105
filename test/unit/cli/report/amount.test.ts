import { expect, test } from 'vitest';
import { amount } from '../../../../engine/cli/report/amount.ts';

test('one of a thing is not many of it', () => {
  expect(amount(1, 'event')).toBe('1 event');
  expect(amount(0, 'event')).toBe('0 events');
  expect(amount(12_345, 'match', 'matches')).toBe('12,345 matches');
});
