import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findSchemaTrouble } from '../catalog/index.ts';
import {
  describeIssue,
  failure,
  limits,
  type Pack,
  pack,
  parseJson,
  type Result,
  readWith,
} from '../model/index.ts';

/** Packs that were added to a data folder, and words about those that cannot be used. */
export interface AddedPacks {
  packs: Pack[];
  notices: string[];
}

export function addedPacksFolder(dataFolder: string): string {
  return join(dataFolder, 'packs');
}

/** Reads the data folder's packs. One that cannot be read is told of and left out; the others still load. */
export function readAddedPacks(dataFolder: string): AddedPacks {
  const folder = addedPacksFolder(dataFolder);
  const added: AddedPacks = { packs: [], notices: [] };
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return added;
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.pack.json')) continue;
    const file = join(folder, name);
    const read = readPackFile(file);
    if (read.ok) added.packs.push(read.value);
    else added.notices.push(`The pack ${file} is not used: ${read.error}`);
  }
  return added;
}

/** The shipped packs with the added ones; an added pack takes the place of one with its name. */
export function joinPacks(shipped: readonly Pack[], added: readonly Pack[]): Pack[] {
  const names = new Set(added.map(({ name }) => name));
  return [...shipped.filter(({ name }) => !names.has(name)), ...added];
}

/** Reads a pack from text; what is wrong with it, in words with places. */
export function readPack(text: string): Result<Pack, string> {
  const parsed = parseJson(text, { maxBytes: limits.packBytes });
  if (!parsed.ok) return failure(describeIssue(parsed.error));
  const read = readWith(pack, parsed.value);
  if (!read.ok) return failure(read.error.map((issue) => describeIssue(issue)).join('; '));
  const trouble = findTrouble(read.value);
  return trouble === null ? read : failure(trouble);
}

/** Schemas that no one could walk through to the end. */
function findTrouble({ eventTypes, actionTypes, tools }: Pack): string | null {
  const schemas = [
    ...eventTypes.map(({ type, payloadSchema }) => ({ name: type, schema: payloadSchema })),
    ...actionTypes.flatMap(({ type, paramsSchema, outputSchema }) =>
      [paramsSchema, outputSchema].map((schema) => ({ name: type, schema })),
    ),
    ...tools.flatMap(({ name, inputSchema, outputSchema }) =>
      [inputSchema, outputSchema].map((schema) => ({ name, schema })),
    ),
  ];
  for (const { name, schema } of schemas) {
    const trouble = findSchemaTrouble(schema);
    if (trouble !== null) return `${name}: its schema cannot be used: ${trouble}`;
  }
  return null;
}

function readPackFile(file: string): Result<Pack, string> {
  try {
    const { size } = statSync(file);
    if (size > limits.packBytes) return failure(`too large: ${size} bytes`);
    return readPack(readFileSync(file, 'utf8'));
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}
