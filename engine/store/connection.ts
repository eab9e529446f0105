import Database from 'better-sqlite3';
import type { Durability } from './store.ts';

export type Connection = Database.Database;

/** How long a write waits for another process's write, in milliseconds. */
const busyTimeout = 5_000;

/**
 * Opens the file for writing. better-sqlite3 builds SQLite so that WAL falls back to NORMAL after the first write
 * unless `synchronous` was set on the connection: then a power cut could lose acknowledged commits.
 */
export function connect(file: string): Connection {
  const database = new Database(file, { timeout: busyTimeout });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    if (process.platform === 'darwin') {
      database.pragma('fullfsync = ON');
      database.pragma('checkpoint_fullfsync = ON');
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** What the connection reports of itself, not what it was asked for. */
export function readDurability(database: Connection): Durability {
  return {
    journalMode: String(database.pragma('journal_mode', { simple: true })),
    synchronous: Number(database.pragma('synchronous', { simple: true })),
    fullfsync: Number(database.pragma('fullfsync', { simple: true })) === 1,
  };
}

export function schemaVersion(database: Connection): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** True when SQLite reports that the file's content is damaged, rather than busy, full or unreachable. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code.startsWith('SQLITE_CORRUPT') ||
      error.code === 'SQLITE_NOTADB' ||
      // A mangled schema or header reads as these.
      error.code === 'SQLITE_ERROR' ||
      error.code === 'SQLITE_FORMAT' ||
      error.code.startsWith('SQLITE_IOERR_SHORT_READ'))
  );
}

export function isBusy(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED'))
  );
}

export function describeError(error: unknown): string {
  if (error instanceof Database.SqliteError) return `${error.message} (${error.code})`;
  return error instanceof Error ? error.message : String(error);
}

/** Opens a file that nobody else writes, to look at it. */
export function connectReadOnly(file: string): Connection {
  return new Database(file, { readonly: true, fileMustExist: true });
}

/** The first thing wrong with the file's structure, or null. `full` also compares indexes with their tables. */
export function findDamage(database: Connection, full: boolean): string | null {
  const row: unknown = database.pragma(full ? 'integrity_check(1)' : 'quick_check(1)', { simple: true });
  return row === 'ok' ? null : String(row);
}
