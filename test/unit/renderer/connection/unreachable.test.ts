import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { sayUnreachable } from '../../../../renderer/connection/unreachable.ts';

const lost = new Error('Cannot send message, WebSocket is not open.');
const fails = (error: Error) => () => Promise.reject(error);

describe('a call to the engine', () => {
  test('that gets an answer is left alone', async () => {
    expect(await sayUnreachable(() => true)({ next: async () => 7 })).toBe(7);
  });
  test('that fails while the engine is away says so in plain words, and keeps the cause', async () => {
    const call = sayUnreachable(() => false)({ next: fails(lost) });
    await expect(call).rejects.toMatchObject({
      message: 'The engine cannot be reached just now.',
      cause: lost,
    });
  });
  test('that fails with the engine there, or was called off, or was refused, says what it said', async () => {
    const refused = new ORPCError('NOT_FOUND', { message: 'There is no such rule.' });
    await expect(sayUnreachable(() => true)({ next: fails(lost) })).rejects.toBe(lost);
    await expect(sayUnreachable(() => false)({ next: fails(refused) })).rejects.toBe(refused);
    const signal = AbortSignal.abort();
    await expect(sayUnreachable(() => false)({ next: fails(lost), signal })).rejects.toBe(lost);
  });
});
