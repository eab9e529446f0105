import { hashJson, type JsonObject } from '../../model/index.ts';

/** A server of tools, as the operator named it. Values of `env` and `headers` may be `secret:name`. */
export type McpServer =
  | {
      kind: 'stdio';
      name: string;
      command: string;
      args: readonly string[];
      env?: Readonly<Record<string, string>>;
      cwd?: string;
    }
  | { kind: 'http'; name: string; url: string; headers?: Readonly<Record<string, string>> };

/**
 * What somebody consents to: the exact command or address with all that goes to it. Another argument, variable or
 * header is another fingerprint, and needs another consent. References to secrets are in it, their values are not.
 */
export function serverFingerprint(server: McpServer): string {
  return hashJson(plain(server));
}

/** The same for people, each part quoted, so that no two servers read alike. */
export function describeServer(server: McpServer): string {
  if (server.kind === 'http') return [JSON.stringify(server.url), ...settings(server.headers)].join(' ');
  const place = server.cwd === undefined ? [] : [`in ${JSON.stringify(server.cwd)}`];
  const words = [server.command, ...server.args].map((word) => JSON.stringify(word));
  return [...words, ...settings(server.env), ...place].join(' ');
}

function settings(values: Readonly<Record<string, string>> = {}): string[] {
  const entries = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, value]) => `${name}=${JSON.stringify(value)}`);
}

function plain(server: McpServer): JsonObject {
  if (server.kind === 'http') {
    return { kind: server.kind, url: server.url, headers: { ...server.headers } };
  }
  const { kind, command, args, env, cwd } = server;
  return { kind, command, args: [...args], env: { ...env }, cwd: cwd ?? null };
}
