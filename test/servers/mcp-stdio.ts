import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { registerTestTools } from './mcp-tools.ts';

// A program of its own: the test tools on standard input and output.
process.stderr.write('a log line that nobody should see\n');
const server = new Server({ name: 'test-tools', version: '1.0.0' }, { capabilities: { tools: {} } });
registerTestTools(server);
await server.connect(new StdioServerTransport());
