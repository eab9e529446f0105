import { describe, expect, onTestFinished, test } from 'vitest';
import { type GuardedFetch, guardedFetch } from '../../../../engine/effects/http/guarded-fetch.ts';
import { createHttpClient } from '../../../../engine/effects/http/http-client.ts';
import { AnswerTooLarge } from '../../../../engine/effects/http/http-errors.ts';
import type { TestAnswer, TestHttpServer } from '../../../servers/http-server.ts';
import { startHttpServer } from '../../../servers/index.ts';

async function setUp(
  answer?: (url: string) => TestAnswer,
): Promise<{ server: TestHttpServer; fetch: GuardedFetch }> {
  const server = await startHttpServer(answer && { answer: ({ url }) => answer(url) });
  const client = createHttpClient({
    rules: { allow: [server.address] },
    maxAnswerBytes: 1_000,
    timeoutMs: 5_000,
  });
  onTestFinished(() => client.close());
  return { server, fetch: guardedFetch(client) };
}

describe('a guarded fetch', () => {
  test('sends what it is told, and answers as fetch does', async () => {
    const { server, fetch } = await setUp(() => ({
      status: 201,
      headers: { 'x-a': 'b', 'set-cookie': 'c=d' },
      body: 'grüezi',
    }));
    const answer = await fetch(new URL(`${server.origin}/x`), {
      method: 'put',
      headers: new Headers({ 'X-One': '1', 'Accept-Encoding': 'gzip' }),
      body: new TextEncoder().encode('bytes'),
    });
    expect([answer.status, answer.ok, answer.headers.get('x-a'), await answer.text()]).toEqual([
      201,
      true,
      'b',
      'grüezi',
    ]);
    expect(server.received[0]).toMatchObject({ method: 'PUT', url: '/x', body: 'bytes' });
    expect(server.received[0]?.headers).toMatchObject({ 'x-one': '1' });
    expect(server.received[0]?.headers['accept-encoding']).toBeUndefined();
  });

  test('asks with GET and no body unless told otherwise', async () => {
    const { server, fetch } = await setUp();
    expect(await (await fetch(server.origin)).text()).toBe('ok');
    await fetch(server.origin, { method: 'POST', body: null });
    expect(server.received.map(({ method, body }) => [method, body])).toEqual([
      ['GET', ''],
      ['POST', ''],
    ]);
  });

  test('gives answers without a body none', async () => {
    const { server, fetch } = await setUp((url) => ({ status: Number(url.slice(1)) }));
    for (const status of [204, 205, 304]) {
      const answer = await fetch(`${server.origin}/${status}`);
      expect([answer.status, answer.body]).toEqual([status, null]);
    }
    const head = await fetch(`${server.origin}/200`, { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, null]);
  });

  test('reads no more than it may, and stops when nobody reads on', async () => {
    const { server, fetch } = await setUp((url) =>
      url === '/fits' ? { status: 200, body: 'x'.repeat(1_000) } : { status: 200, endless: true },
    );
    expect((await (await fetch(`${server.origin}/fits`)).text()).length).toBe(1_000);
    const endless = await fetch(`${server.origin}/endless`);
    await expect(endless.text()).rejects.toThrow(AnswerTooLarge);
    const dropped = await fetch(`${server.origin}/endless`);
    await expect(dropped.body?.cancel()).resolves.toBeUndefined();
  });

  test('takes addresses, usual methods, texts and bytes only', async () => {
    const { server, fetch } = await setUp();
    await expect(fetch(new Request(server.origin))).rejects.toThrow('takes an address');
    await expect(fetch(server.origin, { method: 'TRACE' })).rejects.toThrow('usual methods');
    await expect(fetch(server.origin, { method: 'POST', body: new FormData() })).rejects.toThrow(
      'texts and bytes',
    );
    expect(server.connections()).toBe(0);
  });
});
