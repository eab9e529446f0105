import { describe, expect, test } from 'vitest';
import type { McpServer } from '../../../../engine/effects/mcp/mcp-server.ts';
import { startHttpServer, startMcpHttpServer } from '../../../servers/index.ts';
import { createCaller, resultOf } from './setting.ts';

function at(url: string, headers?: Record<string, string>): McpServer {
  return { kind: 'http', name: 'remote', url, ...(headers && { headers }) };
}

describe('a tool over HTTP', () => {
  test('is called within one session, which ends with the last call', async () => {
    const server = await startMcpHttpServer();
    const { call, connections } = createCaller(at(server.url, { authorization: 'secret:token' }), {
      rules: { allow: [server.address] },
      secrets: { token: 'Bearer canary' },
    });
    expect(resultOf(await call('echo', { text: 'one' }))).toBe('one');
    expect(resultOf(await call('echo', { text: 'two' }))).toBe('two');
    expect(server.sessions()).toBe(1);
    expect(server.requests.every(({ headers }) => headers.authorization === 'Bearer canary')).toBe(true);
    await connections.close();
    expect([server.sessions(), server.requests.at(-1)?.method]).toEqual([0, 'DELETE']);
    expect(server.requests.some(({ method }) => method === 'GET')).toBe(false);
  });

  test('is called in another session when the server has forgotten the first', async () => {
    const server = await startMcpHttpServer();
    const { call } = createCaller(at(server.url), { rules: { allow: [server.address] } });
    await call('echo', { text: 'x' });
    server.forget();
    expect(await call('echo', { text: 'x' })).toMatchObject({ error: { code: 'http-404', retryable: true } });
    expect(resultOf(await call('echo', { text: 'again' }))).toBe('again');
  });

  test.each([
    [429, true, 9_000],
    [503, true, 9_000],
    [400, false, 9_000],
    [401, false, 9_000],
  ])('that is answered with %i can be tried again: %s', async (status, retryable, retryAfterMs) => {
    const server = await startMcpHttpServer();
    const { call } = createCaller(at(server.url), { rules: { allow: [server.address] } });
    await call('echo', { text: 'x' });
    server.interfere((response) => response.writeHead(status, { 'retry-after': '9' }).end('no'));
    expect(await call('echo', { text: 'x' })).toEqual({
      ok: false,
      error: { code: `http-${status}`, message: `the answer was HTTP ${status}`, retryable, retryAfterMs },
    });
    server.interfere(null);
    expect(resultOf(await call('echo', { text: 'back' }))).toBe('back');
  });

  test('fails with the line, with time, and with what is no answer', async () => {
    const server = await startMcpHttpServer();
    const { call } = createCaller(at(server.url), { rules: { allow: [server.address] }, timeoutMs: 400 });
    await call('echo', { text: 'x' });
    server.interfere((response) => response.socket?.destroy());
    expect(await call('echo', { text: 'x' })).toMatchObject({ error: { code: 'network', retryable: true } });
    server.interfere((response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
    expect(await call('echo', { text: 'x' })).toMatchObject({
      error: { code: 'invalid-answer', retryable: false },
    });
    server.interfere((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{'));
    expect(await call('echo', { text: 'x' })).toMatchObject({
      error: { code: 'invalid-answer', retryable: false },
    });
    server.interfere(null);
    expect(await call('slow')).toMatchObject({ error: { code: 'time-out', retryable: true } });
  });

  test('that answers too much is refused', async () => {
    const server = await startMcpHttpServer();
    const { call } = createCaller(at(server.url), {
      rules: { allow: [server.address] },
      maxAnswerBytes: 100_000,
    });
    expect(await call('large')).toMatchObject({ ok: false, error: { code: 'answer-too-large' } });
  });
});

describe('the guard', () => {
  test.each([
    'http://127.0.0.1:%p/mcp',
    'http://localhost:%p/mcp',
    'https://[::1]:%p/mcp',
    'http://0x7f.1:%p/',
  ])('keeps tool servers from being inside: %s', async (url) => {
    const server = await startMcpHttpServer();
    const port = server.address.split(':')[1] ?? '';
    const { call } = createCaller(at(url.replace('%p', port)), { rules: { allowHttp: true } });
    expect(await call('echo', { text: 'x' })).toMatchObject({
      error: { code: 'address-refused', retryable: false },
    });
    expect(server.requests).toEqual([]);
  });

  test('lets no redirect lead inside', async () => {
    const inner = await startMcpHttpServer();
    const outer = await startHttpServer({
      answer: () => ({ status: 307, headers: { location: inner.url } }),
    });
    const { call } = createCaller(at(`${outer.origin}/mcp`), { rules: { allow: [outer.address] } });
    expect(await call('echo', { text: 'x' })).toMatchObject({ ok: false, error: { retryable: false } });
    expect(inner.requests).toEqual([]);
  });

  test.each(['ftp://tools.example.com/', 'file:///etc/passwd', 'nonsense', ''])(
    'takes no other scheme: %j',
    async (url) => {
      const { call } = createCaller(at(url));
      expect(await call('echo', { text: 'x' })).toMatchObject({
        error: { code: 'invalid-url', retryable: false },
      });
    },
  );
});
