import { parseArgs } from 'node:util';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { fileStore, memoryStore } from './demo-store.ts';
import { northfieldState } from './northfield-documents.ts';
import { createDocumentToolServer } from './tool-server.ts';

// A program of its own: `node main.ts [--data FILE]` serves the demo's document tools on standard input and output.
const { values } = parseArgs({ options: { data: { type: 'string' } } });
const initial = northfieldState();
const store =
  values.data === undefined
    ? { ok: true as const, value: memoryStore(initial) }
    : fileStore(values.data, initial);
if (store.ok) {
  await createDocumentToolServer(store.value, () => new Date()).connect(new StdioServerTransport());
} else {
  process.stderr.write(`${store.error}\n`);
  process.exitCode = 2;
}
