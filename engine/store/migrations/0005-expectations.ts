import type { Migration } from './migration.ts';

/** What is expected of each rule, as the text of an expectation file. It outlives a removed rule, which may come back. */
export const expectations: Migration = {
  version: 5,
  sql: `
    CREATE TABLE expectations (
      rule_id  TEXT PRIMARY KEY NOT NULL,
      cases    TEXT NOT NULL,
      checksum TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
