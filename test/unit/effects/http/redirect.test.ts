import { expect, test } from 'vitest';
import type { TestAnswer } from '../../../servers/http-server.ts';
import { startHttpServer } from '../../../servers/index.ts';
import { createPoster, outcome } from './setting.ts';

const to = (status: number, location: string): TestAnswer => ({ status, headers: { location } });

test.each([307, 308])('%i repeats the request with its body', async (status) => {
  const server = await startHttpServer({
    answer: ({ url }) => (url === '/first' ? to(status, '/second?x=1') : { status: 204 }),
  });
  const post = createPoster({ rules: { allow: [server.address] } });
  expect(outcome(await post(`${server.origin}/first`))).toBe('done {"status":204}');
  expect(server.received.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['POST', '/first', '{"hello":"there"}'],
    ['POST', '/second?x=1', '{"hello":"there"}'],
  ]);
});

test.each([301, 302, 303])('%i goes on with a GET without body', async (status) => {
  const server = await startHttpServer({
    answer: ({ url }) => (url === '/first' ? to(status, 'second') : { status: 200 }),
  });
  const post = createPoster({ rules: { allow: [server.address] } });
  expect(outcome(await post(`${server.origin}/first`))).toBe('done {"status":200}');
  expect(server.received.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['POST', '/first', '{"hello":"there"}'],
    ['GET', '/second', ''],
  ]);
  expect(server.received[1]?.headers['content-type']).toBeUndefined();
});

test('credentials stay with the host they were meant for', async () => {
  const other = await startHttpServer();
  const server = await startHttpServer({ answer: () => to(307, `${other.origin}/in`) });
  const post = createPoster({ rules: { allow: [server.address, other.address] } });
  const headers = { Authorization: 'Bearer t', Cookie: 'a=b', 'X-Api-Key': 'k', 'Content-Type': 'text/x' };
  expect(outcome(await post(`${server.origin}/`, { headers }))).toBe('done {"status":200}');
  expect(server.received[0]?.headers).toMatchObject({ authorization: 'Bearer t', cookie: 'a=b' });
  expect(other.received[0]?.headers).toEqual({
    host: other.address,
    connection: 'keep-alive',
    'content-type': 'text/x',
    'user-agent': 'Rulewright',
    'idempotency-key': 'r_1:e_1:s1:0',
    'content-length': '17',
  });
});

test('credentials go along within one origin', async () => {
  const server = await startHttpServer({
    answer: ({ url }) => (url === '/' ? to(308, '/in') : { status: 200 }),
  });
  const post = createPoster({ rules: { allow: [server.address] } });
  await post(`${server.origin}/`, { headers: { authorization: 'Bearer t' } });
  expect(server.received[1]?.headers.authorization).toBe('Bearer t');
});

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'https://10.0.0.1/',
  'https://[::1]/',
  'http://example.com/',
  'https://metadata.google.internal/',
])('a redirect to %s is judged like any address', async (location) => {
  const server = await startHttpServer({ answer: () => to(302, location) });
  const post = createPoster({ rules: { allow: [server.address] } });
  expect(await post(`${server.origin}/`)).toMatchObject({ ok: false, error: { retryable: false } });
  expect(server.received).toHaveLength(1);
});

test('a redirect to an inner listener makes no connection to it', async () => {
  const inner = await startHttpServer();
  const server = await startHttpServer({ answer: () => to(307, `${inner.origin}/`) });
  const post = createPoster({ rules: { allow: [server.address], allowHttp: true } });
  expect(outcome(await post(`${server.origin}/`))).toBe('address-refused');
  expect(inner.connections()).toBe(0);
});

test('five redirects are followed, a sixth is not', async () => {
  const server = await startHttpServer({
    answer: ({ url }) => {
      const left = Number(url.slice(1));
      return left === 0 ? { status: 200 } : to(307, `/${left - 1}`);
    },
  });
  const post = createPoster({ rules: { allow: [server.address] } });
  expect(outcome(await post(`${server.origin}/5`))).toBe('done {"status":200}');
  expect(await post(`${server.origin}/6`)).toEqual({
    ok: false,
    error: { code: 'too-many-redirects', message: 'the address redirects too often', retryable: false },
  });
  expect(server.received).toHaveLength(6 + 6);
});

test('a redirect that leads nowhere is an answer like any other', async () => {
  const server = await startHttpServer({ answer: () => ({ status: 302 }) });
  const post = createPoster({ rules: { allow: [server.address] } });
  expect(outcome(await post(`${server.origin}/`))).toBe('http-302');
  const broken = await startHttpServer({ answer: () => to(302, 'http://[') });
  const again = createPoster({ rules: { allow: [broken.address] } });
  expect(outcome(await again(`${broken.origin}/`))).toBe('http-302');
});
