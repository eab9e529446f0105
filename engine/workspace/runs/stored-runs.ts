import { z } from 'zod';
import type { StoredRunBody } from '../../contract/index.ts';
import { event, limits, parseJson, readWith, runRecord } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import { pageBounds, pageFrom } from '../requests/page.ts';
import type { EventFilter, RunFilter, RunHistory } from './run-history.ts';

const runRow = z.object({
  seq: z.int(),
  id: z.string(),
  event: z.string(),
  source: z.enum(['cron', 'manual', 'event']),
  scope: z.string(),
  subject: z.string(),
  replay_of: z.string().nullable(),
  held: z.string().nullable(),
  record: z.string(),
});
const eventRow = z.object({ seq: z.int(), body: z.string() });

const runColumns = `runs.seq, runs.id, coalesce(runs.event, events.body) AS event, runs.source, runs.scope,
  runs.subject, runs.replay_of, runs.held, runs.record`;
/** Runs that are under way have no record yet; of erased events nothing is left to show. */
const runTables = `runs LEFT JOIN events ON events.id = runs.event_id AND events.erased_at IS NULL
  WHERE runs.record IS NOT NULL AND coalesce(runs.event, events.body) IS NOT NULL`;

/** What happened, read from the database; nothing here writes. */
export function createRunHistory({ connection }: Database): RunHistory {
  const runPage = connection.prepare(
    `SELECT ${runColumns} FROM ${runTables}
       AND (@after IS NULL OR runs.seq < @after) AND (@rule IS NULL OR runs.rule_id = @rule)
       AND (@event IS NULL OR runs.event_id = @event OR runs.event_type = @event)
       AND (@app IS NULL OR runs.app = @app) AND (@outcome IS NULL OR runs.outcome = @outcome)
       AND (@from IS NULL OR runs.at >= @from) AND (@to IS NULL OR runs.at < @to)
     ORDER BY runs.seq DESC LIMIT @limit`,
  );
  const oneRun = connection.prepare(`SELECT ${runColumns} FROM ${runTables} AND runs.id = ?`);
  const eventPage = connection.prepare(
    `SELECT seq, body FROM events WHERE erased_at IS NULL AND seq > @after
       AND (@type IS NULL OR type = @type) AND (@app IS NULL OR app = @app)
       AND (@from IS NULL OR fired_at >= @from) AND (@to IS NULL OR fired_at < @to)
     ORDER BY seq LIMIT @limit`,
  );
  const newest = connection.prepare(
    `SELECT seq, body FROM events WHERE erased_at IS NULL AND subject = ? ORDER BY (type = ?) DESC, seq DESC LIMIT 1`,
  );

  return {
    runs(filter, page) {
      const bounds = pageBounds(page);
      if (!bounds.ok) return bounds;
      const { after, limit } = bounds.value;
      const rows = runPage.all({ ...runParameters(filter), after, limit: limit + 1 });
      return {
        ok: true,
        value: pageFrom(
          rows.map((row) => runRow.parse(row)),
          limit,
          (row) => row.seq,
          runOf,
        ),
      };
    },
    run(id) {
      const found = runRow.safeParse(oneRun.get(id));
      return found.success ? runOf(found.data) : null;
    },
    events(filter, page) {
      const bounds = pageBounds(page);
      if (!bounds.ok) return bounds;
      const { after, limit } = bounds.value;
      const rows = eventPage.all({ ...eventParameters(filter), after: after ?? 0, limit: limit + 1 });
      return {
        ok: true,
        value: pageFrom(
          rows.map((row) => eventRow.parse(row)),
          limit,
          (row) => row.seq,
          (row) => stored(event, row.body),
        ),
      };
    },
    newestEvent(subject, type) {
      const found = eventRow.safeParse(newest.get(subject, type));
      return found.success ? stored(event, found.data.body) : null;
    },
  };
}

function runParameters({ rule, event, app, outcome, from, to }: RunFilter) {
  const asked = { rule: rule ?? null, event: event ?? null, app: app ?? null, outcome: outcome ?? null };
  return { ...asked, from: utc(from), to: utc(to) };
}

function eventParameters({ type, app, from, to }: EventFilter) {
  return { type: type ?? null, app: app ?? null, from: utc(from), to: utc(to) };
}

/** Times are compared as text, which takes one spelling of them. */
function utc(time: string | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}

function runOf(row: z.infer<typeof runRow>): StoredRunBody {
  return {
    ...stored(runRecord, row.record),
    event: stored(event, row.event),
    id: row.id,
    source: row.source,
    scope: stored(z.array(z.string()), row.scope),
    subject: row.subject,
    replayOf: row.replay_of,
    held: row.held,
  };
}

/** Only what was read is ever stored; what cannot be read again is damage, not an answer. */
function stored<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const parsed = parseJson(text, { maxBytes: limits.packBytes, maxDepth: 4 * limits.nestingDepth });
  const read = parsed.ok ? readWith(schema, parsed.value) : parsed;
  if (!read.ok) throw new Error('a stored run or event cannot be read: the database is damaged');
  return read.value;
}
