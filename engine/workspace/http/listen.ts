import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { failure, type Result, success } from '../../model/index.ts';
import { type AppOptions, createApp } from './app.ts';

export interface ListenOptions extends AppOptions {
  /** 0: any free port. */
  port: number;
  /** Default 127.0.0.1: nobody else on the network. */
  host?: string;
}

export interface WorkspaceServer {
  /** `http://127.0.0.1:4400` */
  readonly address: string;
  /** Takes no new requests, waits for those under way, and gives up the port. */
  close(): Promise<void>;
}

/** How long requests that are under way may take once the service is asked to stop, in milliseconds. */
const goodbye = 30_000;

/** Serves a workspace over HTTP. */
export async function listen(options: ListenOptions): Promise<Result<WorkspaceServer, string>> {
  const { port, host = '127.0.0.1' } = options;
  const app = createApp(options);
  const server = createServer(
    // Slow senders do not hold a connection for ever.
    { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 5_000, maxHeaderSize: 32_768 },
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  );
  const failed = await begin(server, port, host);
  if (failed !== null) return failure(`the workspace cannot be served on ${host}:${port}: ${failed}`);
  const bound = server.address();
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  return success({
    address: `http://${name}:${actual}`,
    close: () =>
      new Promise((closed) => {
        const last = setTimeout(() => server.closeAllConnections(), goodbye);
        server.close(() => {
          clearTimeout(last);
          closed();
        });
        server.closeIdleConnections();
      }),
  });
}

function begin(server: Server, port: number, host: string): Promise<string | null> {
  return new Promise((done) => {
    server.once('error', (error) => done(error.message));
    server.listen(port, host, () => done(null));
  });
}
