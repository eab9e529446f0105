import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Route, routes } from '../../../engine/host/index.ts';
import { rawRequest } from './raw-request.ts';
import { type StudioUnderTest, startStudio } from './studio-under-test.ts';

/** A request that must be admitted; each test below spoils one thing of it. */
interface Request {
  method: string;
  target: string;
  version: string;
  headers: readonly string[];
}
interface Known {
  port: number;
  cookie: string;
  token: string;
}

const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const good: Record<Route['name'], (known: Known) => Request> = {
  'sign-in': ({ port, token }) => ({
    method: 'GET',
    target: `/?token=${token}`,
    version: '1.1',
    headers: [`Host: 127.0.0.1:${port}`, 'Connection: close'],
  }),
  renderer: ({ port, cookie }) => ({
    method: 'GET',
    target: '/',
    version: '1.1',
    headers: [`Host: 127.0.0.1:${port}`, 'Connection: close', `Cookie: ${cookie}`],
  }),
  rpc: ({ port, cookie }) => ({
    method: 'GET',
    target: '/rpc',
    version: '1.1',
    headers: [`Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`, `Cookie: ${cookie}`, ...upgrade],
  }),
};

const without = (headers: readonly string[], name: string): string[] =>
  headers.filter((line) => !line.toLowerCase().startsWith(`${name}:`));
const withHeader = (request: Request, name: string, ...values: string[]): Request => ({
  ...request,
  headers: [...without(request.headers, name.toLowerCase()), ...values.map((value) => `${name}: ${value}`)],
});

const badHosts: Record<string, (request: Request, known: Known) => Request> = {
  'a foreign name': (request, { port }) => withHeader(request, 'Host', `evil.example:${port}`),
  'a name that rebinds to loopback': (request, { port }) =>
    withHeader(request, 'Host', `127.0.0.1.nip.io:${port}`),
  'another port': (request, { port }) => withHeader(request, 'Host', `127.0.0.1:${port + 1}`),
  'no port': (request) => withHeader(request, 'Host', '127.0.0.1'),
  'a trailing dot': (request, { port }) => withHeader(request, 'Host', `localhost.:${port}`),
  'another loopback address': (request, { port }) => withHeader(request, 'Host', `127.0.0.2:${port}`),
  'any address': (request, { port }) => withHeader(request, 'Host', `0.0.0.0:${port}`),
  'the IPv6 loopback': (request, { port }) => withHeader(request, 'Host', `[::1]:${port}`),
  'an empty one': (request) => withHeader(request, 'Host', ''),
  'none at all': (request) => withHeader(request, 'Host'),
  'none, in HTTP/1.0': (request) => ({ ...withHeader(request, 'Host'), version: '1.0' }),
  'two, the first ours': (request, { port }) =>
    withHeader(request, 'Host', `127.0.0.1:${port}`, 'evil.example'),
  'two, the last ours': (request, { port }) =>
    withHeader(request, 'Host', 'evil.example', `127.0.0.1:${port}`),
  'ours twice': (request, { port }) => withHeader(request, 'Host', `127.0.0.1:${port}`, `127.0.0.1:${port}`),
  'an absolute-form target': (request, { port }) => ({
    ...request,
    target: `http://127.0.0.1:${port}${request.target}`,
  }),
  'an absolute-form target elsewhere': (request) => ({
    ...request,
    target: `http://evil.example${request.target}`,
  }),
  'a target that names a host': (request) => ({ ...request, target: `//evil.example${request.target}` }),
  'a target with a backslash': (request) => ({ ...request, target: `/\\evil.example${request.target}` }),
};

const badOrigins: Record<string, (request: Request, known: Known) => Request> = {
  'another site': (request) => withHeader(request, 'Origin', 'https://evil.example'),
  null: (request) => withHeader(request, 'Origin', 'null'),
  'another port': (request, { port }) => withHeader(request, 'Origin', `http://127.0.0.1:${port + 1}`),
  'another scheme': (request, { port }) => withHeader(request, 'Origin', `https://127.0.0.1:${port}`),
  'our other name': (request, { port }) => withHeader(request, 'Origin', `http://localhost:${port}`),
  'one that begins like ours': (request, { port }) =>
    withHeader(request, 'Origin', `http://127.0.0.1:${port}.evil.example`),
  'two of them': (request, { port }) =>
    withHeader(request, 'Origin', `http://127.0.0.1:${port}`, 'https://evil.example'),
  'an empty one': (request) => withHeader(request, 'Origin', ''),
};

const badSecrets: Record<Route['access'], Record<string, (request: Request, known: Known) => Request>> = {
  token: {
    'an empty token': (request) => ({ ...request, target: '/?token=' }),
    'a wrong token of the right length': (request) => ({ ...request, target: `/?token=${'A'.repeat(22)}` }),
    'the token with a letter more': (request) => ({ ...request, target: `${request.target}A` }),
    'the token without its last letter': (request) => ({ ...request, target: request.target.slice(0, -1) }),
    'the token in second place': (request, { token }) => ({ ...request, target: `/?token=x&token=${token}` }),
  },
  session: {
    'no cookie': (request) => withHeader(request, 'Cookie'),
    'an empty cookie': (request, { cookie }) => withHeader(request, 'Cookie', `${cookie.split('=')[0]}=`),
    'a wrong cookie': (request, { cookie }) => withHeader(request, 'Cookie', `${cookie.slice(0, -1)}~`),
    'the cookie under another name': (request, { cookie }) => withHeader(request, 'Cookie', `x${cookie}`),
    'the cookie in quotes': (request, { cookie }) =>
      withHeader(request, 'Cookie', cookie.replace(/=(.*)/, '="$1"')),
    'the token instead': (request, { cookie, token }) =>
      withHeader(request, 'Cookie', `${cookie.split('=')[0]}=${token}`),
  },
};

const foreignMethods = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

describe('every route of the web host', () => {
  let studio: StudioUnderTest;
  let cookie: string;
  beforeAll(async () => {
    studio = await startStudio();
    cookie = await studio.signIn();
  });
  afterAll(() => studio.remove());

  const known = (): Known => {
    const token = new URL(studio.host.newAddress()).searchParams.get('token') ?? '';
    return { port: studio.host.port, cookie, token };
  };
  const send = async (request: Request): Promise<{ status: number; reached: string[] }> => {
    studio.reached.length = 0;
    const first = `${request.method} ${request.target} HTTP/${request.version}`;
    const answer = await rawRequest(studio.host.port, [first, ...request.headers]);
    return { status: answer.status, reached: [...studio.reached] };
  };
  const expectRefused = async (request: Request): Promise<void> => {
    const { status, reached } = await send(request);
    expect(reached).toEqual([]);
    expect([400, 401, 403, 404, 405, 426]).toContain(status);
  };

  test('is covered here', () => {
    expect(Object.keys(good).sort()).toEqual(routes.map((route) => route.name).sort());
  });

  describe.each(routes.map((route) => ({ name: route.name, route })))('$name', ({ name, route }) => {
    test('answers the request that is spoiled below', async () => {
      const { status, reached } = await send(good[name](known()));
      expect(reached).toEqual([name]);
      expect([101, 200, 303]).toContain(status);
    });

    test.each(Object.entries(badHosts))('refuses as Host: %s', async (_title, spoil) => {
      const now = known();
      await expectRefused(spoil(good[name](now), now));
    });

    test.each(Object.entries(badOrigins))('refuses as Origin: %s', async (_title, spoil) => {
      const now = known();
      await expectRefused(spoil(good[name](now), now));
    });

    test.each(Object.entries(badSecrets[route.access]))('refuses as proof: %s', async (_title, spoil) => {
      const now = known();
      await expectRefused(spoil(good[name](now), now));
    });

    test.each(foreignMethods)('refuses the method %s, with an Origin of ours and without', async (method) => {
      const now = known();
      const request = { ...good[name](now), method };
      await expectRefused(withHeader(request, 'Origin'));
      await expectRefused(withHeader(request, 'Origin', `http://127.0.0.1:${now.port}`));
    });
  });

  test('a socket needs an Origin, and only /rpc opens one', async () => {
    const now = known();
    await expectRefused(withHeader(good.rpc(now), 'Origin'));
    await expectRefused({ ...good.rpc(now), target: '/' });
    await expectRefused({ ...good.rpc(now), target: '/rpc/' });
  });

  test('a socket address answers no plain request', async () => {
    const now = known();
    const plain = without(good.rpc(now).headers, 'connection').filter((line) => !upgrade.includes(line));
    await expectRefused({ ...good.rpc(now), headers: [...plain, 'Connection: close'] });
  });
});
