import { statSync } from 'node:fs';
import { failure } from '../model/index.ts';
import { type Connection, describeError, isBusy } from './connection.ts';
import type { StoreResult } from './store.ts';

/** How reads and writes meet the disk: what SQLite throws becomes a `failed` value here and nowhere else. */
export interface Transactions {
  /** One IMMEDIATE transaction: committed when `work` succeeds, undone when it fails or throws. */
  write<Value>(work: () => StoreResult<Value>): StoreResult<Value>;
  /** One consistent view of the data. */
  read<Value>(work: () => StoreResult<Value>): StoreResult<Value>;
  /** How many writes were committed here. */
  committed(): number;
}

export function createTransactions(database: Connection, file: string): Transactions {
  const opened = statSync(file, { bigint: true }).ino;
  let writes = 0;

  function run<Value>(begin: string, work: () => StoreResult<Value>): StoreResult<Value> {
    try {
      database.exec(begin);
      const result = work();
      database.exec(result.ok ? 'COMMIT' : 'ROLLBACK');
      return result;
    } catch (error) {
      return failed(isBusy(error) ? 'another program is writing to the data folder' : describeError(error));
    } finally {
      if (database.open && database.inTransaction) database.exec('ROLLBACK');
    }
  }

  return {
    write(work) {
      // SQLite would go on writing into a file that no longer has a name, and the work would be gone.
      if (statSync(file, { bigint: true, throwIfNoEntry: false })?.ino !== opened) {
        return failed(
          `${file} was moved or replaced while it was open; start again to use what is there now`,
        );
      }
      const result = run('BEGIN IMMEDIATE', work);
      if (result.ok) writes++;
      return result;
    },
    read: (work) => run('BEGIN DEFERRED', work),
    committed: () => writes,
  };
}

export function failed(detail: string): StoreResult<never> {
  return failure({ kind: 'failed', detail });
}
