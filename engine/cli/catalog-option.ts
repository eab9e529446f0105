import { existsSync } from 'node:fs';
import { builtInPacks, type Catalog, createCatalog } from '../catalog/index.ts';
import { failure, limits, nearestNames, type Pack, type Result, success } from '../model/index.ts';
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

export async function readPackFile(context: CliContext, file: string): Promise<Result<Pack, string>> {
  const text = await readText(context.stdin, file, limits.packBytes);
  if (!text.ok) return failure(describeFailure(text.error));
  const read = readPack(text.value);
  return read.ok ? read : failure(`${file}: ${read.error}`);
}

function isFileName(name: string): boolean {
  return name === '-' || /[./\\]/.test(name) || existsSync(name);
}
