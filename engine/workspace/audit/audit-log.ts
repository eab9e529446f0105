import { z } from 'zod';
import type { AuditLine } from '../../contract/index.ts';
import { isJsonObject } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import { type Page, type PageRequest, pageBounds, pageFrom } from '../requests/page.ts';
import { type Answer, refuse } from '../requests/refusal.ts';
import { weekBounds, weekOf } from './iso-week.ts';

export interface AuditFilter {
  week?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  kind?: 'change' | 'action' | undefined;
  actionType?: string | undefined;
  rule?: string | undefined;
  actor?: string | undefined;
  app?: string | undefined;
}

export interface AuditSummary {
  from: string | null;
  to: string | null;
  items: {
    actionType: string;
    performed: number;
    failed: number;
    rules: { ruleId: string; count: number }[];
  }[];
}

/** Who changed what, and what the rules did. */
export interface AuditLog {
  list(filter: AuditFilter, page: PageRequest): Answer<Page<AuditLine>>;
  /** By action type; without a week or a time, of the week it is. */
  summary(filter: AuditFilter): Answer<AuditSummary>;
}

const auditRow = z.object({
  seq: z.int(),
  at: z.string(),
  kind: z.enum(['change', 'action']),
  what: z.string(),
  actor: z.string(),
  app: z.string().nullable(),
  rule_id: z.string().nullable(),
  rule_version: z.int().nullable(),
  run_id: z.string().nullable(),
  action_type: z.string().nullable(),
  detail: z.string(),
});
const summaryRow = z.object({
  action_type: z.string(),
  rule_id: z.string().nullable(),
  performed: z.int(),
  failed: z.int(),
});

const where = `(@from IS NULL OR at >= @from) AND (@to IS NULL OR at < @to)
  AND (@kind IS NULL OR kind = @kind) AND (@actionType IS NULL OR action_type = @actionType)
  AND (@rule IS NULL OR rule_id = @rule) AND (@actor IS NULL OR actor = @actor) AND (@app IS NULL OR app = @app)`;

export function createAuditLog({ connection }: Database, now: () => Date): AuditLog {
  const lines = connection.prepare(
    `SELECT * FROM audit WHERE (@after IS NULL OR seq < @after) AND ${where} ORDER BY seq DESC LIMIT @limit`,
  );
  const sums = connection.prepare(
    `SELECT action_type, rule_id, sum(what = 'action.performed') AS performed, sum(what = 'action.failed') AS failed
     FROM audit WHERE ${where} AND action_type IS NOT NULL
     GROUP BY action_type, rule_id ORDER BY action_type, rule_id`,
  );
  return {
    list(filter, page) {
      const bounds = pageBounds(page);
      if (!bounds.ok) return bounds;
      const asked = parameters(filter);
      if (!asked.ok) return asked;
      const { after, limit } = bounds.value;
      const rows = lines.all({ ...asked.value, after, limit: limit + 1 }).map((row) => auditRow.parse(row));
      return { ok: true, value: pageFrom(rows, limit, (row) => row.seq, lineOf) };
    },
    summary(filter) {
      const isTimed = filter.week !== undefined || filter.from !== undefined || filter.to !== undefined;
      const asked = parameters({ ...filter, ...(isTimed ? {} : { week: weekOf(now()) }), kind: 'action' });
      if (!asked.ok) return asked;
      const items = new Map<string, AuditSummary['items'][number]>();
      for (const each of sums.all(asked.value)) {
        const row = summaryRow.parse(each);
        const item = items.get(row.action_type) ?? {
          actionType: row.action_type,
          performed: 0,
          failed: 0,
          rules: [],
        };
        item.performed += row.performed;
        item.failed += row.failed;
        if (row.rule_id !== null) item.rules.push({ ruleId: row.rule_id, count: row.performed + row.failed });
        items.set(row.action_type, item);
      }
      const { from, to } = asked.value;
      return { ok: true, value: { from, to, items: [...items.values()] } };
    },
  };
}

function parameters({ week, from, to, kind, actionType, rule, actor, app }: AuditFilter) {
  const bounds = week === undefined ? null : weekBounds(week);
  if (week !== undefined && bounds === null) {
    const message = `there is no week ${week}`;
    return refuse('UNPROCESSABLE_CONTENT', message, { errors: [{ at: 'week', message }] });
  }
  return {
    ok: true as const,
    value: {
      from: latest(utc(from), bounds?.from ?? null),
      to: earliest(utc(to), bounds?.to ?? null),
      kind: kind ?? null,
      actionType: actionType ?? null,
      rule: rule ?? null,
      actor: actor ?? null,
      app: app ?? null,
    },
  };
}

/** Times are compared as text, which takes one spelling of them. */
function utc(time: string | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function lineOf(row: z.infer<typeof auditRow>): AuditLine {
  const detail: unknown = JSON.parse(row.detail);
  return {
    id: row.seq,
    at: row.at,
    kind: row.kind,
    what: row.what,
    actor: row.actor,
    app: row.app,
    ruleId: row.rule_id,
    ruleVersion: row.rule_version,
    runId: row.run_id,
    actionType: row.action_type,
    detail: isJsonObject(detail) ? detail : {},
  };
}
