import type { Migration } from './migration.ts';

/** Which content of a rule passed all of its expectations; another content has another hash, and no mark. */
export const testedMarks: Migration = {
  version: 4,
  sql: `
    CREATE TABLE tested_marks (
      rule_id  TEXT NOT NULL,
      hash     TEXT NOT NULL,
      at       TEXT NOT NULL,
      cases    INTEGER NOT NULL,
      checksum TEXT NOT NULL,
      PRIMARY KEY (rule_id, hash)
    ) STRICT, WITHOUT ROWID;
  `,
};
