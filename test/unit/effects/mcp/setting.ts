import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { OutgoingRules } from '../../../../engine/effects/address/index.ts';
import { guardedFetch } from '../../../../engine/effects/http/guarded-fetch.ts';
import { createHttpClient } from '../../../../engine/effects/http/http-client.ts';
import { createMcpConnections, type McpOptions } from '../../../../engine/effects/mcp/mcp-connections.ts';
import type { McpServer } from '../../../../engine/effects/mcp/mcp-server.ts';
import { toolCallPerformer } from '../../../../engine/effects/mcp/perform-tool-call.ts';
import type { EffectResult } from '../../../../engine/effects/perform.ts';
import { fixedSecrets } from '../../../../engine/effects/secrets/secrets.ts';
import type { JsonObject } from '../../../../engine/model/index.ts';

export const noon = new Date('2026-03-02T12:00:00Z');

/** The test tools as a program. */
export const stdioTools: Extract<McpServer, { kind: 'stdio' }> = {
  kind: 'stdio',
  name: 'test-tools',
  command: process.execPath,
  args: [fileURLToPath(new URL('../../../servers/mcp-stdio.ts', import.meta.url))],
};

export interface CallerOptions extends Partial<Omit<McpOptions, 'secrets'>> {
  secrets?: Record<string, string>;
  rules?: OutgoingRules;
}

/** Calls tools by the real performer. */
export function createCaller(server: McpServer, options: CallerOptions = {}) {
  const { secrets = {}, rules = {}, ...more } = options;
  const client = createHttpClient({
    rules,
    timeoutMs: 5_000,
    maxAnswerBytes: more.maxAnswerBytes ?? 1_000_000,
  });
  const connections = createMcpConnections({
    servers: [server],
    isConsented: () => true,
    secrets: fixedSecrets(secrets),
    fetch: guardedFetch(client),
    now: () => noon,
    ...more,
  });
  onTestFinished(async () => {
    await connections.close();
    await client.close();
  });
  const perform = toolCallPerformer(connections);
  const call = (tool: string, args: JsonObject = {}, signal?: AbortSignal) =>
    perform(
      { kind: 'mcp.call', server: server.name, tool, args },
      { key: 'r_1:e_1:s1:0', ...(signal && { signal }) },
    );
  return { call, connections };
}

/** The text or structure that a tool gave back, or the code of the failure. */
export function resultOf(result: EffectResult): unknown {
  return result.ok ? result.value.output.result : result.error.code;
}
