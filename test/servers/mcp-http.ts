import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Closable } from './closable.ts';
import { portOf } from './http-server.ts';
import { registerTestTools } from './mcp-tools.ts';

export interface TestMcpHttpServer extends Closable {
  address: string;
  url: string;
  requests: { method: string; headers: IncomingHttpHeaders }[];
  sessions(): number;
  /** Forgets every session, as a server does that was restarted. */
  forget(): void;
  /** From now on each request is answered by this; null: by the tools again. */
  interfere(answer: ((response: ServerResponse) => void) | null): void;
}

/** The test tools over streamable HTTP, on loopback, with a session for each client. */
export async function openMcpHttpServer(): Promise<TestMcpHttpServer> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const requests: TestMcpHttpServer['requests'] = [];
  let interference: ((response: ServerResponse) => void) | null = null;
  const server = createServer(async (request, response) => {
    requests.push({ method: request.method ?? '', headers: request.headers });
    if (interference) return interference(response);
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (typeof id === 'string' && !known) {
      response
        .writeHead(404)
        .end('{"jsonrpc":"2.0","error":{"code":-32001,"message":"Session not found"},"id":null}');
      return;
    }
    const transport = known ?? (await openSession(sessions));
    await transport.handleRequest(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${portOf(server)}`;
  return {
    address,
    url: `http://${address}/mcp`,
    requests,
    sessions: () => sessions.size,
    forget: () => sessions.clear(),
    async close() {
      for (const transport of sessions.values()) await transport.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    interfere: (answer) => {
      interference = answer;
    },
  };
}

async function openSession(
  sessions: Map<string, StreamableHTTPServerTransport>,
): Promise<StreamableHTTPServerTransport> {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => void sessions.set(id, transport),
    onsessionclosed: (id) => void sessions.delete(id),
  });
  const server = new Server({ name: 'test-tools', version: '1.0.0' }, { capabilities: { tools: {} } });
  registerTestTools(server);
  await server.connect(transport);
  return transport;
}
