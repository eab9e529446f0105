import type { Migration } from '../../engine/store/index.ts';

/** What the tables of each schema hold, by its version. */
export const rowsOf: Record<number, number> = { 1: 2_000, 2: 30_000, 3: 50_000 };

/** Schemas of which the second and third write far more than fits into memory at once. */
export const slowMigrations: readonly Migration[] = [
  { version: 1, sql: `CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT; ${upTo(1)}` },
  { version: 2, sql: `ALTER TABLE things ADD COLUMN size INTEGER; ${upTo(2)} UPDATE things SET size = id` },
  {
    version: 3,
    sql: `ALTER TABLE things RENAME COLUMN size TO weight; ${upTo(3)} UPDATE things SET weight = id`,
  },
];

function upTo(version: number): string {
  return `INSERT OR IGNORE INTO things (id, name)
    WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${rowsOf[version]})
    SELECT i, 'thing ' || i || ' ' || hex(zeroblob(30)) FROM n;`;
}
