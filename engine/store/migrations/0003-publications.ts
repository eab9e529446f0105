import type { Migration } from './migration.ts';

/** The journal of publishing. A workspace has one open publication at most, whoever begins it. */
export const publications: Migration = {
  version: 3,
  sql: `
    CREATE TABLE publications (
      id         TEXT PRIMARY KEY,
      workspace  TEXT NOT NULL REFERENCES workspaces (name) ON DELETE CASCADE,
      state      TEXT NOT NULL CHECK (state IN ('open', 'live', 'abandoned')),
      started_at TEXT NOT NULL,
      body       TEXT NOT NULL,
      checksum   TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX one_open_publication ON publications (workspace) WHERE state = 'open';
    CREATE INDEX publications_by_time ON publications (workspace, started_at);
  `,
};
