import { copyFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { success } from '../model/index.ts';
import { type Connection, connect, describeError } from './connection.ts';
import { migrate, newestSchemaOf } from './migrate.ts';
import type { Migration } from './migrations/index.ts';
import type { StorePlaces } from './places.ts';
import { readRuleRow, upsert, writeRuleRow } from './rows.ts';
import { checkSnapshot, listSnapshots, takeSnapshot } from './snapshots.ts';
import type { StoreResult } from './store-result.ts';
import { failed, type Transactions } from './transactions.ts';

/** What a snapshot brings back. Preferences, the list of workspaces and what was published to them stay. Versions refer to rules. */
const restored = ['rules', 'versions', 'tested_marks', 'expectations'] as const;

export interface RestoreParts {
  database: Connection;
  transactions: Transactions;
  places: StorePlaces;
  migrations: readonly Migration[];
  now: () => Date;
}

/**
 * Makes the data what it was when a snapshot was taken, in one transaction, also while other programs have the file
 * open. The data as it is now becomes a snapshot first. Refused, with nothing changed: a file that is not in the list,
 * that is damaged or from a newer version, and while a publication is open. Each rule's revision moves on, so that an
 * edit that was begun before is a conflict and overwrites nothing.
 */
export async function restoreSnapshot(
  { database, transactions, places, migrations, now }: RestoreParts,
  file: string,
): Promise<StoreResult<null>> {
  const chosen = listSnapshots(places.snapshots).find((known) => basename(known) === basename(file));
  if (chosen === undefined) return failed(`there is no snapshot ${basename(file)}`);
  const damage = checkSnapshot(chosen, newestSchemaOf(migrations));
  if (damage) return failed(`the snapshot cannot be used: ${damage}`);
  const copy = join(places.snapshots, `restoring-${process.pid}.sqlite`);
  try {
    rmSync(copy, { force: true });
    copyFileSync(chosen, copy);
    bringUpToDate(copy, migrations);
    const kept = await takeSnapshot(database, places.snapshots, now(), chosen);
    if (!kept.ok) return failed(`the data was left as it is, because ${kept.error}`);
    database.prepare('ATTACH DATABASE ? AS old').run(copy);
    try {
      return transactions.write(() => takeOver(database));
    } finally {
      database.exec('DETACH DATABASE old');
    }
  } catch (error) {
    return failed(describeError(error));
  } finally {
    for (const part of ['', '-wal', '-shm']) rmSync(copy + part, { force: true });
  }
}

/** A copy, so that the snapshot itself keeps the schema it was taken with. */
function bringUpToDate(copy: string, migrations: readonly Migration[]): void {
  const old = connect(copy);
  try {
    migrate(old, migrations);
    old.pragma('journal_mode = DELETE');
  } finally {
    old.close();
  }
}

function takeOver(database: Connection): StoreResult<null> {
  const open = database.prepare("SELECT workspace FROM publications WHERE state = 'open'").pluck().get();
  if (open !== undefined) {
    return failed(`a publication to ${String(open)} is open; finish or abandon it first`);
  }
  const newest = Number(database.prepare('SELECT coalesce(max(revision), 0) FROM rules').pluck().get());
  for (const table of restored.toReversed()) database.exec(`DELETE FROM main.${table}`);
  for (const table of restored) database.exec(`INSERT INTO main.${table} SELECT * FROM old.${table}`);
  database.exec(`
    DELETE FROM main.remote_rules;
    INSERT INTO main.remote_rules SELECT seen.* FROM old.remote_rules AS seen
      JOIN main.workspaces AS now ON now.name = seen.workspace
      JOIN old.workspaces AS before ON before.name = seen.workspace AND before.url = now.url;
  `);
  return moveRevisions(database, newest);
}

/** Whoever still has a rule open from before has a revision that no rule has any more. */
function moveRevisions(database: Connection, newest: number): StoreResult<null> {
  const put = database.prepare(upsert('rules'));
  for (const row of database.prepare('SELECT * FROM rules').all()) {
    const read = readRuleRow(row);
    if (!read.ok) return failed(`the snapshot cannot be used: ${read.error}`);
    const { document, savedHash, removal } = read.value;
    const revision = document.revision + newest;
    put.run(writeRuleRow({ document: { ...document, revision }, savedHash, removal }));
  }
  return success(null);
}
