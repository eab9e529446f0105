import { describe, expect, test } from 'vitest';
import { startHttpServer } from '../../../servers/index.ts';
import { createPoster, outcome } from './setting.ts';

describe('a post', () => {
  test('sends JSON with the key of the effect, and gives back the status', async () => {
    const server = await startHttpServer({ answer: () => ({ status: 202, body: 'thanks' }) });
    const post = createPoster({ rules: { allow: [server.address] } });
    expect(await post(`${server.origin}/in?x=1`, { body: { a: ['ü', null] } })).toEqual({
      ok: true,
      value: { output: { status: 202 }, raised: [] },
    });
    expect(server.received).toEqual([
      {
        method: 'POST',
        url: '/in?x=1',
        body: '{"a":["ü",null]}',
        headers: {
          host: server.address,
          connection: 'keep-alive',
          'content-type': 'application/json',
          'user-agent': 'Rulewright',
          'idempotency-key': 'r_1:e_1:s1:0',
          'content-length': '17',
        },
      },
    ]);
  });

  test('goes to the address that a secret holds', async () => {
    const server = await startHttpServer();
    const rules = { allow: [server.address] };
    const post = createPoster({ rules, secrets: { 'slack-ops': `${server.origin}/services/T/B/x` } });
    expect(outcome(await post('secret:slack-ops'))).toBe('done {"status":200}');
    expect(server.received[0]?.url).toBe('/services/T/B/x');
    expect(await post('secret:other')).toEqual({
      ok: false,
      error: { code: 'unknown-secret', message: 'there is no secret "other"', retryable: false },
    });
  });

  test('is done when the status says so, whatever becomes of the body', async () => {
    for (const answer of [
      { status: 200, truncatedBody: 'half' },
      { status: 200, endless: true as const },
    ]) {
      const server = await startHttpServer({ answer: () => answer });
      const post = createPoster({ rules: { allow: [server.address] } });
      expect(outcome(await post(server.origin))).toBe('done {"status":200}');
    }
  });

  test('carries a key of any text as one that a header can hold', async () => {
    const server = await startHttpServer();
    const rules = { allow: [server.address] };
    const post = createPoster({ rules });
    const keys = [
      'r_1:e_1:s1:0',
      'r_1:ereignis-ü:s1:0',
      'a\r\nx-evil: 1',
      '',
      'x'.repeat(201),
      'x'.repeat(200),
    ];
    for (const key of keys) expect(outcome(await post(server.origin, { key }))).toBe('done {"status":200}');
    const sent = server.received.map(({ headers }) => String(headers['idempotency-key']));
    expect([sent[0], sent[5]]).toEqual(['r_1:e_1:s1:0', 'x'.repeat(200)]);
    expect(sent.slice(1, 5).every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
    expect(new Set(sent).size).toBe(6);
    expect(server.received.every(({ headers }) => headers['x-evil'] === undefined)).toBe(true);
  });

  test('that is none is refused', async () => {
    const post = createPoster();
    expect(outcome(await post('https://example.com', { headers: JSON.parse('{"a":1}') }))).toBe(
      'invalid-effect',
    );
  });
});

describe('a failed post', () => {
  test.each([
    [500, true],
    [502, true],
    [503, true],
    [429, true],
    [400, false],
    [401, false],
    [404, false],
    [410, false],
    [304, false],
  ])('with status %i can be retried: %s', async (status, retryable) => {
    const server = await startHttpServer({ answer: () => ({ status }) });
    const post = createPoster({ rules: { allow: [server.address] } });
    expect(await post(server.origin)).toEqual({
      ok: false,
      error: { code: `http-${status}`, message: `the answer was HTTP ${status}`, retryable },
    });
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ['7', 7_000],
    ['Mon, 02 Mar 2026 12:00:30 GMT', 30_000],
    ['Mon, 02 Mar 2026 11:00:00 GMT', 0],
  ])('waits as Retry-After %s asks', async (value, retryAfterMs) => {
    const server = await startHttpServer({
      answer: () => ({ status: 429, headers: { 'retry-after': value }, body: 'slow\ndown' }),
    });
    const post = createPoster({ rules: { allow: [server.address] } });
    expect(await post(server.origin)).toEqual({
      ok: false,
      error: {
        code: 'http-429',
        message: 'the answer was HTTP 429: slow down',
        retryable: true,
        retryAfterMs,
      },
    });
  });

  test('tells the start of what was answered, however much that is', async () => {
    const long = await startHttpServer({ answer: () => ({ status: 400, body: 'é'.repeat(1_000) }) });
    const post = createPoster({ rules: { allow: [long.address] } });
    expect(await post(long.origin)).toMatchObject({
      error: { message: `the answer was HTTP 400: ${'é'.repeat(100)}` },
    });
    const endless = await startHttpServer({ answer: () => ({ status: 500, endless: true }) });
    const again = createPoster({ rules: { allow: [endless.address] } });
    expect(await again(endless.origin)).toMatchObject({ error: { code: 'http-500', retryable: true } });
    const broken = await startHttpServer({ answer: () => ({ status: 500, truncatedBody: 'half' }) });
    const third = createPoster({ rules: { allow: [broken.address] } });
    expect(await third(broken.origin)).toMatchObject({
      error: { message: 'the answer was HTTP 500: half' },
    });
  });

  test('without an answer is one of the network, or of time', async () => {
    const server = await startHttpServer({ answer: ({ url }) => (url === '/reset' ? 'reset' : null) });
    const rules = { allow: [server.address, '127.0.0.1:1'] };
    const post = createPoster({ rules, timeoutMs: 300 });
    expect(await post(`${server.origin}/reset`)).toMatchObject({
      error: { code: 'network', retryable: true },
    });
    expect(await post('http://127.0.0.1:1/')).toEqual({
      ok: false,
      error: {
        code: 'network',
        message: 'the other side could not be reached: ECONNREFUSED',
        retryable: true,
      },
    });
    expect(await post(`${server.origin}/open`)).toEqual({
      ok: false,
      error: { code: 'time-out', message: 'there was no answer in time', retryable: true },
    });
  });

  test('ends when nobody waits for it any longer', async () => {
    const server = await startHttpServer({ answer: () => null });
    const post = createPoster({ rules: { allow: [server.address] } });
    const stop = new AbortController();
    const posted = post(server.origin, { signal: stop.signal });
    while (server.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect(outcome(await posted)).toBe('time-out');
  });
});

describe('Slack', () => {
  const own = {
    automation: { id: 'r_1', name: 'Holds', version: 1 },
    trigger: { source: 'event', firedAt: '2026-03-02T09:00:00Z' },
    event: { id: 'e_1', type: 'legal-hold.applied' },
    message: 'new hold filed',
  };

  test.each([
    [own, { text: 'new hold filed' }],
    [{ ...own, message: null }, { text: 'Holds: legal-hold.applied' }],
    [{ ...own, message: { a: 1 } }, { text: '{"a":1}' }],
    [{ text: 'as written' }, { text: 'as written' }],
    [
      { ...own, more: 1 },
      { ...own, more: 1 },
    ],
    [{ ...own, message: null, automation: 7, event: {} }, { text: ': ' }],
    ['just text', 'just text'],
  ])('behind a secret gets its own shape: %j', async (body, sent) => {
    const { testCertificate } = await import('../../../servers/certificate.ts');
    const server = await startHttpServer({ tls: true });
    const post = createPoster({
      rules: { allow: [`hooks.slack.com:${server.port}`] },
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      ca: testCertificate.cert,
      secrets: { ops: `https://hooks.slack.com:${server.port}/services/T/B/x` },
    });
    expect(outcome(await post('secret:ops', { body }))).toBe('done {"status":200}');
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual(sent);
  });

  test('is the only host that does', async () => {
    const server = await startHttpServer();
    const post = createPoster({ rules: { allow: [server.address] } });
    await post(server.origin, { body: own });
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual(own);
  });
});
