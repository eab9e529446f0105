import type { EffectFailure } from '../../chain/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { explainMcpError } from './mcp-failure.ts';
import { type McpServer, serverFingerprint } from './mcp-server.ts';
import type { OfferedTools } from './offered-tools.ts';
import { type OpenConnection, openConnection } from './open-connection.ts';

export interface McpOptions {
  servers: readonly McpServer[];
  /** Whether somebody has seen and agreed to exactly this command or address. */
  isConsented: (fingerprint: string) => boolean;
  secrets: Secrets;
  /** For servers over HTTP. */
  fetch: GuardedFetch;
  now: () => Date;
  /** For one call. Default 30 s. */
  timeoutMs?: number;
  /** For starting and greeting. Default 15 s. */
  startTimeoutMs?: number;
  /** Default 1 MB. */
  maxAnswerBytes?: number;
}

/** One connection for each server, made when it is first needed and again after it broke. */
export interface McpConnections {
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  /** The server of that name, started or greeted if need be. */
  connect(name: string): Promise<Result<OpenConnection, EffectFailure>>;
  /** Drops a connection that turned out to be of no use; the next call makes another. */
  drop(name: string): void;
  /** What a server offers, for the catalog. */
  listTools(name: string): Promise<Result<OfferedTools, EffectFailure>>;
  /** Ends processes and sessions. */
  close(): Promise<void>;
}

export function createMcpConnections(options: McpOptions): McpConnections {
  const { servers, isConsented, secrets, fetch, now } = options;
  const { timeoutMs = 30_000, startTimeoutMs = 15_000, maxAnswerBytes = 1_000_000 } = options;
  const open = new Map<string, Promise<Result<OpenConnection, EffectFailure>>>();

  function connect(name: string): Promise<Result<OpenConnection, EffectFailure>> {
    const server = servers.find((each) => each.name === name);
    if (!server) return refuse('unknown-server', `there is no tool server "${name}"`);
    if (!isConsented(serverFingerprint(server))) {
      return refuse(
        'mcp-not-consented',
        `nobody has agreed to use the tool server "${name}" as it is set up`,
      );
    }
    const known = open.get(name);
    if (known) return known;
    const forget = () => {
      if (open.get(name) === opening) open.delete(name);
    };
    const opening = openConnection(server, {
      secrets,
      fetch,
      now,
      timeoutMs: startTimeoutMs,
      maxAnswerBytes,
      onClosed: forget,
    }).then(
      (opened) => {
        if (opened.ok) return opened;
        forget();
        return failure({ ...opened.error, retryable: false });
      },
      (error: unknown) => {
        forget();
        return failure(explainMcpError(error));
      },
    );
    open.set(name, opening);
    return opening;
  }

  async function end(opening: Promise<Result<OpenConnection, EffectFailure>>): Promise<void> {
    const opened = await opening;
    if (opened.ok) await opened.value.close();
  }

  return {
    timeoutMs,
    maxAnswerBytes,
    connect,
    drop(name) {
      const opening = open.get(name);
      open.delete(name);
      if (opening) end(opening).catch(() => {});
    },
    async listTools(name) {
      const opened = await connect(name);
      if (!opened.ok) return opened;
      return success({ tools: [...opened.value.tools.values()], notices: [...opened.value.notices] });
    },
    async close() {
      const all = [...open.values()];
      open.clear();
      await Promise.allSettled(all.map(end));
    },
  };
}

async function refuse(code: string, message: string): Promise<{ ok: false; error: EffectFailure }> {
  return failure({ code, message, retryable: false });
}
