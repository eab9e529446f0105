import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { connectReadOnly, describeError, findDamage, isDamage, schemaVersion } from './connection.ts';
import { readRuleRow } from './rows.ts';

export type Inspection =
  | { kind: 'sound' }
  | { kind: 'newer-schema'; version: number }
  | { kind: 'damaged'; damage: string };

/** A schema number beyond this was never written by any version of the program. */
const plausibleSchema = 10_000;

/**
 * Looks an existing data file over without changing a byte of it: opening a damaged file for writing could replay
 * or drop its log. Throws what is not damage: a busy file, a refusing disk.
 */
export function inspect(file: string, newestSchema: number): Inspection {
  if (isLogOrphaned(file)) return { kind: 'damaged', damage: 'its header does not belong to its log' };
  try {
    const database = connectReadOnly(file);
    try {
      const version = schemaVersion(database);
      if (version < 0 || version > plausibleSchema) {
        return { kind: 'damaged', damage: `its schema number is ${version}` };
      }
      const damage = findDamage(database, false);
      if (damage) return { kind: 'damaged', damage };
      if (version > newestSchema) return { kind: 'newer-schema', version };
      if (version > 0) {
        for (const row of database.prepare('SELECT * FROM rules').iterate()) {
          const read = readRuleRow(row);
          if (!read.ok) return { kind: 'damaged', damage: read.error };
        }
      }
      return { kind: 'sound' };
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { kind: 'damaged', damage: describeError(error) };
  }
}

/** A file that says it has no log beside one that is not empty: SQLite would drop the log without a word. */
function isLogOrphaned(file: string): boolean {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  const header = Buffer.alloc(20);
  const descriptor = openSync(file, 'r');
  try {
    if (readSync(descriptor, header) < header.length) return true;
  } finally {
    closeSync(descriptor);
  }
  return header[18] !== 2 || header[19] !== 2;
}
