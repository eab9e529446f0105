import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';

const anything = { type: 'object' as const };
const counted = {
  type: 'object' as const,
  properties: { count: { type: 'integer' } },
  required: ['count'],
};

const tools = [
  {
    name: 'echo',
    title: 'Echo',
    description: 'Says what it was told.',
    inputSchema: {
      type: 'object' as const,
      properties: { text: { type: 'string', minLength: 1 } },
      required: ['text'],
      additionalProperties: false,
    },
  },
  { name: 'meta', inputSchema: anything },
  { name: 'environment', inputSchema: anything },
  { name: 'count', inputSchema: anything, outputSchema: counted },
  { name: 'miscount', inputSchema: anything, outputSchema: counted },
  { name: 'silent-count', inputSchema: anything, outputSchema: counted },
  { name: 'broken', inputSchema: anything },
  { name: 'refusing', inputSchema: anything },
  { name: 'slow', inputSchema: anything },
  { name: 'crash', inputSchema: anything },
  { name: 'large', inputSchema: anything },
  { name: 'largest', inputSchema: anything },
  { name: 'deep', inputSchema: anything },
  {
    name: 'raising',
    inputSchema: anything,
    _meta: { 'io.rulewright/raises': ['thing.happened'] },
  },
  { name: 'circular', inputSchema: { ...anything, $ref: '#' } },
];

/** Tools that answer well, badly, late and not at all. Listed in two pages. */
export function registerTestTools(server: Server): void {
  let calls = 0;
  server.setRequestHandler(ListToolsRequestSchema, async ({ params }) =>
    params?.cursor === 'rest' ? { tools: tools.slice(8) } : { tools: tools.slice(0, 8), nextCursor: 'rest' },
  );
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    calls++;
    switch (params.name) {
      case 'echo':
        return said(String(params.arguments?.text));
      case 'meta':
        return said(JSON.stringify(params._meta));
      case 'environment':
        return said(JSON.stringify({ variables: process.env, pid: process.pid }));
      case 'count':
        return { ...said('see the structure'), structuredContent: { count: calls } };
      case 'miscount':
        return { ...said('see the structure'), structuredContent: { count: 'many' } };
      case 'silent-count':
        return said('no structure');
      case 'broken':
        return { ...said('the printer\nis on fire'), isError: true };
      case 'refusing':
        throw new McpError(ErrorCode.InvalidParams, 'not like this');
      case 'slow':
        return await new Promise<CallToolResult>(() => {});
      case 'crash':
        process.exit(7);
        break;
      case 'large':
        return said('x'.repeat(150_000));
      case 'largest':
        return said('x'.repeat(5_000_000));
      case 'deep':
        return { ...said(''), structuredContent: nested(200) };
      case 'raising':
        return {
          ...said('done'),
          _meta: {
            'io.rulewright/events': [
              { type: 'thing.happened', payload: { thing: 1 } },
              { type: 'money.sent', payload: { amount: 1_000_000 } },
            ],
          },
        };
    }
    throw new McpError(ErrorCode.MethodNotFound, 'no such tool');
  });
}

function said(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] };
}

function nested(levels: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 0; level < levels; level++) value = { value };
  return value;
}
