import type { Migration } from '../../../store/index.ts';

/**
 * What running needs: events as they came, runs with their journals, timers, keyed state, the workspace's own records,
 * and the outgoing notices. Times are ISO 8601 in UTC with milliseconds, which sort as text. JSON is text.
 */
export const running: Migration = {
  version: 2,
  sql: `
    CREATE TABLE events (
      seq         INTEGER PRIMARY KEY AUTOINCREMENT,
      id          TEXT NOT NULL UNIQUE,
      type        TEXT NOT NULL,
      app         TEXT NOT NULL,
      subject     TEXT NOT NULL,
      fired_at    TEXT NOT NULL,
      received_at TEXT NOT NULL,
      -- Tells another body under the same id from the same one again; survives erasure.
      body_hash   TEXT NOT NULL,
      body        TEXT NOT NULL,
      erased_at   TEXT
    ) STRICT;
    CREATE INDEX events_type ON events (type, seq);
    CREATE INDEX events_app ON events (app, seq);
    CREATE INDEX events_subject ON events (subject, seq);
    CREATE INDEX events_received ON events (received_at);

    -- Rules as they were when they ran, once each.
    CREATE TABLE run_rules (
      hash    TEXT PRIMARY KEY,
      payload TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE runs (
      seq          INTEGER PRIMARY KEY AUTOINCREMENT,
      id           TEXT NOT NULL UNIQUE,
      rule_id      TEXT NOT NULL,
      rule_hash    TEXT NOT NULL REFERENCES run_rules (hash),
      event_id     TEXT NOT NULL,
      event_type   TEXT NOT NULL,
      app          TEXT NOT NULL,
      subject      TEXT NOT NULL,
      -- The whole event, where it was not taken in: of a run that a person asked for.
      event        TEXT,
      source       TEXT NOT NULL CHECK (source IN ('cron', 'manual', 'event')),
      scope        TEXT NOT NULL,
      started_by   TEXT,
      replay_of    TEXT,
      replay_from  TEXT CHECK (replay_from IN ('start', 'failed')),
      state        TEXT NOT NULL CHECK (state IN ('open', 'done', 'held')),
      held         TEXT,
      outcome      TEXT,
      reason       TEXT,
      record       TEXT,
      at           TEXT NOT NULL,
      finished_at  TEXT
    ) STRICT;
    CREATE INDEX runs_open ON runs (seq) WHERE state = 'open';
    CREATE INDEX runs_rule ON runs (rule_id, seq);
    CREATE INDEX runs_event ON runs (event_id);
    CREATE INDEX runs_at ON runs (at);

    -- What a run was answered, in order: with it the run is rebuilt.
    CREATE TABLE journal (
      run_id  TEXT NOT NULL,
      seq     INTEGER NOT NULL,
      engine  TEXT NOT NULL,
      kind    TEXT NOT NULL,
      step    TEXT,
      -- What was asked, as a fingerprint.
      request TEXT NOT NULL,
      answer  TEXT NOT NULL,
      PRIMARY KEY (run_id, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE timers (
      kind   TEXT NOT NULL,
      key    TEXT NOT NULL,
      due_at TEXT NOT NULL,
      data   TEXT NOT NULL,
      PRIMARY KEY (kind, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX timers_due ON timers (due_at);

    -- Cursors, counters and the latest firings, by kind and key.
    CREATE TABLE keyed_state (
      kind  TEXT NOT NULL,
      key   TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (kind, key)
    ) STRICT, WITHOUT ROWID;

    -- Tickets, sessions and documents as the workspace knows them.
    CREATE TABLE records (
      kind           TEXT NOT NULL CHECK (kind IN ('ticket', 'session', 'document')),
      id             TEXT NOT NULL,
      app            TEXT NOT NULL,
      fields         TEXT NOT NULL,
      assignee       TEXT,
      is_open        INTEGER NOT NULL CHECK (is_open IN (0, 1)),
      stream_version INTEGER NOT NULL,
      -- Notes that only people of the workspace see.
      notes          TEXT NOT NULL,
      opened_at      TEXT NOT NULL,
      updated_at     TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX records_load ON records (app, assignee) WHERE is_open = 1;

    -- Hits of saved searches that a rule has mailed.
    CREATE TABLE sent_hits (
      rule_id TEXT NOT NULL,
      search  TEXT NOT NULL,
      hit     TEXT NOT NULL,
      PRIMARY KEY (rule_id, search, hit)
    ) STRICT, WITHOUT ROWID;

    -- Exactly one for each match, and one for each rule that was paused.
    CREATE TABLE notices (
      id     TEXT PRIMARY KEY,
      kind   TEXT NOT NULL,
      run_id TEXT,
      app    TEXT,
      body   TEXT NOT NULL,
      at     TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX notices_at ON notices (at);

    CREATE TABLE deliveries (
      seq        INTEGER PRIMARY KEY AUTOINCREMENT,
      notice_id  TEXT NOT NULL,
      -- A subscription's id, or 'mail:' and an address.
      target     TEXT NOT NULL,
      state      TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
      attempts   INTEGER NOT NULL,
      next_at    TEXT NOT NULL,
      last_error TEXT
    ) STRICT;
    CREATE INDEX deliveries_waiting ON deliveries (next_at) WHERE state = 'waiting';
    CREATE INDEX deliveries_notice ON deliveries (notice_id);
  `,
};
