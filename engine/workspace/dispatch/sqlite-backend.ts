import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Event, Rule } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import type { Backend } from './backend.ts';
import { readAnswer, readJson, readRecord, readStoredEvent, readStoredRule } from './stored-json.ts';

const runRow = z.object({
  id: z.string(),
  rule: z.string(),
  event: z.string(),
  subject: z.string(),
  source: z.enum(['cron', 'manual', 'event']),
  started_by: z.string().nullable(),
  replay_of: z.string().nullable(),
  replay_from: z.enum(['start', 'failed']).nullable(),
  at: z.string(),
});
const openRow = z.object({ id: z.string(), rule_id: z.string() });
const journalRow = z.object({
  seq: z.int(),
  engine: z.string(),
  step: z.string().nullable(),
  request: z.string(),
  answer: z.string(),
});
const timerRow = z.object({ kind: z.string(), key: z.string(), due_at: z.string(), data: z.string() });
const recordRow = z.object({ record: z.string().nullable() });
const stateRow = z.object({ value: z.string() });
const hashRow = z.object({ body_hash: z.string() });
const dueRow = z.object({ due_at: z.string().nullable() });

/**
 * The backend on one SQLite file. A transaction is one IMMEDIATE transaction with synchronous=FULL: what it wrote
 * survives a power cut once it returns, state, run record and notice together. One process writes at a time.
 */
export function createSqliteBackend(database: Database): Backend {
  const { connection } = database;
  const putEvent = connection.prepare(
    `INSERT INTO events (id, type, app, subject, fired_at, received_at, body_hash, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const eventHash = connection.prepare('SELECT body_hash FROM events WHERE id = ?');
  const putRule = connection.prepare(
    'INSERT INTO run_rules (hash, payload) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const putRun = connection.prepare(
    `INSERT INTO runs (id, rule_id, rule_hash, event_id, event_type, app, subject, event, source, scope, started_by,
       replay_of, replay_from, state, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)`,
  );
  const openRuns = connection.prepare("SELECT id, rule_id FROM runs WHERE state = 'open' ORDER BY seq");
  const oneRun = connection.prepare(
    `SELECT runs.*, run_rules.payload AS rule, coalesce(runs.event, events.body) AS event
     FROM runs JOIN run_rules ON run_rules.hash = runs.rule_hash LEFT JOIN events ON events.id = runs.event_id
     WHERE runs.id = ?`,
  );
  const oneRecord = connection.prepare('SELECT record FROM runs WHERE id = ?');
  const settled = connection.prepare("SELECT 1 FROM runs WHERE id = ? AND state != 'open'");
  const entries = connection.prepare('SELECT * FROM journal WHERE run_id = ? ORDER BY seq');
  const putEntry = connection.prepare(
    'INSERT INTO journal (run_id, seq, engine, kind, step, request, answer) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const finish = connection.prepare(
    "UPDATE runs SET state = 'done', outcome = ?, reason = ?, record = ?, finished_at = ? WHERE id = ?",
  );
  const hold = connection.prepare("UPDATE runs SET state = 'held', held = ?, finished_at = ? WHERE id = ?");
  const putTimer = connection.prepare(
    `INSERT INTO timers (kind, key, due_at, data) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at, data = excluded.data`,
  );
  const dropTimer = connection.prepare('DELETE FROM timers WHERE kind = ? AND key = ?');
  const due = connection.prepare('SELECT * FROM timers WHERE due_at <= ? ORDER BY due_at, kind, key LIMIT ?');
  const earliest = connection.prepare('SELECT min(due_at) AS due_at FROM timers');
  const getState = connection.prepare('SELECT value FROM keyed_state WHERE kind = ? AND key = ?');
  const putState = connection.prepare(
    `INSERT INTO keyed_state (kind, key, value) VALUES (?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value`,
  );

  // A rule sets off many runs; what it is stored as is worked out once.
  const rules = new WeakMap<Rule, { payload: string; hash: string }>();
  const events = new WeakMap<Event, string>();
  function storedRule(rule: Rule) {
    const known = rules.get(rule);
    if (known) return known;
    const payload = JSON.stringify(rule);
    const made = { payload, hash: hashOf(payload) };
    rules.set(rule, made);
    return made;
  }
  const isTaken = (event: Event) => events.has(event) || eventHash.get(event.id) !== undefined;

  return {
    transaction: (work) => database.write(work),
    afterCommit: (listener) => database.afterCommit(listener),
    takeEvent(event, subject, receivedAt) {
      const body = JSON.stringify(event);
      const hash = hashOf(body);
      const { id, type, app, firedAt } = event;
      const firedUtc = new Date(firedAt).toISOString();
      if (putEvent.run(id, type, app, subject, firedUtc, receivedAt, hash, body).changes === 1) {
        events.set(event, id);
        return 'new';
      }
      return hashRow.parse(eventHash.get(id)).body_hash === hash ? 'same' : 'differs';
    },
    openRun({ id, rule, event, subject, source, by, replayOf, replayFrom, at }) {
      const { payload, hash } = storedRule(rule);
      putRule.run(hash, payload);
      const body = by === null && isTaken(event) ? null : JSON.stringify(event);
      const scope = JSON.stringify(rule.scope.apps);
      const { type, app } = event;
      putRun.run(
        id,
        rule.id,
        hash,
        event.id,
        type,
        app,
        subject,
        body,
        source,
        scope,
        by,
        replayOf,
        replayFrom,
        at,
      );
    },
    openRuns: () =>
      openRuns.all().map((row) => {
        const { id, rule_id: ruleId } = openRow.parse(row);
        return { id, ruleId };
      }),
    run(id) {
      const found = oneRun.get(id);
      if (found === undefined) return null;
      const row = runRow.parse(found);
      return {
        id: row.id,
        rule: readStoredRule(row.rule),
        event: readStoredEvent(row.event),
        subject: row.subject,
        source: row.source,
        by: row.started_by,
        replayOf: row.replay_of,
        replayFrom: row.replay_from,
        at: row.at,
      };
    },
    record(id) {
      const row = recordRow.safeParse(oneRecord.get(id));
      return row.success && row.data.record !== null ? readRecord(row.data.record) : null;
    },
    journal: (runId) =>
      entries.all(runId).map((each) => {
        const { seq: sequence, answer, ...row } = journalRow.parse(each);
        return { sequence, ...row, answer: readAnswer(answer) };
      }),
    answer(runId, { sequence, engine, step, request, answer }) {
      putEntry.run(runId, sequence, engine, answer.kind, step, request, JSON.stringify(answer));
    },
    finishRun(id, record, at) {
      finish.run(record.outcome, record.reason, JSON.stringify(record), at, id);
    },
    holdRun: (id, reason, at) => void hold.run(reason, at, id),
    isSettled: (id) => settled.get(id) !== undefined,
    setTimer: ({ kind, key, dueAt, data }) => void putTimer.run(kind, key, dueAt, JSON.stringify(data)),
    clearTimer: (kind, key) => void dropTimer.run(kind, key),
    dueTimers: (now, limit) =>
      due.all(now, limit).map((each) => {
        const { due_at: dueAt, data, ...row } = timerRow.parse(each);
        return { ...row, dueAt, data: readJson(data) };
      }),
    nextTimer: () => dueRow.parse(earliest.get()).due_at,
    readState(kind, key) {
      const found = getState.get(kind, key);
      return found === undefined ? undefined : readJson(stateRow.parse(found).value);
    },
    writeState: (kind, key, value) => void putState.run(kind, key, JSON.stringify(value)),
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
