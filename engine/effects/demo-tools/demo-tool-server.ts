import { fileURLToPath } from 'node:url';
import type { McpServer } from '../mcp/mcp-server.ts';

/**
 * How the demo's document tools are started, under the name the documents pack knows them by. With a file they keep
 * what they changed; `main` names the program where it does not lie beside this file, as in a bundle.
 */
export function demoToolServer({ file, main }: { file?: string; main?: string } = {}): McpServer {
  const program = main ?? fileURLToPath(new URL('./main.ts', import.meta.url));
  return {
    kind: 'stdio',
    name: 'northfield-documents',
    command: process.execPath,
    args: file === undefined ? [program] : [program, '--data', file],
  };
}
