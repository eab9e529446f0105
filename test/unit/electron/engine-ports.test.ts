import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os, type RouterClient } from '@orpc/server';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createEnginePorts, type EnginePort } from '../../../electron/engine-ports.ts';

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** Node's ports give the bare message where Electron's give an event. */
function asElectronPort(port: MessagePort): EnginePort {
  return {
    on: (event, callback) => {
      port.on(event, (data?: unknown) => callback({ data }));
    },
    postMessage: (data) => port.postMessage(data),
    start: () => port.start(),
    close: () => port.close(),
  };
}

const router = {
  echo: os.input(z.string()).handler(({ input }) => input),
};
function channel(): { engineEnd: EnginePort; windowEnd: MessagePort; client: RouterClient<typeof router> } {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: asElectronPort(port2) }));
  return { engineEnd: asElectronPort(port1), windowEnd: port2, client };
}

describe('the engine behind a message port', () => {
  test('answers the contract', async () => {
    const ports = createEnginePorts(router);
    const { engineEnd, client } = channel();
    ports.accept(engineEnd);
    expect(await client.echo('hello')).toBe('hello');
  });

  test('serves one port at a time: a new one ends the one before', async () => {
    const ports = createEnginePorts(router);
    const first = channel();
    const second = channel();
    ports.accept(first.engineEnd);
    expect(await first.client.echo('one')).toBe('one');
    const ended = once(first.windowEnd, 'close');
    ports.accept(second.engineEnd);
    await ended;
    expect(await second.client.echo('two')).toBe('two');
  });

  test('ends its port when it closes', async () => {
    const ports = createEnginePorts(router);
    const { engineEnd, windowEnd } = channel();
    ports.accept(engineEnd);
    const ended = once(windowEnd, 'close');
    ports.close();
    await ended;
  });
});
