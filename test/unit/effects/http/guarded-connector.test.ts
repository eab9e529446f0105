import { expect, test } from 'vitest';
import { guardedConnector, type Resolve } from '../../../../engine/effects/http/guarded-connector.ts';
import { startHttpServer } from '../../../servers/index.ts';

/** Connects to a name that the operator allows; the address connected to, or the code of the error. */
async function connectTo(port: number, resolve: Resolve): Promise<string | undefined> {
  const connect = guardedConnector({
    rules: { allow: [`a.example:${port}`] },
    resolve,
    connectTimeoutMs: 2_000,
  });
  return await new Promise((settle) => {
    connect({ hostname: 'a.example', protocol: 'http:', port: String(port) }, (error, socket) => {
      if (error) settle(String(Reflect.get(error, 'code') ?? error.message));
      else settle(socket.remoteAddress);
      socket?.destroy();
    });
  });
}

test('a socket gets the addresses that were judged', async () => {
  const { port } = await startHttpServer();
  expect(await connectTo(port, async () => [{ address: '127.0.0.1', family: 4 }])).toBe('127.0.0.1');
});

test('a resolver that fails fails the connection', async () => {
  const { port, connections } = await startHttpServer();
  const failing = (reason: unknown) => () => Promise.reject(reason);
  expect(await connectTo(port, failing(Object.assign(new Error('x'), { code: 'EAI_AGAIN' })))).toBe(
    'EAI_AGAIN',
  );
  expect(await connectTo(port, failing('words'))).toBe('ENOTFOUND');
  expect(await connectTo(port, async () => [])).toBe('ENOTFOUND');
  expect(connections()).toBe(0);
});

test('a port that is left out is that of the scheme', async () => {
  const connect = guardedConnector({
    rules: { allow: ['a.example:443'] },
    resolve: async () => [],
    connectTimeoutMs: 2_000,
  });
  for (const [protocol, code] of [
    ['https:', 'ENOTFOUND'],
    ['http:', 'ENOTFOUND'],
  ]) {
    const failed = await new Promise<unknown>((settle) => {
      connect({ hostname: 'a.example', protocol: protocol ?? '', port: '' }, (...[error]) => settle(error));
    });
    expect(failed).toMatchObject({ code });
  }
});
