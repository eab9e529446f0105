import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from './connection.ts';
import { migrate, newestSchemaOf } from './migrate.ts';
import type { Migration } from './migrations/index.ts';
import type { StorePlaces } from './places.ts';
import { salvage } from './salvage.ts';
import { fileTime, findGoodSnapshot } from './snapshots.ts';

/** The database and the files SQLite keeps beside it. */
const parts = ['', '-wal', '-shm'] as const;

/** Copies the data file as it is, byte for byte, into a folder of its own, and returns that folder. */
export function keepOriginal(places: StorePlaces, now: Date): string {
  const stem = join(places.damaged, fileTime(now));
  let folder = stem;
  for (let number = 2; existsSync(folder); number++) folder = `${stem}-${number}`;
  mkdirSync(folder, { recursive: true });
  copyParts(places.file, join(folder, places.fileName));
  return folder;
}

/**
 * Replaces a damaged data file: the newest good snapshot, or an empty database where there is none, and over it
 * every row of the damaged file that can still be read. The original bytes are in `kept`. The new file takes the
 * old one's name only once it is complete. Returns the notice for people. Throws when the disk itself refuses.
 */
export function recover(
  places: StorePlaces,
  migrations: readonly Migration[],
  { damage, kept, now }: { damage: string; kept: string; now: Date },
): string {
  const building = `${places.file}.recovering`;
  const copy = `${places.file}.salvage`;
  removeParts(building);
  removeParts(copy);
  const snapshot = findGoodSnapshot(places.snapshots, newestSchemaOf(migrations));
  if (snapshot) copyFileSync(snapshot, building);
  copyParts(join(kept, places.fileName), copy);

  const target = connect(building);
  let outcome: string;
  try {
    migrate(target, migrations);
    const saved = salvage(copy, target, now);
    outcome = inWords(saved.rules, saved.losses.length, snapshot);
  } finally {
    target.close();
    removeParts(copy);
  }
  removeParts(places.file);
  renameSync(building, places.file);
  return `The data file was damaged (${damage}). ${outcome} The original is kept in ${kept}.`;
}

function inWords(rules: number, losses: number, snapshot: string | null): string {
  const lost = losses === 0 ? '' : ` ${losses} ${losses === 1 ? 'part' : 'parts'} could not be read.`;
  const base = snapshot ? ` The rest comes from the snapshot ${snapshot}.` : '';
  return `${rules} ${rules === 1 ? 'rule was' : 'rules were'} read from it.${lost}${base}`;
}

function copyParts(from: string, to: string): void {
  for (const part of parts) if (existsSync(from + part)) copyFileSync(from + part, to + part);
}

function removeParts(file: string): void {
  // The log goes first: a log without its database is ignored, a database with another's log is not.
  for (const part of parts.toReversed()) rmSync(file + part, { force: true });
}
