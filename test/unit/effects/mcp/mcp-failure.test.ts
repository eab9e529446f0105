import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { explainMcpError, FailedAnswer } from '../../../../engine/effects/mcp/mcp-failure.ts';

test.each([
  [new FailedAnswer({ code: 'http-429', message: 'm', retryable: true }), 'http-429', true],
  [new McpError(-32001, 'x'), 'time-out', true],
  [new McpError(-32000, 'x'), 'network', true],
  [new McpError(-32603, 'x'), 'tool-error', false],
  [new StreamableHTTPError(503, 'x'), 'http-503', true],
  [new StreamableHTTPError(400, 'x'), 'http-400', false],
  [new StreamableHTTPError(-1, 'x'), 'invalid-answer', false],
  [new StreamableHTTPError(undefined, 'x'), 'invalid-answer', false],
  [z.string().safeParse(1).error, 'invalid-answer', false],
  [new SyntaxError('x'), 'invalid-answer', false],
  [Object.assign(new Error('x'), { syscall: 'spawn node', code: 'ENOENT' }), 'mcp-cannot-start', false],
  [Object.assign(new Error('x'), { syscall: 'connect', code: 'ECONNREFUSED' }), 'network', true],
  [new Error('x'), 'network', true],
  ['x', 'network', true],
])('%s is %s', (error, code, retryable) => {
  expect(explainMcpError(error)).toMatchObject({ code, retryable });
});
