import type { Event, JsonObject } from '../../model/index.ts';
import type { WorkspaceRecord } from './record-rows.ts';

/** When tickets are due. */
export interface SlaPolicy {
  name: string;
  /** Percent of the time after which it is warned. */
  warnPercent: number;
  /** Minutes to the due time, by priority; a priority that is left out is never due. */
  minutes: Readonly<Record<string, number>>;
}

export interface SlaTimer {
  /** Unique for a ticket and percentage. */
  key: string;
  /** ISO time. */
  dueAt: string;
  data: { ticketId: string; dueAt: string; percent: number };
}

/** The names of all timers that a ticket can have. */
export function slaKeys(ticketId: string): string[] {
  return [`${ticketId}:warned`, `${ticketId}:breached`];
}

/** When an open ticket is to be warned of, and when it breaches; nothing for one that is closed or never due. */
export function slaTimers(policy: SlaPolicy, ticket: WorkspaceRecord): SlaTimer[] {
  const { priority } = ticket.fields;
  const minutes =
    typeof priority === 'string' && Object.hasOwn(policy.minutes, priority)
      ? policy.minutes[priority]
      : undefined;
  if (!ticket.isOpen || minutes === undefined) return [];
  const opened = Date.parse(ticket.openedAt);
  const dueAt = new Date(opened + minutes * 60_000).toISOString();
  return [policy.warnPercent, 100].map((percent) => ({
    key: `${ticket.id}:${percent === 100 ? 'breached' : 'warned'}`,
    dueAt: new Date(opened + Math.round((minutes * 60_000 * percent) / 100)).toISOString(),
    data: { ticketId: ticket.id, dueAt, percent },
  }));
}

/** The event that a timer raises. Its id follows from the ticket and the due time, so that it happens once. */
export function slaEvent(
  policy: SlaPolicy,
  ticket: WorkspaceRecord,
  { dueAt, percent }: SlaTimer['data'],
  firedAt: string,
  tenantId: string,
): Event {
  const payload: JsonObject = { ticket: ticket.fields, sla: { name: policy.name, dueAt, percent } };
  return {
    id: `sla:${ticket.id}:${percent}:${dueAt}`,
    type: percent === 100 ? 'SlaBreached' : 'SlaWarned',
    app: ticket.app,
    firedAt,
    actor: { kind: 'system', id: 'sla' },
    streamId: `ticket-${ticket.id}`,
    streamVersion: ticket.streamVersion,
    tenantId,
    payload,
  };
}
