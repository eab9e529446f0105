import { onTestFinished } from 'vitest';
import type { Closable } from './closable.ts';
import { openHttpServer, type TestHttpOptions, type TestHttpServer } from './http-server.ts';
import { openMcpHttpServer, type TestMcpHttpServer } from './mcp-http.ts';
import { openModelServer, type TestModelServer } from './model-server.ts';
import { openSmtpServer, type TestSmtpOptions, type TestSmtpServer } from './smtp-server.ts';

// The servers for one test, closed when it has finished. Other programs open them from their own files.

export const startHttpServer = (options?: TestHttpOptions): Promise<TestHttpServer> =>
  forOneTest(openHttpServer(options));

export const startSmtpServer = (options?: TestSmtpOptions): Promise<TestSmtpServer> =>
  forOneTest(openSmtpServer(options));

export const startModelServer = (answer?: Parameters<typeof openModelServer>[0]): Promise<TestModelServer> =>
  forOneTest(openModelServer(answer));

export const startMcpHttpServer = (): Promise<TestMcpHttpServer> => forOneTest(openMcpHttpServer());

async function forOneTest<Server extends Closable>(opening: Promise<Server>): Promise<Server> {
  const server = await opening;
  onTestFinished(() => server.close());
  return server;
}
