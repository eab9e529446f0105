import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnyRouter } from '@orpc/server';
import { type Result, success } from '../model/index.ts';
import { type ListenFailure, listenOnLoopback } from './listen.ts';
import { ownHosts, type Refusal, refuseForeignOrigin, refuseForeignTarget } from './request-guard.ts';
import { type Route, routes } from './routes.ts';
import { createRpcSockets } from './rpc-sockets.ts';
import { securityHeaders } from './security-headers.ts';
import { createSession } from './session.ts';
import { signedOutPage } from './signed-out-page.ts';
import { createStaticFiles } from './static-files.ts';

export interface ServeStudioOptions {
  /** The contract, implemented. */
  router: AnyRouter;
  /** The built renderer. */
  rendererFolder: string;
  port: number;
  /** Whether a taken port may be replaced by the next free one. */
  orNextPort: boolean;
  /** See `readSessionSecret`. */
  sessionSecret: string;
  /** How often each page is asked whether it is still there. Default 30 s. */
  heartbeatMs?: number;
  /** Told of every request that passed all checks, just before it is handled. */
  onAdmitted?: (route: Route['name']) => void;
}

export interface StudioHost {
  port: number;
  /** Without a token: `http://127.0.0.1:4310/`. */
  origin: string;
  /** An address that signs one browser in, once. The address given before it stops working. */
  newAddress(): string;
  /** Says goodbye to every page and resolves when nothing is open any more. */
  close(): Promise<void>;
}

/** Serves the studio on loopback to the browsers of whoever can read the address it prints. */
export async function serveStudio(options: ServeStudioOptions): Promise<Result<StudioHost, ListenFailure>> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  const listening = await listenOnLoopback(server, options.port, options.orNextPort);
  if (!listening.ok) return listening;
  const port = listening.value;
  const hosts = ownHosts(port);
  const session = createSession(options.sessionSecret, port);
  const sockets = createRpcSockets(options.router, { heartbeatMs: options.heartbeatMs ?? 30_000 });
  const serveFile = createStaticFiles(options.rendererFolder);

  const admit = (request: IncomingMessage): { route: Route; target: URL } | Refusal => {
    const foreign = refuseForeignTarget(request, hosts);
    if (foreign !== null) return foreign;
    const target = URL.parse(`http://${request.headers.host}${request.url}`);
    const route = target === null ? undefined : routes.find((candidate) => candidate.matches(target));
    if (target === null || route === undefined) return { status: 404, why: 'no such address' };
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const foreignOrigin = refuseForeignOrigin(request, hosts, route.needsOrigin || !isRead);
    if (foreignOrigin !== null) return foreignOrigin;
    if (!route.methods.includes(request.method ?? '')) return { status: 405, why: 'method not allowed' };
    if (route.access === 'session' && !session.isSignedIn(request))
      return { status: 401, why: 'not signed in' };
    return { route, target };
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const admitted = admit(request);
    if ('status' in admitted) {
      if (admitted.status === 401) showSignedOut(response, 'no-session');
      else refuse(response, admitted);
      return;
    }
    const { route, target } = admitted;
    switch (route.name) {
      case 'sign-in':
        if (session.redeemToken(target.searchParams.get('token') ?? '')) {
          options.onAdmitted?.(route.name);
          response
            .writeHead(303, { Location: '/', 'Set-Cookie': session.cookie, 'Cache-Control': 'no-store' })
            .end();
        } else if (session.isSignedIn(request)) {
          // A reload of the first address in the browser that used it: it is in already and gains nothing.
          response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store' }).end();
        } else {
          showSignedOut(response, 'used-token');
        }
        return;
      case 'renderer':
        options.onAdmitted?.(route.name);
        serveFile(request, response, target.pathname);
        return;
      case 'rpc':
        refuse(response, { status: 426, why: 'this address speaks WebSocket' });
        return;
    }
  };

  const handleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const admitted = admit(request);
    if ('status' in admitted) {
      refuseSocket(socket, admitted);
    } else if (admitted.route.transport !== 'websocket') {
      refuseSocket(socket, { status: 404, why: 'no WebSocket here' });
    } else {
      options.onAdmitted?.(admitted.route.name);
      sockets.accept(request, socket, head);
    }
  };

  server.on('request', handle).on('checkExpectation', handle).on('checkContinue', handle);
  server.on('upgrade', handleUpgrade);
  server.on('connect', (_request, socket: Duplex) =>
    refuseSocket(socket, { status: 405, why: 'no tunnels' }),
  );
  return success({
    port,
    origin: `http://127.0.0.1:${port}/`,
    newAddress: () => `http://127.0.0.1:${port}/?token=${session.issueToken()}`,
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      await sockets.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  response
    .writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    .end(`${refusal.why}\n`);
}

function showSignedOut(response: ServerResponse, reason: 'no-session' | 'used-token'): void {
  response
    .writeHead(401, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(signedOutPage(reason));
}

/** Refuses before any WebSocket exists, in plain HTTP. */
function refuseSocket(socket: Duplex, refusal: Refusal): void {
  const headers = Object.entries({
    ...securityHeaders,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(`${refusal.why}\n`)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${refusal.status} Refused\r\n${headers.join('')}\r\n${refusal.why}\n`);
}
