import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { failure, type Result, success } from '../model/index.ts';
import {
  type Connection,
  connect,
  describeError,
  findDamage,
  readDurability,
  schemaVersion,
} from './connection.ts';
import { migrate, newestSchemaOf } from './migrate.ts';
import type { Migration } from './migrations/index.ts';
import { takeSnapshot } from './snapshots.ts';
import type { Durability } from './store.ts';

export type { Connection } from './connection.ts';
export type { Migration } from './migrations/index.ts';

/** Why a database cannot be used. Nothing in it was changed. `message` is for people. */
export interface OpenDatabaseError {
  kind: 'newer-schema' | 'damaged' | 'snapshot-failed' | 'not-durable' | 'unusable-folder';
  message: string;
}

/** One SQLite file whose commits survive a power cut. Calls are synchronous. */
export interface Database {
  readonly file: string;
  /** For prepared statements. Whoever writes through it does so inside `write`. */
  readonly connection: Connection;
  /**
   * One IMMEDIATE transaction: committed when `work` returns, undone when it throws. A write inside a write is part
   * of the outer one. Throws what `work` or SQLite throws.
   */
  write<Value>(work: () => Value): Value;
  /** One consistent view of the data; inside a write, that of the write. */
  read<Value>(work: () => Value): Value;
  /** Calls once the current transaction is committed, in order; never when it is undone. At once outside of one. */
  afterCommit(listener: () => void): void;
  durability(): Durability;
  /** Releases the file. Safe to call twice. */
  close(): void;
}

/**
 * Opens, or makes, a database of one's own schema beside the studio's. An existing schema is copied to a verified
 * snapshot before it is migrated; a newer one and a damaged file are refused untouched.
 */
export async function openDatabase(
  file: string,
  migrations: readonly Migration[],
  now: () => Date,
): Promise<Result<Database, OpenDatabaseError>> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const existed = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
    const connection = connect(file);
    const refused = await prepare(connection, file, { existed, migrations, now: now() });
    if (!refused) return success(databaseOf(connection, file));
    connection.close();
    return failure(refused);
  } catch (error) {
    return failure({ kind: 'unusable-folder', message: `${file} cannot be used: ${describeError(error)}` });
  }
}

async function prepare(
  connection: Connection,
  file: string,
  { existed, migrations, now }: { existed: boolean; migrations: readonly Migration[]; now: Date },
): Promise<OpenDatabaseError | null> {
  const newest = newestSchemaOf(migrations);
  const version = schemaVersion(connection);
  if (version > newest) {
    const message = `${file} was written by a newer version of Rulewright (schema ${version}, this one knows ${newest}). Nothing was changed; open it with that version.`;
    return { kind: 'newer-schema', message };
  }
  const damage = existed ? findDamage(connection, false) : null;
  if (damage) return { kind: 'damaged', message: `${file} is damaged and was not touched: ${damage}` };
  if (version > 0 && version < newest) {
    const folder = join(dirname(file), `${basename(file, extname(file))}-snapshots`);
    const snapshot = await takeSnapshot(connection, folder, now);
    if (!snapshot.ok) {
      const message = `${file} is from an older version and was not touched, because ${snapshot.error}`;
      return { kind: 'snapshot-failed', message };
    }
  }
  migrate(connection, migrations);
  // What the connection says after it has written: that is when WAL could have fallen back to NORMAL.
  const { journalMode, synchronous } = readDurability(connection);
  if (journalMode === 'wal' && synchronous === 2) return null;
  const message = `${file} is on a disk where changes cannot be written durably (journal ${journalMode}, synchronous ${synchronous}).`;
  return { kind: 'not-durable', message };
}

function databaseOf(connection: Connection, file: string): Database {
  let waiting: (() => void)[] = [];
  function transact<Value>(begin: string, work: () => Value): Value {
    if (connection.inTransaction) return work();
    connection.exec(begin);
    waiting = [];
    let value: Value;
    try {
      value = work();
      connection.exec('COMMIT');
    } catch (error) {
      waiting = [];
      // A full disk may have ended the transaction already.
      if (connection.open && connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
    const listeners = waiting;
    waiting = [];
    for (const listener of listeners) listener();
    return value;
  }
  return {
    file,
    connection,
    write: (work) => transact('BEGIN IMMEDIATE', work),
    read: (work) => transact('BEGIN DEFERRED', work),
    afterCommit(listener) {
      if (connection.inTransaction) waiting.push(listener);
      else listener();
    },
    durability: () => readDurability(connection),
    close() {
      if (connection.open) connection.close();
    },
  };
}
