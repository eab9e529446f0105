import type { Migration } from './migration.ts';

/**
 * Rules with their drafts, every version ever saved, and what this installation prefers. A checksum
 * covers its whole row: SQLite notices damaged pages, not a flipped bit in a text.
 */
export const rules: Migration = {
  version: 1,
  sql: `
    CREATE TABLE rules (
      id          TEXT PRIMARY KEY,
      draft       TEXT NOT NULL,
      code_text   TEXT,
      layout      TEXT NOT NULL,
      revision    INTEGER NOT NULL,
      enabled     INTEGER NOT NULL CHECK (enabled IN (0, 1)),
      version     INTEGER NOT NULL,
      saved_hash  TEXT NOT NULL,
      updated_at  TEXT NOT NULL,
      deleted_at  TEXT,
      deleted_by  TEXT,
      deleted_why TEXT,
      checksum    TEXT NOT NULL
    ) STRICT;

    CREATE TABLE versions (
      rule_id TEXT NOT NULL REFERENCES rules (id),
      version INTEGER NOT NULL,
      payload TEXT NOT NULL,
      hash    TEXT NOT NULL,
      who     TEXT NOT NULL,
      at      TEXT NOT NULL,
      why     TEXT NOT NULL,
      checksum TEXT NOT NULL,
      PRIMARY KEY (rule_id, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE preferences (
      key   TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
