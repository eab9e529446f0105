import type { Migration } from './migration.ts';

/** Workspaces this folder ships to, and each of their rules as it was when both sides last agreed. */
export const workspaces: Migration = {
  version: 2,
  sql: `
    CREATE TABLE workspaces (
      name     TEXT PRIMARY KEY,
      url      TEXT NOT NULL,
      added_at TEXT NOT NULL,
      checksum TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE remote_rules (
      workspace TEXT NOT NULL REFERENCES workspaces (name) ON DELETE CASCADE,
      rule_id   TEXT NOT NULL,
      version   INTEGER NOT NULL,
      hash      TEXT NOT NULL,
      payload   TEXT NOT NULL,
      seen_at   TEXT NOT NULL,
      checksum  TEXT NOT NULL,
      PRIMARY KEY (workspace, rule_id)
    ) STRICT, WITHOUT ROWID;
  `,
};
