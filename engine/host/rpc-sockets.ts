import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';

/** The largest message a screen may send, in bytes: the largest file that can be imported, and room for quoting. */
export const maxMessageBytes = 16 * 1024 * 1024;

export interface RpcSockets {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every page that the studio goes away, and resolves when all sockets are closed. */
  close(): Promise<void>;
}

/**
 * The contract over WebSockets. A page that stops answering pings is dropped within two heartbeats, so that its
 * streams end.
 */
export function createRpcSockets(router: AnyRouter, options: { heartbeatMs: number }): RpcSockets {
  const handler = new RPCHandler(router);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  const answering = new Set<WebSocket>();
  server.on('connection', (socket) => {
    answering.add(socket);
    socket.on('pong', () => answering.add(socket));
    socket.on('close', () => answering.delete(socket));
    // An oversized or broken frame: ws closes the socket itself, the page reconnects.
    socket.on('error', () => socket.terminate());
    void handler.upgrade(socket, { context: {} });
  });
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (answering.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, options.heartbeatMs);
  heartbeat.unref();
  return {
    accept: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request)),
    close: async () => {
      clearInterval(heartbeat);
      await Promise.all([...server.clients].map(closeSocket));
    },
  };
}

function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((closed) => {
    // A page that does not answer the goodbye within a second is cut off.
    const cut = setTimeout(() => socket.terminate(), 1_000);
    socket.once('close', () => {
      clearTimeout(cut);
      closed();
    });
    socket.close(1001, 'the studio is closing');
  });
}
