import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Contract } from '../../engine/contract/index.ts';
import { type OpenStudioOptions, openStudio, type Studio } from '../../engine/studio/index.ts';
import { temporaryFolder, tickingClock } from '../unit/store/setting.ts';

export type Client = ContractRouterClient<Contract>;

/** The two ways in which a screen is joined to the studio. */
export const transports = { WebSocket: overWebSocket, MessagePort: overMessagePort };

/** A timer that moves when the test says so. */
export function handTimer(): {
  every: NonNullable<OpenStudioOptions['every']>;
  tick: () => void;
  running: () => number;
} {
  const ticks = new Set<() => void>();
  return {
    every: (_milliseconds, tick) => {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
    tick: () => {
      for (const tick of [...ticks]) tick();
    },
    running: () => ticks.size,
  };
}

export async function openIn(folder: string, more: Partial<OpenStudioOptions> = {}): Promise<Studio> {
  let ids = 0;
  const opened = await openStudio({
    folder,
    host: 'web',
    now: tickingClock(),
    newId: () => `new${++ids}`,
    every: handTimer().every,
    ...more,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  onTestFinished(() => opened.value.close());
  return opened.value;
}

export async function openFresh(more: Partial<OpenStudioOptions> = {}): Promise<Studio> {
  return openIn(temporaryFolder(), more);
}

async function overWebSocket(studio: Studio): Promise<Client> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const handler = new SocketHandler(studio.router);
  server.on('connection', (socket) => void handler.upgrade(socket, { context: {} }));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on a port');
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}`);
  onTestFinished(async () => {
    socket.close();
    for (const peer of server.clients) peer.terminate();
    await new Promise((closed) => server.close(closed));
  });
  await once(socket, 'open');
  return createORPCClient(new SocketLink({ websocket: socket }));
}

async function overMessagePort(studio: Studio): Promise<Client> {
  const { port1, port2 } = new MessageChannel();
  new PortHandler(studio.router).upgrade(port1, { context: {} });
  port1.start();
  port2.start();
  onTestFinished(() => {
    port1.close();
    port2.close();
  });
  return createORPCClient(new PortLink({ port: port2 }));
}
