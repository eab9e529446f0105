import { mkdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { failure, type Result, success } from '../model/index.ts';
import {
  type Connection,
  connect,
  describeError,
  isBusy,
  readDurability,
  schemaVersion,
} from './connection.ts';
import { expectationOperations } from './expectation-operations.ts';
import { inspect } from './inspect.ts';
import { migrate, newestSchemaOf } from './migrate.ts';
import { type Migration, migrations as ownMigrations } from './migrations/index.ts';
import { type StorePlaces, storePlaces } from './places.ts';
import { preferenceOperations } from './preference-operations.ts';
import { keepOriginal, recover } from './recover.ts';
import { restoreSnapshot } from './restore.ts';
import { ruleOperations } from './rule-operations.ts';
import { describeSnapshots, fileTime, listSnapshots, takeSnapshot } from './snapshots.ts';
import type { Store } from './store.ts';
import { syncOperations } from './sync-operations.ts';
import { createTransactions } from './transactions.ts';
import { hasUnreadableFrames } from './wal-check.ts';

export interface OpenStoreOptions {
  /** The data folder; made when it is not there. */
  folder: string;
  now: () => Date;
  /** The member that changes are written as. */
  author: string;
  /** The schema's steps, where a test brings its own. */
  migrations?: readonly Migration[];
}

/** Why a data folder cannot be opened. Nothing in it was changed. `message` is for people. */
export interface OpenStoreError {
  kind: 'newer-schema' | 'unusable-folder' | 'snapshot-failed' | 'not-durable';
  message: string;
}

/** Besides those before a migration, a snapshot is taken when the newest is older than this. */
const snapshotEvery = 24 * 60 * 60 * 1000;

/**
 * Opens the rules of a data folder, several programs at once if need be. A schema from a newer version is refused
 * untouched. Before an existing schema is migrated, a verified snapshot is taken. A damaged file is set aside and
 * rebuilt from what is left of it and the newest good snapshot; `notices` then says so.
 */
export async function openStore(options: OpenStoreOptions): Promise<Result<Store, OpenStoreError>> {
  const migrations = options.migrations ?? ownMigrations;
  const places = storePlaces(options.folder);
  try {
    mkdirSync(options.folder, { recursive: true });
    return await openFile(options, places, migrations);
  } catch (error) {
    const message = `The data folder ${options.folder} cannot be used: ${describeError(error)}`;
    return failure({ kind: 'unusable-folder', message });
  }
}

async function openFile(
  options: OpenStoreOptions,
  places: StorePlaces,
  migrations: readonly Migration[],
): Promise<Result<Store, OpenStoreError>> {
  const notices: string[] = [];
  const newest = newestSchemaOf(migrations);
  const existed = (statSync(places.file, { throwIfNoEntry: false })?.size ?? 0) > 0;
  let origin: Store['origin'] = existed ? 'opened' : 'created';

  if (existed) {
    const inspection = await patiently(() => inspect(places.file, newest));
    if (inspection.kind === 'newer-schema') {
      const message = `The data in ${options.folder} was written by a newer version of Rulewright (schema ${inspection.version}, this one knows ${newest}). Nothing was changed; open it with that version.`;
      return failure({ kind: 'newer-schema', message });
    }
    const now = options.now();
    if (inspection.kind === 'damaged') {
      const kept = keepOriginal(places, now);
      notices.push(recover(places, migrations, { damage: inspection.damage, kept, now }));
      origin = 'recovered';
    } else if (await isLogBroken(places.file)) {
      notices.push(
        `A program that wrote here was interrupted in the middle of a change. Its files as they were are kept in ${keepOriginal(places, now)}.`,
      );
    }
  }

  const database = await patiently(() => connect(places.file));
  try {
    const unsafe = await prepareSchema(database, places, migrations, options.now());
    if (!unsafe) return success(assemble(options, places, database, { notices, origin }));
    database.close();
    return failure(unsafe);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite does not wait for others while a file changes its journal mode, so this does: two seconds at most. */
async function patiently<Value>(work: () => Value): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || attempt === 40) throw error;
      await delay(50);
    }
  }
}

/** Looks twice: a program that is writing right now leaves an unfinished frame for a moment. */
async function isLogBroken(file: string): Promise<boolean> {
  if (!hasUnreadableFrames(`${file}-wal`)) return false;
  await delay(50);
  return hasUnreadableFrames(`${file}-wal`);
}

/** Snapshot where one is due, then migrations, then the proof that writes are durable. */
async function prepareSchema(
  database: Connection,
  places: StorePlaces,
  migrations: readonly Migration[],
  now: Date,
): Promise<OpenStoreError | null> {
  const version = schemaVersion(database);
  const isOld = version > 0 && version < newestSchemaOf(migrations);
  if (isOld || (version > 0 && isSnapshotDue(places.snapshots, now))) {
    const snapshot = await takeSnapshot(database, places.snapshots, now);
    if (!snapshot.ok && isOld) {
      const message = `The data is from an older version and was not touched, because ${snapshot.error}`;
      return { kind: 'snapshot-failed', message };
    }
  }
  migrate(database, migrations);
  const { journalMode, synchronous } = readDurability(database);
  if (journalMode === 'wal' && synchronous === 2) return null;
  const message = `The data folder is on a disk where changes cannot be written durably (journal ${journalMode}, synchronous ${synchronous}).`;
  return { kind: 'not-durable', message };
}

function isSnapshotDue(folder: string, now: Date): boolean {
  const newest = listSnapshots(folder)[0];
  if (newest === undefined) return true;
  return basename(newest) < fileTime(new Date(now.getTime() - snapshotEvery));
}

function assemble(
  { folder, author, now, migrations = ownMigrations }: OpenStoreOptions,
  places: StorePlaces,
  database: Connection,
  opened: { notices: string[]; origin: Store['origin'] },
): Store {
  const transactions = createTransactions(database, places.file);
  return {
    folder,
    author,
    notices: opened.notices,
    origin: opened.origin,
    ...ruleOperations(database, transactions, { author, now }),
    ...preferenceOperations(database, transactions),
    ...expectationOperations(database, transactions),
    sync: syncOperations(database, transactions),
    snapshots: () => describeSnapshots(places.snapshots),
    async takeSnapshot() {
      const taken = await takeSnapshot(database, places.snapshots, now());
      return taken.ok ? success(null) : failure({ kind: 'failed', detail: taken.error });
    },
    restoreSnapshot: (file) => restoreSnapshot({ database, transactions, places, migrations, now }, file),
    // data_version tells of other connections only; this one's writes are counted beside it.
    changeToken: () =>
      `${String(database.pragma('data_version', { simple: true }))}.${transactions.committed()}`,
    durability: () => readDurability(database),
    close: () => {
      if (database.open) database.close();
    },
  };
}
