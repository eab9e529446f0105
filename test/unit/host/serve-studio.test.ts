import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { readSessionSecret, serveStudio } from '../../../engine/host/index.ts';
import { type RawAnswer, rawRequest } from './raw-request.ts';
import { type StudioUnderTest, startStudio, type TestRouter } from './studio-under-test.ts';

let studio: StudioUnderTest;
let cookie: string;
beforeEach(async () => {
  studio = await startStudio();
  cookie = await studio.signIn();
});
afterEach(() => studio.remove());

const get = (path: string, ...headers: string[]): Promise<RawAnswer> =>
  rawRequest(studio.host.port, [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${studio.host.port}`,
    'Connection: close',
    ...headers,
  ]);
const getSignedIn = (path: string, ...headers: string[]): Promise<RawAnswer> =>
  get(path, `Cookie: ${cookie}`, ...headers);

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${studio.host.port}/rpc`, {
    headers: { Cookie: cookie, Origin: `http://127.0.0.1:${studio.host.port}` },
  });
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
  return socket;
}
const clientOver = (websocket: WebSocket): RouterClient<TestRouter> =>
  createORPCClient(new RPCLink({ websocket }));
const closing = (socket: WebSocket): Promise<number> =>
  new Promise((closed) => socket.once('close', (code) => closed(code)));

describe('signing in', () => {
  test('the token becomes a strict, script-proof cookie and leaves the address', async () => {
    const address = new URL(studio.host.newAddress());
    const answer = await get(`/${address.search}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toMatch(
      /^rulewright-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('a token holds 128 bits and works once', async () => {
    const { search, searchParams } = new URL(studio.host.newAddress());
    expect(Buffer.from(searchParams.get('token') ?? '', 'base64url')).toHaveLength(16);
    expect((await get(`/${search}`)).status).toBe(303);
    const second = await get(`/${search}`);
    expect(second.status).toBe(401);
    expect(second.headers.has('set-cookie')).toBe(false);
    expect(second.body).toContain('used already');
  });

  test('a new address ends the one before', async () => {
    const first = new URL(studio.host.newAddress()).search;
    const second = new URL(studio.host.newAddress()).search;
    expect((await get(`/${first}`)).status).toBe(401);
    expect((await get(`/${second}`)).status).toBe(303);
  });

  test('a wrong guess leaves the token usable', async () => {
    const { search } = new URL(studio.host.newAddress());
    expect((await get(`/?token=${'A'.repeat(22)}`)).status).toBe(401);
    expect((await get(`/${search}`)).status).toBe(303);
  });

  test('a used address takes a browser that is signed in back to the studio, with no new cookie', async () => {
    const answer = await getSignedIn('/?token=used');
    expect(answer.status).toBe(303);
    expect(answer.headers.has('set-cookie')).toBe(false);
  });

  test('without a cookie, a page says where the address is', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('Open the address printed in the terminal');
    expect(answer.body).not.toContain('<script');
  });
});

describe('the session secret', () => {
  test('is kept for the owner only and read again', () => {
    const folder = join(studio.folder, 'data');
    const secret = readSessionSecret(folder);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
    expect(readSessionSecret(folder)).toBe(secret);
  });

  test('a damaged file is replaced, a readable one closed', () => {
    const folder = join(studio.folder, 'data');
    mkdirSync(folder);
    writeFileSync(join(folder, 'session-secret'), 'short', { mode: 0o644 });
    const secret = readSessionSecret(folder);
    expect(secret).toHaveLength(43);
    expect(readFileSync(join(folder, 'session-secret'), 'utf8')).toBe(secret);
    expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
  });

  test('keeps a browser signed in over a restart on the same port, and only with the same secret', async () => {
    const { port } = studio.host;
    await studio.remove();
    studio = await startStudio({ port });
    expect((await getSignedIn('/')).status).toBe(200);
    await studio.remove();
    studio = await startStudio({ port, sessionSecret: 'another secret' });
    expect((await getSignedIn('/')).status).toBe(401);
  });
});

describe('what is served', () => {
  test('every answer carries the protective headers and none that shares with other sites', async () => {
    const answers = await Promise.all([
      getSignedIn('/'),
      getSignedIn('/none'),
      get('/'),
      get('/', 'Origin: https://evil.example'),
      get('/rpc', 'Upgrade: websocket', 'Connection: Upgrade'),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 404, 401, 403, 403]);
    for (const { headers } of answers) {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-eval|\*|https?:|script-src/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('hashed files are kept for ever, the page is asked for each time', async () => {
    expect((await getSignedIn('/assets/app-1a2b3c.js')).headers.get('cache-control')).toContain('immutable');
    expect((await getSignedIn('/')).headers.get('cache-control')).toBe('no-cache');
  });

  test('scripts come with the type that nosniff asks for', async () => {
    expect((await getSignedIn('/assets/app-1a2b3c.js')).headers.get('content-type')).toBe('text/javascript');
  });

  test('no spelling of a path leaves the folder', async () => {
    symlinkSync(join(studio.folder, 'secret.txt'), join(studio.folder, 'renderer/link.txt'));
    symlinkSync(studio.folder, join(studio.folder, 'renderer/up'));
    mkdirSync(join(studio.folder, 'renderer-sibling'));
    writeFileSync(join(studio.folder, 'renderer-sibling/secret.txt'), 'outside the root');
    writeFileSync(join(studio.folder, 'renderer/.env'), 'hidden');
    const paths = [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e%2fsecret.txt',
      '/assets/../../secret.txt',
      '/assets/..\\..\\secret.txt',
      '/..%5csecret.txt',
      '/../renderer-sibling/secret.txt',
      '/link.txt',
      '/up/secret.txt',
      '/.env',
      '/%00',
      '/%',
      `/${studio.folder}/secret.txt`,
    ];
    for (const path of paths) {
      const answer = await getSignedIn(path);
      expect([400, 404], path).toContain(answer.status);
      expect(answer.body).not.toContain('outside the root');
    }
  });

  test('a range that runs backwards harms nothing', async () => {
    expect((await getSignedIn('/', 'Range: bytes=9-2')).status).toBe(200);
  });

  test('files built while it runs are served after the page was built anew', async () => {
    const renderer = join(studio.folder, 'renderer');
    expect((await getSignedIn('/assets/app-9z.js')).status).toBe(404);
    writeFileSync(join(renderer, 'assets/app-9z.js'), 'export const app = 2;');
    writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>Rebuilt</title>');
    expect((await getSignedIn('/')).body).toContain('Rebuilt');
    expect((await getSignedIn('/assets/app-9z.js')).body).toContain('app = 2');
  });
});

describe('the contract over a WebSocket', () => {
  test('calls are answered', async () => {
    const socket = await openSocket();
    expect(await clientOver(socket).echo('hello')).toBe('hello');
  });

  test('a message over the limit ends the connection, not the studio', async () => {
    const socket = await openSocket();
    const closed = closing(socket);
    socket.send('x'.repeat(16 * 1024 * 1024 + 1));
    expect([1006, 1009]).toContain(await closed);
    expect(studio.reached).not.toContain('echo');
    expect(await clientOver(await openSocket()).echo('still here')).toBe('still here');
  });

  test('nonsense in a message harms nobody else', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = await openSocket();
    broken.send('{"not": [the protocol');
    expect(await clientOver(await openSocket()).echo('fine')).toBe('fine');
    report.mockRestore();
  });

  test('a page that stops answering is dropped and its streams end', async () => {
    await studio.remove();
    studio = await startStudio({ heartbeatMs: 20 });
    cookie = await studio.signIn();
    const silent = connect({ host: '127.0.0.1', port: studio.host.port });
    const closed = new Promise((end) => silent.once('close', end));
    silent.resume();
    silent.write(
      [
        'GET /rpc HTTP/1.1',
        `Host: 127.0.0.1:${studio.host.port}`,
        `Origin: http://127.0.0.1:${studio.host.port}`,
        `Cookie: ${cookie}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      ].join('\r\n'),
    );
    await closed;
    expect(studio.reached).toContain('rpc');
  });

  test('closing says goodbye to open pages, ends their streams and frees the port', async () => {
    const socket = await openSocket();
    const stream = await clientOver(socket).ticks();
    expect((await stream.next()).value).toBe(1);
    const closed = closing(socket);
    await studio.host.close();
    expect(await closed).toBe(1001);
    await vi.waitFor(() => expect(studio.reached).toContain('ticks ended'));
    await expect(get('/')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('the port', () => {
  const options = (port: number, orNextPort: boolean): Parameters<typeof serveStudio>[0] => ({
    router: {},
    rendererFolder: studio.folder,
    port,
    orNextPort,
    sessionSecret: 's',
  });

  test('a taken one is a plain answer', async () => {
    const second = await serveStudio(options(studio.host.port, false));
    expect(second).toMatchObject({ ok: false, error: { code: 'port-taken' } });
  });

  test('a taken one is replaced by the next where that is allowed', async () => {
    const second = await serveStudio(options(studio.host.port, true));
    if (!second.ok) throw new Error(second.error.message);
    expect(second.value.port).toBeGreaterThan(studio.host.port);
    await second.value.close();
  });

  test('only loopback listens', async () => {
    const { networkInterfaces } = await import('node:os');
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find((address) => address.family === 'IPv4' && !address.internal);
    const hosts = [outside?.address, '127.0.0.2'].filter((host) => host !== undefined);
    for (const host of hosts) {
      const attempt = new Promise((settle) => {
        const socket = connect({ host, port: studio.host.port });
        socket.once('connect', () => settle('connected')).once('error', (error) => settle(error.message));
      });
      expect(await attempt).toContain('ECONNREFUSED');
    }
  });
});
