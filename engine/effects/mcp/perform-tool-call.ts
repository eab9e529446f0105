import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { validateAgainst } from '../../catalog/index.ts';
import type { EffectFailure } from '../../chain/index.ts';
import { type JsonObject, jsonObject, nearestNames, readWith } from '../../model/index.ts';
import { AnswerTooLarge } from '../http/http-errors.ts';
import {
  type EffectCall,
  type EffectResult,
  failedEffect,
  type Performer,
  performed,
  refusedEffect,
} from '../perform.ts';
import type { McpConnections } from './mcp-connections.ts';
import { explainMcpError, shortened } from './mcp-failure.ts';
import { idempotencyKey } from './meta-keys.ts';
import type { OpenConnection } from './open-connection.ts';
import { readToolAnswer } from './read-answer.ts';

const mcpCall = z.looseObject({ server: z.string(), tool: z.string(), args: jsonObject });

/** `mcp.call`: calls one tool of a server. Output: `{ result }`, as the tool's own schema has it. */
export function toolCallPerformer(connections: McpConnections): Performer {
  return async (effect, call) => {
    const read = readWith(mcpCall, effect);
    if (!read.ok) return refusedEffect('invalid-effect', 'this is not a call that can be made');
    const { server, tool, args } = read.value;
    const connection = await connections.connect(server);
    if (!connection.ok) return failedEffect(connection.error);
    const result = await callTool(connection.value, { tool, args }, call, connections);
    // A session that broke or that the server forgot serves no other call.
    if (!result.ok && !call.signal?.aborted && breaksConnection(result.error.code)) connections.drop(server);
    return result;
  };
}

async function callTool(
  connection: OpenConnection,
  { tool: name, args }: { tool: string; args: JsonObject },
  { key, signal }: EffectCall,
  { timeoutMs, maxAnswerBytes }: McpConnections,
): Promise<EffectResult> {
  const tool = connection.tools.get(name);
  if (!tool) return refusedEffect('unknown-tool', describeUnknown(name, connection));
  const [issue] = validateAgainst(tool.inputSchema, args);
  if (issue) {
    const at = issue.at === '' ? 'args' : `args.${issue.at}`;
    return refusedEffect('invalid-params', `${at}: ${shortened(issue.message)}`);
  }
  const broken = new AbortController();
  const either = signal ? AbortSignal.any([signal, broken.signal]) : broken.signal;
  try {
    const answer = await connection.scope.run(broken, () =>
      connection.client.request(
        { method: 'tools/call', params: { name, arguments: args, _meta: { [idempotencyKey]: key } } },
        CallToolResultSchema,
        { timeout: timeoutMs, signal: either },
      ),
    );
    const read = readToolAnswer(answer, tool, maxAnswerBytes);
    return read.ok ? performed({ result: read.value.result }, read.value.raised) : failedEffect(read.error);
  } catch (error) {
    return failedEffect(explainCall(broken.signal.aborted ? broken.signal.reason : error, connection));
  }
}

function explainCall(error: unknown, connection: OpenConnection): EffectFailure {
  if (connection.hasOutgrown()) return explainMcpError(new AnswerTooLarge());
  const failure = explainMcpError(error);
  // A server that forgot its session says 404; the next attempt begins another.
  return failure.code === 'http-404' ? { ...failure, retryable: true } : failure;
}

function breaksConnection(code: string): boolean {
  return ['network', 'time-out', 'answer-too-large', 'http-400', 'http-401', 'http-403', 'http-404'].includes(
    code,
  );
}

function describeUnknown(name: string, { tools }: OpenConnection): string {
  const near = nearestNames(name, tools.keys()).map((each) => `"${each}"`);
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`;
  return `the server has no tool "${name}"${hint}`;
}
