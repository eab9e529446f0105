import { type Event, isJsonObject, type JsonObject, type RunRecord } from '../../model/index.ts';
import { textIn } from './text-in.ts';

/** Something that subscriptions are told of. Its id is the same however often it is sent. */
export interface Notice {
  id: string;
  kind: 'rule.executed' | 'rule.skipped' | 'rule.paused';
  runId: string | null;
  app: string | null;
  body: JsonObject;
  /** ISO time. */
  at: string;
}

/** The notice of a run that was a match: exactly one, `rule.executed` or `rule.skipped` with its reason. */
export function runNotice(
  runId: string,
  record: RunRecord,
  event: Event,
  subject: string,
  at: string,
): Notice {
  const id = `notice_${runId}`;
  const isSkipped = record.outcome === 'skipped';
  const kind = isSkipped ? 'rule.skipped' : 'rule.executed';
  const { ticket } = event.payload;
  const ticketId = isJsonObject(ticket) ? textIn(ticket.id) : null;
  const body = {
    event: kind,
    id,
    rule_id: record.rule.id,
    rule_version: record.rule.version,
    subject_id: subject,
    ...(ticketId === null ? {} : { ticket_id: ticketId }),
    trigger: event.type,
    app: event.app,
    event_id: event.id,
    run_id: runId,
    ...(isSkipped ? { reason: record.reason } : {}),
    actions_succeeded: record.counts.succeeded,
    actions_failed: record.counts.failed,
    latency_ms: Math.round(record.latencyMs ?? 0),
    at,
  };
  return { id, kind, runId, app: event.app, body, at };
}
