import { z } from 'zod';
import type { StoredRunBody } from '../../contract/index.ts';
import { contentHash } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import { pageBounds, pageFrom } from '../requests/page.ts';
import type { RunHistory } from '../runs/run-history.ts';
import { readRecord, readStoredEvent, readStoredRule } from './stored-json.ts';

const runRow = z.object({
  seq: z.int(),
  id: z.string(),
  rule: z.string(),
  event: z.string(),
  subject: z.string(),
  source: z.enum(['cron', 'manual', 'event']),
  scope: z.string(),
  replay_of: z.string().nullable(),
  held: z.string().nullable(),
  record: z.string().nullable(),
  at: z.string(),
});
const eventRow = z.object({ seq: z.int(), body: z.string() });
const names = z.array(z.string());

const columns = `SELECT runs.*, run_rules.payload AS rule, coalesce(runs.event, events.body) AS event
  FROM runs JOIN run_rules ON run_rules.hash = runs.rule_hash LEFT JOIN events ON events.id = runs.event_id`;

/** What is kept of events and runs, read page by page. Runs that are still under way are not in it; held ones are. */
export function createRunHistory({ connection }: Database): RunHistory {
  const page = connection.prepare(
    `${columns} WHERE runs.state != 'open' AND (@after IS NULL OR runs.seq < @after)
       AND (@rule IS NULL OR runs.rule_id = @rule)
       AND (@event IS NULL OR runs.event_id = @event OR runs.event_type = @event)
       AND (@app IS NULL OR runs.app = @app) AND (@outcome IS NULL OR runs.outcome = @outcome)
       AND (@from IS NULL OR runs.at >= @from) AND (@to IS NULL OR runs.at < @to)
     ORDER BY runs.seq DESC LIMIT @limit`,
  );
  const one = connection.prepare(`${columns} WHERE runs.id = ? AND runs.state != 'open'`);
  const events = connection.prepare(
    `SELECT seq, body FROM events WHERE seq > @after AND erased_at IS NULL
       AND (@type IS NULL OR type = @type) AND (@app IS NULL OR app = @app)
       AND (@from IS NULL OR fired_at >= @from) AND (@to IS NULL OR fired_at < @to)
     ORDER BY seq LIMIT @limit`,
  );
  const newest = connection.prepare(
    `SELECT seq, body FROM events WHERE subject = ? AND erased_at IS NULL
     ORDER BY type = ? DESC, seq DESC LIMIT 1`,
  );
  const bodyOf = (row: unknown) => readStoredEvent(eventRow.parse(row).body);
  return {
    runs({ rule = null, event = null, app = null, outcome = null, from, to }, request) {
      const bounds = pageBounds(request);
      if (!bounds.ok) return bounds;
      const { after, limit } = bounds.value;
      const filter = { rule, event, app, outcome, from: utc(from), to: utc(to), after, limit: limit + 1 };
      const rows = page.all(filter).map((row) => runRow.parse(row));
      return { ok: true, value: pageFrom(rows, limit, (row) => row.seq, storedRunOf) };
    },
    run(id) {
      const found = one.get(id);
      return found === undefined ? null : storedRunOf(runRow.parse(found));
    },
    events({ type = null, app = null, from, to }, request) {
      const bounds = pageBounds(request);
      if (!bounds.ok) return bounds;
      const { after, limit } = bounds.value;
      const filter = { type, app, from: utc(from), to: utc(to), after: after ?? 0, limit: limit + 1 };
      const rows = events.all(filter).map((row) => eventRow.parse(row));
      return { ok: true, value: pageFrom(rows, limit, (row) => row.seq, bodyOf) };
    },
    newestEvent(subject, type) {
      const found = newest.get(subject, type);
      return found === undefined ? null : bodyOf(found);
    },
  };
}

/** Times are compared as text, which takes one spelling of them. */
function utc(time: string | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}

function storedRunOf(row: z.infer<typeof runRow>): StoredRunBody {
  const event = readStoredEvent(row.event);
  const rule = readStoredRule(row.rule);
  const { id, type, app } = event;
  // A held run has come to no end: its record says so, with nothing done.
  const record = row.record === null ? null : readRecord(row.record);
  const unfinished = {
    recordVersion: 1 as const,
    rule: { id: rule.id, name: rule.name, version: rule.version, hash: contentHash(rule) },
    event: { id, type, app },
    driver: 'live',
    outcome: 'not-considered' as const,
    reason: null,
    notes: [`held: ${row.held ?? ''}`],
    filter: { pass: true, nodes: [] },
    steps: [],
    counts: { succeeded: 0, failed: 0 },
    sideEffects: 0,
    startedAt: row.at,
    latencyMs: 0,
  };
  return {
    ...(record ?? unfinished),
    id: row.id,
    event,
    source: row.source,
    scope: names.parse(JSON.parse(row.scope)),
    subject: row.subject,
    replayOf: row.replay_of,
    held: row.held,
  };
}
