import { AsyncLocalStorage } from 'node:async_hooks';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/cfworker-provider.js';
import { effectFailure } from '../../chain/index.ts';
import { type Result, success, type Tool } from '../../model/index.ts';
import { RefusedConnection } from '../http/guarded-connector.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { streamOf } from '../http/stream-of.ts';
import { resolveSecret, type SecretError, type Secrets } from '../secrets/secrets.ts';
import { FailedAnswer } from './mcp-failure.ts';
import type { McpServer } from './mcp-server.ts';
import { listOfferedTools } from './offered-tools.ts';

export interface OpenConnection {
  client: Client;
  tools: ReadonlyMap<string, Tool>;
  notices: readonly string[];
  /** Whether a program wrote a longer line than may be read, for which its connection was ended. */
  hasOutgrown(): boolean;
  /** In which a call is made: aborted with the reason when the answer to exactly this call breaks off. */
  scope: AsyncLocalStorage<AbortController>;
  close(): Promise<void>;
}

export interface OpenOptions {
  secrets: Secrets;
  fetch: GuardedFetch;
  now: () => Date;
  /** For the greeting, and for the list of tools. */
  timeoutMs: number;
  maxAnswerBytes: number;
  /** Told once, when the connection is no longer of use. */
  onClosed: () => void;
}

/** Greets a server and asks what it offers. Rejects when that does not work; the process or session is then gone. */
export async function openConnection(
  server: McpServer,
  options: OpenOptions,
): Promise<Result<OpenConnection, SecretError>> {
  const values = await resolveAll(server.kind === 'stdio' ? server.env : server.headers, options.secrets);
  if (!values.ok) return values;
  // The validator is never asked, as answers are checked by our own; the default one would compile code.
  const client = new Client(
    { name: 'rulewright', version: '1' },
    { capabilities: {}, jsonSchemaValidator: new CfWorkerJsonSchemaValidator() },
  );
  let hasOutgrown = false;
  client.onerror = (error) => {
    // The SDK has no type for it.
    hasOutgrown ||= error.message.startsWith('ReadBuffer exceeded maximum size');
  };
  const scope = new AsyncLocalStorage<AbortController>();
  client.onclose = options.onClosed;
  const { transport, close } =
    server.kind === 'stdio'
      ? overStdio(server, values.value, options)
      : overHttp(server, values.value, scope, options);
  try {
    await client.connect(transport, { timeout: options.timeoutMs });
    const { tools, notices } = await listOfferedTools(client, server.name, { timeout: options.timeoutMs });
    return success({
      client,
      tools: new Map(tools.map((tool) => [tool.name, tool])),
      notices,
      hasOutgrown: () => hasOutgrown,
      scope,
      close: () => close(client),
    });
  } catch (error) {
    await client.close().catch(() => {});
    throw error;
  }
}

interface Link {
  transport: Transport;
  close(client: Client): Promise<void>;
}

function overStdio(
  { command, args, cwd }: Extract<McpServer, { kind: 'stdio' }>,
  env: Record<string, string>,
  { maxAnswerBytes }: OpenOptions,
): Link {
  // The process is started without a shell, and inherits a handful of variables (PATH, HOME, …) beside its own.
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    env,
    // What a server logs may hold anything.
    stderr: 'ignore',
    maxBufferSize: maxAnswerBytes,
    ...(cwd !== undefined && { cwd }),
  });
  return { transport, close: (client) => client.close() };
}

function overHttp(
  { url }: Extract<McpServer, { kind: 'http' }>,
  headers: Record<string, string>,
  scope: AsyncLocalStorage<AbortController>,
  { fetch, now }: OpenOptions,
): Link {
  if (!URL.canParse(url)) {
    throw new RefusedConnection({ code: 'invalid-url', message: 'this is not a web address' });
  }
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers },
    fetch: async (target, init) => {
      // A standing stream of notices is not needed for calls, and would outlive them.
      if ((init?.method ?? 'GET') === 'GET') return new Response(null, { status: 405 });
      const answer = await fetch(target, init);
      if (answer.ok || init?.method === 'DELETE') return watched(answer, scope.getStore());
      await answer.body?.cancel();
      const retryAfterMs = readRetryAfter(answer.headers.get('retry-after'), now());
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      throw new FailedAnswer(effectFailure({ kind: 'http', status: answer.status, ...wait }));
    },
    // Our fetch follows redirects itself, judging each.
    redirectPolicy: 'follow',
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1_000,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
  });
  return {
    transport,
    async close(client) {
      await transport.terminateSession().catch(() => {});
      await client.close();
    },
  };
}

/** The SDK leaves a call waiting when its answer breaks off; this ends it. */
function watched(answer: Response, call: AbortController | undefined): Response {
  if (!answer.body || !call) return answer;
  return new Response(streamOf(watchedChunks(answer.body.getReader(), call)), answer);
}

async function* watchedChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  call: AbortController,
): AsyncGenerator<Uint8Array, void> {
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } catch (error) {
    call.abort(error);
    throw error;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function resolveAll(
  values: Readonly<Record<string, string>> = {},
  secrets: Secrets,
): Promise<Result<Record<string, string>, SecretError>> {
  const resolved: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const read = await resolveSecret(value, secrets);
    if (!read.ok) return read;
    resolved[name] = read.value;
  }
  return success(resolved);
}
