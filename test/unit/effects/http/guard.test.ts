import { expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from '../../../../engine/effects/http/http-client.ts';
import { startHttpServer } from '../../../servers/index.ts';
import { createPoster, outcome } from './setting.ts';

/** Hosts as they could be written by somebody who wants to get in; each would reach this machine or its network. */
const innerHosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x7f.0x0.0x0.0x1',
  '017700000001',
  '0177.0.0.1',
  '0177.0.0.01',
  '127.0.0.1.',
  '127.000.000.001',
  '127。0。0。1',
  '１２７.0.0.1',
  '①②⑦.0.0.1',
  '%31%32%37.0.0.1',
  '0',
  '0.0.0.0',
  '0x0',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'foo.localhost',
  'ⓛocalhost',
  'localhost.localdomain',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:0001::1]',
  '[2001:0:0:0:0:0:80ff:fffe]',
  '[fe80::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[2001:db8::1]',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.0.1',
  '192.168.65535',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '169.254.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  'metadata.google.internal',
  'router.local',
  'intranet',
];

test(`none of ${innerHosts.length} ways to write an inner host makes a connection, in any scheme`, async () => {
  const listeners = [await startHttpServer(), await startHttpServer({ host: '0.0.0.0' })];
  const post = createPoster({ rules: { allowHttp: true } });
  const reached: string[] = [];
  for (const listener of listeners) {
    for (const host of innerHosts) {
      for (const scheme of ['http', 'https']) {
        const url = `${scheme}://${host}:${listener.port}/`;
        const result = outcome(await post(url));
        if (result !== 'address-refused' && result !== 'invalid-url') reached.push(`${url} ${result}`);
      }
    }
  }
  expect(reached).toEqual([]);
  expect(listeners.map((listener) => listener.connections())).toEqual([0, 0]);
});

test('userinfo and other schemes get nowhere either', async () => {
  const listener = await startHttpServer();
  const post = createPoster({ rules: { allowHttp: true } });
  for (const [url, code] of [
    [`http://example.com@127.0.0.1:${listener.port}/`, 'url-credentials'],
    [`http://example.com:x@127.0.0.1:${listener.port}/`, 'url-credentials'],
    [`http:\\\\127.0.0.1:${listener.port}\\`, 'address-refused'],
    [`http:127.0.0.1:${listener.port}/`, 'address-refused'],
    [`http:///127.0.0.1:${listener.port}/`, 'address-refused'],
    [`http://127.0.0.1:${listener.port}#@example.com/`, 'address-refused'],
    [`\thttp://127.0.0.1:${listener.port}/`, 'address-refused'],
    [`ht\ntp://127.0.0.1:${listener.port}/`, 'address-refused'],
    [`ws://127.0.0.1:${listener.port}/`, 'invalid-url'],
    [`gopher://127.0.0.1:${listener.port}/`, 'invalid-url'],
    [`//127.0.0.1:${listener.port}/`, 'invalid-url'],
    ['data:text/plain,x', 'invalid-url'],
  ]) {
    expect([url, outcome(await post(url ?? ''))]).toEqual([url, code]);
  }
  expect(listener.connections()).toBe(0);
});

test.each([
  ['127.0.0.1', 4],
  ['10.1.2.3', 4],
  ['169.254.169.254', 4],
  ['100.64.9.9', 4],
  ['0.0.0.0', 4],
  ['::1', 6],
  ['::ffff:127.0.0.1', 6],
  ['64:ff9b::7f00:1', 6],
  ['2002:7f00:1::', 6],
  ['fd00::1', 6],
])('a public name that leads to %s makes no connection', async (address, family) => {
  const listener = await startHttpServer();
  const post = createPoster({ rules: { allowHttp: true }, resolve: async () => [{ address, family }] });
  expect(outcome(await post(`http://hooks.example.com:${listener.port}/`))).toBe('address-refused');
  expect(listener.connections()).toBe(0);
});

test('one inner address among public ones is enough to refuse a name', async () => {
  const listener = await startHttpServer();
  const resolve = async () => [
    { address: '93.184.215.14', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ];
  const post = createPoster({ rules: { allowHttp: true }, resolve });
  expect(outcome(await post(`http://hooks.example.com:${listener.port}/`))).toBe('address-refused');
  expect(listener.connections()).toBe(0);
});

test('a name is resolved once for a connection, so that its second answer leads nowhere', async () => {
  const listener = await startHttpServer();
  let asked = 0;
  const resolve = async () => {
    asked++;
    return [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }];
  };
  const post = createPoster({ rules: { allowHttp: true }, resolve });
  expect(outcome(await post(`http://hooks.example.com:${listener.port}/`))).toBe('address-refused');
  expect([asked, listener.connections()]).toEqual([1, 0]);
});

test('a name that resolves to nothing is a failure of the network', async () => {
  const post = createPoster({ rules: { allowHttp: true }, resolve: async () => [] });
  expect(await post('http://hooks.example.com/')).toEqual({
    ok: false,
    error: {
      code: 'network',
      message: 'the other side could not be reached: ENOTFOUND',
      retryable: true,
    },
  });
});

test('an exception by name connects to where the name leads, with its certificate checked', async () => {
  const { testCertificate } = await import('../../../servers/certificate.ts');
  const listener = await startHttpServer({ tls: true });
  const rules = { allow: [`hooks.example.com:${listener.port}`] };
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const url = `https://hooks.example.com:${listener.port}/in`;
  const trusting = createPoster({ rules, resolve, ca: testCertificate.cert });
  expect(outcome(await trusting(url))).toBe('done {"status":200}');
  expect(listener.received[0]?.headers.host).toBe(`hooks.example.com:${listener.port}`);
  const careful = createPoster({ rules, resolve });
  expect(await careful(url)).toMatchObject({ ok: false, error: { code: 'network', retryable: true } });
  expect(listener.received).toHaveLength(1);
  const misled = createPoster({
    rules: { allow: [`evil.example.com:${listener.port}`] },
    resolve,
    ca: testCertificate.cert,
  });
  expect(outcome(await misled(`https://evil.example.com:${listener.port}/`))).toBe('network');
  expect(listener.received).toHaveLength(1);
});

test('the connector judges literals itself, were the text ever not judged', async () => {
  const { guardedConnector, RefusedConnection } = await import(
    '../../../../engine/effects/http/guarded-connector.ts'
  );
  const listener = await startHttpServer();
  const connect = guardedConnector({ rules: {}, connectTimeoutMs: 1_000 });
  const error = await new Promise((resolve) => {
    const target = { hostname: '127.0.0.1', protocol: 'http:', port: String(listener.port) };
    connect(target, (...[failed]) => resolve(failed));
  });
  expect(error).toBeInstanceOf(RefusedConnection);
  expect(listener.connections()).toBe(0);
});

test('by default the system resolves names', async () => {
  const listener = await startHttpServer();
  const client = createHttpClient({ rules: { allow: [`localhost:${listener.port}`] } });
  onTestFinished(() => client.close());
  const url = `http://localhost:${listener.port}/`;
  const answer = await client.open({ url, method: 'GET', headers: {} });
  expect([answer.status, await answer.body.text()]).toEqual([200, 'ok']);
});
