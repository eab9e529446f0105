import { fileURLToPath } from 'node:url';
import type { McpServer } from '../mcp/mcp-server.ts';

/**
 * How the demo's document tools are started, under the name the documents pack knows them by. With a file they keep
 * what they changed.
 */
export function demoToolServer({ file }: { file?: string } = {}): McpServer {
  // The program lies beside this file among the sources, and beside the bundle that this file became part of.
  const name = import.meta.url.endsWith('.ts') ? './main.ts' : './demo-tools.js';
  const program = fileURLToPath(new URL(name, import.meta.url));
  return {
    kind: 'stdio',
    name: 'northfield-documents',
    command: process.execPath,
    args: file === undefined ? [program] : [program, '--data', file],
  };
}
