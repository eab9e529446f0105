import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ListToolsResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { findSchemaTrouble } from '../../catalog/index.ts';
import {
  failure,
  jsonObject,
  parseJson,
  type Result,
  readWith,
  success,
  type Tool,
} from '../../model/index.ts';
import { raisesKey } from './meta-keys.ts';

/** What a server offers, as far as it can be used. */
export interface OfferedTools {
  tools: Tool[];
  /** Words about tools that were left out. */
  notices: string[];
}

const mostTools = 2_000;
const mostPages = 50;
const schemaBytes = 200_000;

const offered = z.looseObject({
  name: z.string().min(1).max(128),
  title: z.string().max(500).optional(),
  description: z.string().max(20_000).optional(),
  inputSchema: jsonObject,
  outputSchema: jsonObject.optional(),
  annotations: z.looseObject({ title: z.string().max(500).optional() }).optional(),
  _meta: z.looseObject({ [raisesKey]: z.array(z.string().max(200)).max(50).optional() }).optional(),
});

/** Asks for every page of the list. Rejects as the connection does. */
export async function listOfferedTools(
  client: Client,
  server: string,
  options: { timeout: number; signal?: AbortSignal },
): Promise<OfferedTools> {
  const found: OfferedTools = { tools: [], notices: [] };
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const params = cursor === undefined ? {} : { cursor };
    const listed = await client.request({ method: 'tools/list', params }, ListToolsResultSchema, options);
    for (const each of listed.tools) {
      const tool = readTool(each, server);
      if (tool.ok) found.tools.push(tool.value);
      else
        found.notices.push(`The tool ${JSON.stringify(each.name.slice(0, 128))} is not used: ${tool.error}`);
    }
    cursor = listed.nextCursor;
    if (cursor === undefined || found.tools.length >= mostTools) break;
  }
  return { ...found, tools: found.tools.slice(0, mostTools) };
}

/** A tool of the protocol as one of the catalog; why not, in words. */
export function readTool(value: unknown, server: string): Result<Tool, string> {
  const parsed = parseJson(JSON.stringify(value), { maxBytes: schemaBytes });
  if (!parsed.ok) return failure(parsed.error.message);
  const read = readWith(offered, parsed.value);
  if (!read.ok) return failure(read.error[0]?.message ?? 'it cannot be read');
  const { name, title, description = '', inputSchema, outputSchema = {}, annotations, _meta } = read.value;
  const trouble = findSchemaTrouble(inputSchema) ?? findSchemaTrouble(outputSchema);
  if (trouble !== null) return failure(trouble);
  return success({
    server,
    name,
    title: title ?? annotations?.title ?? name,
    description,
    inputSchema,
    outputSchema,
    raises: _meta?.[raisesKey] ?? [],
  });
}
