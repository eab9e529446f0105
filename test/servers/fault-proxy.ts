import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Closable } from './closable.ts';

/** What happens to one request on its way. */
export type NetworkFault =
  /** The connection breaks before the request arrives. */
  | 'lost'
  /** The request arrives and is carried out; the answer never comes back. */
  | 'reply-lost'
  /** It arrives twice; the second answer comes back. */
  | 'duplicated'
  /** It arrives, and once more behind the request after it. */
  | 'reordered'
  | 'unavailable'
  /** It arrives; a gateway then answers 502 in its own words. */
  | 'bad-gateway'
  | 'truncated'
  /** It arrives; the answer is held back until the proxy closes. */
  | 'slow';

export interface PassingRequest {
  method: string;
  path: string;
  /** How many requests there were before. */
  index: number;
}

export interface FaultProxy extends Closable {
  readonly address: string;
  /** Every request that came, in order. */
  readonly seen: PassingRequest[];
  /** Asked before a request goes on; null: nothing happens to it. */
  meddle: (request: PassingRequest) => NetworkFault | null | Promise<NetworkFault | null>;
  /** Called when a request was answered behind the proxy, before its answer goes on. */
  answered: (request: PassingRequest) => void | Promise<void>;
}

/** A loopback proxy in front of a service that does to requests what networks do. */
export async function openFaultProxy(target: string): Promise<FaultProxy> {
  const held = new Set<ServerResponse>();
  let late: (() => Promise<unknown>) | null = null;
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const passing = { method: request.method ?? '', path: request.url ?? '', index: proxy.seen.length };
    proxy.seen.push(passing);
    const fault = await proxy.meddle(passing);
    const forward = async () => {
      const answer = await fetch(`${target}${passing.path}`, {
        method: passing.method,
        headers: headersOf(request),
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      return { answer, body: Buffer.from(await answer.arrayBuffer()) };
    };
    if (fault === 'lost') {
      response.destroy();
      return;
    }
    if (fault === 'unavailable') {
      response.writeHead(503, { 'content-type': 'text/plain' }).end('down for a moment');
      return;
    }
    const belated = late;
    late = null;
    let { answer, body } = await forward();
    if (fault === 'duplicated') ({ answer, body } = await forward());
    if (fault === 'reordered') late = forward;
    await belated?.();
    await proxy.answered(passing);
    if (fault === 'reply-lost') {
      response.destroy();
      return;
    }
    if (fault === 'slow') {
      held.add(response);
      return;
    }
    if (fault === 'bad-gateway') {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
      return;
    }
    const headers = Object.fromEntries(answer.headers);
    delete headers['content-encoding'];
    delete headers['transfer-encoding'];
    response.writeHead(answer.status, { ...headers, 'content-length': String(body.length) });
    if (fault === 'truncated' && body.length > 1) {
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
      return;
    }
    response.end(body);
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const bound = server.address();
  const proxy: FaultProxy = {
    address: `http://127.0.0.1:${isBound(bound) ? bound.port : 0}`,
    seen: [],
    meddle: () => null,
    answered: () => {},
    close: () =>
      new Promise((closed) => {
        for (const response of held) response.destroy();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

function isBound(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const hop = new Set([
    'host',
    'connection',
    'content-length',
    'transfer-encoding',
    'keep-alive',
    'accept-encoding',
  ]);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !hop.has(name) ? [[name, value]] : [],
    ),
  );
}
