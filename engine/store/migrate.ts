import { type Connection, schemaVersion } from './connection.ts';
import type { Migration } from './migrations/index.ts';

/** The schema that these migrations lead to. */
export function newestSchemaOf(migrations: readonly Migration[]): number {
  return migrations.reduce((newest, migration) => Math.max(newest, migration.version), 0);
}

/**
 * Brings the schema up to date, each step in a transaction of its own, so that a kill leaves the old schema or the
 * new one. Another process may be doing the same: what it did is seen once the lock is held, and not done twice.
 */
export function migrate(database: Connection, migrations: readonly Migration[]): void {
  for (const migration of migrations) {
    database
      .transaction(() => {
        if (schemaVersion(database) >= migration.version) return;
        database.exec(migration.sql);
        database.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
}
