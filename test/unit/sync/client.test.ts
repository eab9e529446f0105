import { describe, expect, it, onTestFinished } from 'vitest';
import { workspaceContract } from '../../../engine/contract/index.ts';
import { type CallOptions, call } from '../../../engine/sync/client/call.ts';
import { readRemoteUrl } from '../../../engine/sync/client/remote-url.ts';
import { openHttpServer, type TestAnswer } from '../../servers/http-server.ts';

/** A server that gives these answers in turn, the last one ever after. */
async function answering(...answers: TestAnswer[]) {
  const server = await openHttpServer({
    answer: (_request, index) => answers[Math.min(index, answers.length - 1)] ?? null,
  });
  onTestFinished(() => server.close());
  const waits: number[] = [];
  const options: CallOptions = {
    url: server.origin,
    token: 'rw_token',
    fetch: globalThis.fetch,
    now: () => new Date('2026-03-02T09:00:00.000Z'),
    random: () => 0.5,
    wait: async (milliseconds) => void waits.push(milliseconds),
    timeoutMs: 300,
    retry: { maxAttempts: 3, initialDelayMs: 100, factor: 2, maxDelayMs: 1_000, jitter: 'full' },
  };
  return { server, options, waits };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): TestAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const empty = json(200, { items: [], nextCursor: null });
const { list } = workspaceContract.rules;

describe('a request to a workspace', () => {
  it('carries the token, its parameters, and texts of any script in headers', async () => {
    const { server, options } = await answering(empty);
    const parts = { query: { limit: 5, app: 'a&b' }, headers: { 'x-change-reason': 'für Zoë\r\nx: y' } };
    expect(await call(list, parts, options)).toEqual({ ok: true, value: { items: [], nextCursor: null } });
    const [request] = server.received;
    expect(request?.url).toBe('/api/v1/rules?limit=5&app=a%26b');
    expect(request?.headers.authorization).toBe('Bearer rw_token');
    const reason = String(request?.headers['x-change-reason']);
    expect(Buffer.from(reason, 'latin1').toString('utf8')).toBe('für Zoë x: y');
  });

  it.each<[string, TestAnswer]>([
    ['a broken connection', 'reset'],
    ['no answer in time', null],
    ['half an answer', { status: 200, truncatedBody: '{"items":[' }],
    ['an error of the service', json(500, {})],
    ['a gateway that is not well', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ])('is sent again after %s', async (_name, bad) => {
    const { server, options, waits } = await answering(bad, empty);
    expect((await call(list, {}, options)).ok).toBe(true);
    expect(server.received).toHaveLength(2);
    expect(waits).toEqual([50]);
  });

  it('waits as long as it is asked to', async () => {
    const { options, waits } = await answering(json(429, {}, { 'retry-after': '7' }), empty);
    expect((await call(list, {}, options)).ok).toBe(true);
    expect(waits).toEqual([7_000]);
  });

  it('is given up after its attempts, in words', async () => {
    const { server, options, waits } = await answering('reset');
    const failed = await call(list, {}, options);
    expect(failed).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    expect(server.received).toHaveLength(3);
    expect(waits).toEqual([50, 100]);
  });

  it.each<[string, TestAnswer, RegExp]>([
    [
      'redirects',
      { status: 302, headers: { location: 'https://evil.example/' } },
      /redirects to https:\/\/evil/,
    ],
    ['is another service', json(200, { hello: 'world' }), /not what the API promises: items/],
    ['is a page', { status: 404, body: '<h1>Not found</h1>' }, /answered 404, not as a workspace does/],
  ])('is not repeated where the other side %s', async (_name, answer, words) => {
    const { server, options } = await answering(answer);
    const failed = await call(list, {}, options);
    expect(failed).toMatchObject({
      ok: false,
      error: { kind: 'invalid-answer', message: expect.stringMatching(words) },
    });
    expect(server.received).toHaveLength(1);
  });

  it('is refused in the words of the workspace', async () => {
    const problem = { type: 'urn:x', title: 'No', status: 403, detail: 'not for you', code: 'FORBIDDEN' };
    const { server, options } = await answering(
      json(403, problem, { 'content-type': 'application/problem+json' }),
    );
    expect(await call(list, {}, options)).toEqual({ ok: false, error: { kind: 'problem', problem } });
    expect(server.received).toHaveLength(1);
  });

  it('stops when it is cancelled, while it waits as well', async () => {
    const stop = new AbortController();
    const { server, options } = await answering('reset');
    const wait = async () => stop.abort();
    const cancelled = { ok: false, error: { kind: 'cancelled' } };
    expect(await call(list, {}, { ...options, wait, signal: stop.signal })).toEqual(cancelled);
    expect(await call(list, {}, { ...options, signal: stop.signal })).toEqual(cancelled);
    expect(server.received).toHaveLength(1);
  });
});

describe("a workspace's address", () => {
  it.each([
    ['https://rules.example.com/', 'https://rules.example.com'],
    ['https://example.com/rules/', 'https://example.com/rules'],
    ['https://example.com/api/v1', 'https://example.com'],
    ['http://localhost:4320', 'http://localhost:4320'],
    ['http://127.0.0.1:4320/', 'http://127.0.0.1:4320'],
    ['http://2130706433:4320', 'http://127.0.0.1:4320'],
    ['http://[::1]:4320', 'http://[::1]:4320'],
  ])('%s is kept as %s', (text, kept) => {
    expect(readRemoteUrl(text)).toEqual({ ok: true, value: kept });
  });
});
