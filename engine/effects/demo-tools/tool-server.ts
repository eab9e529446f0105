import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/cfworker-provider.js';
import Database from 'better-sqlite3';
import { builtInPacks, validateAgainst } from '../../catalog/index.ts';
import {
  failure,
  type JsonObject,
  jsonObject,
  parseJson,
  type Result,
  readWith,
  success,
  type Tool,
} from '../../model/index.ts';
import { eventsKey, idempotencyKey, raisesKey } from '../mcp/meta-keys.ts';
import { createDocumentIndex } from '../search/document-index.ts';
import { type DemoState, indexedDocument } from './demo-state.ts';
import type { DemoStore } from './demo-store.ts';
import { documentTools, type ToolOutcome } from './document-tools.ts';

/** Answers remembered at most, oldest forgotten first. */
const rememberedAnswers = 1_000;

/** The tools of the documents pack, as they are listed. */
export function demoTools(): Tool[] {
  return builtInPacks().find(({ name }) => name === 'documents')?.tools ?? [];
}

/**
 * A server of document tools that speaks the actual protocol: for trying rules out, and for tests. A call that comes
 * again under the same key is answered as before and done once.
 */
export function createDocumentToolServer(store: DemoStore, now: () => Date): Server {
  const tools = demoTools();
  const server = new Server(
    { name: 'northfield-documents', version: '1.0.0' },
    { capabilities: { tools: {} }, jsonSchemaValidator: new CfWorkerJsonSchemaValidator() },
  );
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: tools.map(({ name, title, description, inputSchema, outputSchema, raises }) => ({
      name,
      title,
      description,
      inputSchema: { ...inputSchema, type: 'object' as const },
      outputSchema: { ...outputSchema, type: 'object' as const },
      ...(raises.length > 0 && { _meta: { [raisesKey]: raises } }),
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const key = params._meta?.[idempotencyKey];
    const called = call(store, tools, params.name, params.arguments ?? {}, {
      key: typeof key === 'string' ? key : null,
      now: now().toISOString(),
    });
    return called.ok ? answer(called.value) : refusal(called.error);
  });
  return server;
}

function call(
  store: DemoStore,
  tools: readonly Tool[],
  name: string,
  args: unknown,
  { key, now }: { key: string | null; now: string },
): Result<ToolOutcome, string> {
  const tool = tools.find((each) => each.name === name);
  if (!tool) return failure(`there is no tool "${name}"`);
  const parsed = parseJson(JSON.stringify(args), { maxBytes: 1_000_000 });
  const read = parsed.ok ? readWith(jsonObject, parsed.value) : parsed;
  if (!read.ok) return failure('the arguments cannot be read');
  const [issue] = validateAgainst(tool.inputSchema, read.value);
  if (issue) return failure(`${issue.at === '' ? 'arguments' : issue.at}: ${issue.message}`);
  if (name === 'searchDocuments')
    return success({ output: searchIn(store.state(), read.value, now), raised: [] });
  return change(store, name, read.value, key === null ? null : `${name} ${key}`, now);
}

function change(
  store: DemoStore,
  name: string,
  args: JsonObject,
  key: string | null,
  now: string,
): Result<ToolOutcome, string> {
  const before = store.state();
  const known = key !== null && Object.hasOwn(before.answers, key) ? before.answers[key] : undefined;
  if (known) return success(known);
  const carryOut = documentTools.get(name);
  if (!carryOut) return failure(`there is no tool "${name}"`);
  const after = structuredClone(before);
  const outcome = carryOut(after, args, now);
  if (!outcome.ok) return outcome;
  if (key !== null) {
    const kept = Object.entries(after.answers).slice(1 - rememberedAnswers);
    after.answers = Object.fromEntries([...kept, [key, outcome.value]]);
  }
  store.save(after);
  return outcome;
}

function searchIn(state: DemoState, args: JsonObject, now: string): JsonObject {
  const database = new Database(':memory:');
  try {
    database.pragma('foreign_keys = ON');
    const index = createDocumentIndex(database);
    index.put(Object.values(state.documents).flatMap((document) => indexedDocument(document) ?? []));
    const found = index.search({
      kind: 'query',
      text: typeof args.query === 'string' ? args.query : '',
      viewer: { member: '', seesAll: true },
      now,
      limit: 10_000,
    });
    const limit = typeof args.limit === 'number' ? args.limit : 20;
    const documents = found.slice(0, limit).map(({ id, title }) => ({ documentId: id, title }));
    return { total: found.length, documents };
  } finally {
    database.close();
  }
}

function answer({ output, raised }: ToolOutcome): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(output) }],
    structuredContent: output,
    ...(raised.length > 0 && { _meta: { [eventsKey]: raised } }),
  };
}

function refusal(message: string): CallToolResult {
  return { content: [{ type: 'text', text: message }], isError: true };
}
