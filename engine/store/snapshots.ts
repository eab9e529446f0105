import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { failure, type Result, success } from '../model/index.ts';
import {
  type Connection,
  connect,
  connectReadOnly,
  describeError,
  findDamage,
  schemaVersion,
} from './connection.ts';

/** How many snapshots are kept; the oldest go first. */
const kept = 5;
const namePattern = /^\d{8}T\d{9}Z-v\d+(-\d+)?\.sqlite$/;

/**
 * Copies the database through SQLite's backup API, checks the copy whole, and only then gives it its name.
 * Failure: words for a person; the database itself is untouched either way. `spared` does not make room for it.
 */
export async function takeSnapshot(
  database: Connection,
  folder: string,
  now: Date,
  spared?: string,
): Promise<Result<string, string>> {
  const partial = join(folder, `partial-${process.pid}-${fileTime(now)}.sqlite`);
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(partial, { force: true });
    await database.backup(partial);
    makeOneFile(partial);
    const damage = checkSnapshot(partial);
    if (damage) {
      rmSync(partial, { force: true });
      return failure(`the snapshot could not be verified: ${damage}`);
    }
    const file = freeName(folder, `${fileTime(now)}-v${schemaVersion(database)}`);
    renameSync(partial, file);
    for (const old of listSnapshots(folder).slice(kept)) if (old !== spared) rmSync(old, { force: true });
    return success(file);
  } catch (error) {
    return failure(`the snapshot could not be written: ${describeError(error)}`);
  }
}

/** Without a log beside it, a snapshot is one file that can be copied and looked at without leaving traces. */
function makeOneFile(file: string): void {
  const copy = connect(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** Snapshot files, newest first. */
export function listSnapshots(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => namePattern.test(name))
      .sort()
      .reverse()
      .map((name) => join(folder, name));
  } catch {
    // No folder: no snapshot was ever taken.
    return [];
  }
}

/** Snapshots with their time and size, newest first. */
export function describeSnapshots(folder: string): { file: string; at: string; bytes: number }[] {
  return listSnapshots(folder).flatMap((file) => {
    const bytes = statSync(file, { throwIfNoEntry: false })?.size;
    if (bytes === undefined) return [];
    const [, day = '', time = '', millisecond = ''] = /^(\d{8})T(\d{6})(\d{3})Z/.exec(basename(file)) ?? [];
    const date = day.replace(/(....)(..)(..)/, '$1-$2-$3');
    return [{ file, at: `${date}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}.${millisecond}Z`, bytes }];
  });
}

/** The newest snapshot that is whole and that this schema can read, or null. */
export function findGoodSnapshot(folder: string, newestSchema: number): string | null {
  return listSnapshots(folder).find((file) => checkSnapshot(file, newestSchema) === null) ?? null;
}

/** 20261121T013856000Z: sorts as time, and is a file name everywhere. */
export function fileTime(now: Date): string {
  return now.toISOString().replaceAll(/[-:.]/g, '');
}

/** What is wrong with a snapshot, or null: its structure, and a schema that is newer than this program. */
export function checkSnapshot(file: string, newestSchema = Number.POSITIVE_INFINITY): string | null {
  try {
    const copy = connectReadOnly(file);
    try {
      if (schemaVersion(copy) > newestSchema) return 'it was written by a newer version';
      return findDamage(copy, true);
    } finally {
      copy.close();
    }
  } catch (error) {
    return describeError(error);
  }
}

function freeName(folder: string, stem: string): string {
  const taken = new Set(listSnapshots(folder));
  let file = join(folder, `${stem}.sqlite`);
  for (let number = 2; taken.has(file); number++) file = join(folder, `${stem}-${number}.sqlite`);
  return file;
}
