import type { Migration } from '../../../store/index.ts';

/**
 * Rules and every version of them, staged releases, what may speak to the service, what it was told, and the audit.
 * Times are ISO 8601 in UTC, which sort as text. JSON is text.
 */
export const rules: Migration = {
  version: 1,
  sql: `
    CREATE TABLE rules (
      seq        INTEGER PRIMARY KEY AUTOINCREMENT,
      id         TEXT NOT NULL UNIQUE,
      -- The current version, whole: what runs when it is enabled.
      payload    TEXT NOT NULL,
      -- The content hash, which is the ETag.
      checksum   TEXT NOT NULL,
      enabled    INTEGER NOT NULL CHECK (enabled IN (0, 1)),
      version    INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      updated_by TEXT NOT NULL,
      deleted_at TEXT
    ) STRICT;

    CREATE TABLE rule_versions (
      rule_id  TEXT NOT NULL REFERENCES rules (id),
      version  INTEGER NOT NULL,
      change   TEXT NOT NULL CHECK (change IN ('created', 'changed', 'enabled', 'disabled', 'deleted')),
      payload  TEXT NOT NULL,
      checksum TEXT NOT NULL,
      who      TEXT NOT NULL,
      at       TEXT NOT NULL,
      why      TEXT NOT NULL,
      release  TEXT,
      PRIMARY KEY (rule_id, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE releases (
      seq          INTEGER PRIMARY KEY AUTOINCREMENT,
      id           TEXT NOT NULL UNIQUE,
      state        TEXT NOT NULL CHECK (state IN ('staged', 'active', 'abandoned')),
      title        TEXT NOT NULL,
      created_by   TEXT NOT NULL,
      created_at   TEXT NOT NULL,
      settled_by   TEXT,
      settled_at   TEXT,
      why          TEXT NOT NULL
    ) STRICT;

    CREATE TABLE release_entries (
      release_id TEXT NOT NULL REFERENCES releases (id),
      rule_id    TEXT NOT NULL,
      position   INTEGER NOT NULL,
      -- A change as it was posted.
      entry      TEXT NOT NULL,
      PRIMARY KEY (release_id, rule_id)
    ) STRICT, WITHOUT ROWID;

    -- What was answered to a request, so that the same request again is answered and not carried out again.
    CREATE TABLE idempotency_keys (
      key       TEXT NOT NULL,
      token_id  TEXT NOT NULL,
      body_hash TEXT NOT NULL,
      answer    TEXT NOT NULL,
      at        TEXT NOT NULL,
      PRIMARY KEY (token_id, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX idempotency_keys_at ON idempotency_keys (at);

    CREATE TABLE tokens (
      id         TEXT PRIMARY KEY,
      name       TEXT NOT NULL,
      -- SHA-256 of the token, in hexadecimal. The token itself is written nowhere.
      hash       TEXT NOT NULL UNIQUE,
      member     TEXT NOT NULL,
      scopes     TEXT NOT NULL,
      created_at TEXT NOT NULL,
      expires_at TEXT,
      revoked_at TEXT
    ) STRICT, WITHOUT ROWID;

    -- Who changed what, and which actions ran. \`kind\` is 'change' or 'action'.
    CREATE TABLE audit (
      seq          INTEGER PRIMARY KEY AUTOINCREMENT,
      at           TEXT NOT NULL,
      kind         TEXT NOT NULL CHECK (kind IN ('change', 'action')),
      -- What was done: 'rule.created', 'rules.paused', …; for actions 'action.performed' or 'action.failed'.
      what         TEXT NOT NULL,
      actor        TEXT NOT NULL,
      app          TEXT,
      rule_id      TEXT,
      rule_version INTEGER,
      run_id       TEXT,
      action_type  TEXT,
      detail       TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_at ON audit (at);
    CREATE INDEX audit_rule ON audit (rule_id, seq);
    CREATE INDEX audit_action ON audit (action_type, at) WHERE kind = 'action';

    -- What is stopped: everything ('all', ''), an app, a label, or one rule.
    CREATE TABLE pauses (
      kind   TEXT NOT NULL CHECK (kind IN ('all', 'app', 'label', 'rule')),
      target TEXT NOT NULL,
      who    TEXT NOT NULL,
      at     TEXT NOT NULL,
      why    TEXT NOT NULL,
      PRIMARY KEY (kind, target)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE subscriptions (
      seq        INTEGER PRIMARY KEY AUTOINCREMENT,
      id         TEXT NOT NULL UNIQUE,
      -- An https address, or a reference to one: secret:name.
      url        TEXT NOT NULL,
      -- A list of 'rule.executed' and 'rule.skipped'.
      events     TEXT NOT NULL,
      -- Apps that it is told of; null: all.
      apps       TEXT,
      -- A reference to the signing secret, which is kept outside of the database.
      secret     TEXT NOT NULL,
      created_by TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE searches (
      seq        INTEGER PRIMARY KEY AUTOINCREMENT,
      id         TEXT NOT NULL UNIQUE,
      title      TEXT NOT NULL,
      query      TEXT NOT NULL,
      created_by TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE settings (
      key   TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
