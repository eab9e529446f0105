import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  builtInPacks,
  type Catalog,
  createCatalog,
  isJsonSchema,
  packFromJsonSchema,
} from '../catalog/index.ts';
import {
  describeIssue,
  failure,
  limits,
  nearestNames,
  type Pack,
  parseJson,
  type Result,
  success,
} from '../model/index.ts';
import { joinPacks, readAddedPacks, readPack } from '../studio/index.ts';
import type { CliContext } from './command.ts';
import { describeFailure, readText } from './input.ts';

/** The catalog that `--catalog` asks for; by default the packs that ship and those added to the data folder. */
export async function readCatalog(context: CliContext): Promise<Result<Catalog, string>> {
  const packs = await readPacks(context);
  return packs.ok ? success(createCatalog(packs.value)) : packs;
}

export async function readPacks(context: CliContext): Promise<Result<Pack[], string>> {
  const { data, catalog: wanted } = context.options();
  const added = readAddedPacks(data);
  for (const notice of added.notices) context.note(notice);
  const known = joinPacks(builtInPacks(), added.packs);
  if (wanted === undefined) return success(known);
  const packs: Pack[] = [];
  for (const name of wanted) {
    const pack = known.find((candidate) => candidate.name === name);
    if (pack) {
      packs.push(pack);
      continue;
    }
    if (!isFileName(name)) {
      const names = known.map((candidate) => candidate.name);
      const near = nearestNames(name, names);
      return failure(`there is no pack "${name}"; known: ${(near.length > 0 ? near : names).join(', ')}`);
    }
    const read = await readPackFile(context, name);
    if (!read.ok) return read;
    packs.push(read.value);
  }
  return success(packs);
}

/** Samples that a schema gives no time for are of this one. */
const sampleTime = '2026-01-05T09:00:00.000Z';

/** Reads a pack, or makes one of a JSON Schema, whose events are then named by its parts and by the file. */
export async function readPackFile(context: CliContext, file: string): Promise<Result<Pack, string>> {
  const text = await readText(context.stdin, file, limits.packBytes);
  if (!text.ok) return failure(describeFailure(text.error));
  const value = parseJson(text.value, { maxBytes: limits.packBytes });
  if (value.ok && isJsonSchema(value.value)) {
    const name = file === '-' ? 'events' : basename(file).replace(/(\.schema)?\.json$/i, '');
    const made = packFromJsonSchema(value.value, { name, firedAt: sampleTime });
    if (!made.ok) return failure(made.error.map((issue) => `${file}: ${describeIssue(issue)}`).join('; '));
    for (const note of made.value.notes) context.note(`${file}: ${note}`);
    return success(made.value.pack);
  }
  const read = readPack(text.value);
  return read.ok ? read : failure(`${file}: ${read.error}`);
}

function isFileName(name: string): boolean {
  return name === '-' || /[./\\]/.test(name) || existsSync(name);
}
