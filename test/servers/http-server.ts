import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server as NetServer, Socket } from 'node:net';
import { testCertificate } from './certificate.ts';
import type { Closable } from './closable.ts';

/** What a server on loopback was sent. */
export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface TestHttpServer extends Closable {
  /** `127.0.0.1:43210`: what an operator allows. */
  address: string;
  port: number;
  /** `http://127.0.0.1:43210`, without a final slash. */
  origin: string;
  received: ReceivedRequest[];
  /** Connections accepted so far. */
  connections(): number;
}

/** What to answer; `null` leaves the request open, `reset` breaks the connection. */
export type TestAnswer =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Says how long the body is, and ends before. */
  | { status: number; truncatedBody: string }
  /** A body without end. */
  | { status: number; endless: true }
  | 'reset'
  | null;

export interface TestHttpOptions {
  answer?: (request: ReceivedRequest, index: number) => TestAnswer;
  tls?: boolean;
  host?: string;
}

/** A real HTTP server on loopback that remembers what it was sent. */
export async function openHttpServer(options: TestHttpOptions = {}): Promise<TestHttpServer> {
  const { answer = () => ({ status: 200, body: 'ok' }), tls = false, host = '127.0.0.1' } = options;
  const received: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const entry: ReceivedRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      const given: TestAnswer = answer(entry, received.push(entry) - 1);
      if (given === null) return;
      if (given === 'reset') {
        request.socket.resetAndDestroy();
        return;
      }
      if ('truncatedBody' in given) {
        response.writeHead(given.status, { 'content-length': String(given.truncatedBody.length + 100) });
        response.write(given.truncatedBody, () => request.socket.destroy());
        return;
      }
      if ('endless' in given) {
        response.writeHead(given.status);
        const block = Buffer.alloc(65_536, 'x');
        const more = () => {
          while (!response.destroyed && response.write(block));
        };
        response.on('drain', more);
        more();
        return;
      }
      response.writeHead(given.status, given.headers).end(given.body ?? '');
    });
  };
  const server: Server = tls ? createTlsServer(testCertificate, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    accepted++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const port = portOf(server);
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    address: `${name}:${port}`,
    port,
    origin: `${tls ? 'https' : 'http'}://${name}:${port}`,
    received,
    connections: () => accepted,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The port that a listening server was given. */
export function portOf(server: NetServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server does not listen on a port');
  return address.port;
}
