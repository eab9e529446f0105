import type { EffectFailure } from '../../chain/index.ts';
import type { RaisedEvent } from '../../effects/index.ts';
import { type Effect, type Event, isJsonObject, type JsonObject, type Result } from '../../model/index.ts';
import { textOf } from './observe-event.ts';
import type { RecordKind, RecordRows, WorkspaceRecord } from './record-rows.ts';

/** Who changes a record: a run, on an event, in apps that it may touch. */
export interface RecordChange {
  event: Event;
  /** Whether the rule, and whoever made it, may change something in this app. */
  mayTouch: (app: string) => boolean;
  /** Of the effect: names what it makes. */
  key: string;
  /** ISO time. */
  at: string;
}

export interface AppliedEffect {
  output: JsonObject;
  raised: RaisedEvent[];
  record: WorkspaceRecord;
}

export type ApplyResult = Result<AppliedEffect, EffectFailure>;

/**
 * Carries out an effect on the workspace's own records; part of the transaction it is called in. Null: it is an effect
 * on something else. A record of an app that the rule or its creator may not touch is refused with `permission`.
 * Events are raised for what changed; what was so already raises none.
 */
export function applyEffect(rows: RecordRows, effect: Effect, change: RecordChange): ApplyResult | null {
  switch (effect.kind) {
    case 'session.assign':
    case 'session.tag':
    case 'human.escalate':
      return withRecord(rows, 'session', effect.sessionId, change, (record) =>
        changeSession(rows, record, effect, change),
      );
    case 'ticket.assign':
    case 'ticket.tag':
    case 'ticket.priority':
    case 'ticket.close':
    case 'ticket.reopen':
    case 'ticket.note':
      return withRecord(rows, 'ticket', effect.ticketId, change, (record) =>
        changeTicket(rows, record, effect, change),
      );
    default:
      return null;
  }
}

function withRecord(
  rows: RecordRows,
  kind: 'ticket' | 'session',
  id: Effect[string] | undefined,
  change: RecordChange,
  work: (record: WorkspaceRecord) => AppliedEffect,
): ApplyResult {
  const name = textOf(id);
  if (name === null) return refused('unknown-record', `the effect names no ${kind}`);
  const record = rows.get(kind, name) ?? firstRecord(kind, name, change);
  if (change.mayTouch(record.app)) return { ok: true, value: work(record) };
  return refused('permission', `the ${kind} ${name} belongs to the app "${record.app}"`);
}

function refused(code: string, message: string): ApplyResult {
  return { ok: false, error: { code, message, retryable: false } };
}

/** What the event says of it, where nothing was recorded before. */
function firstRecord(kind: RecordKind, id: string, { event, at }: RecordChange): WorkspaceRecord {
  const said = event.payload[kind];
  return {
    kind,
    id,
    app: event.app,
    fields: isJsonObject(said) ? said : { id },
    assignee: null,
    isOpen: true,
    streamVersion: event.streamVersion,
    notes: [],
    openedAt: new Date(event.firedAt).toISOString(),
    updatedAt: at,
  };
}

function changeSession(
  rows: RecordRows,
  before: WorkspaceRecord,
  effect: Effect,
  { at }: RecordChange,
): AppliedEffect {
  const record = { ...before, updatedAt: at };
  const raised: RaisedEvent[] = [];
  switch (effect.kind) {
    case 'session.assign':
      record.assignee = textOf(effect.memberId);
      break;
    case 'session.tag':
      record.fields = { ...record.fields, tags: effect.tags ?? [] };
      break;
    default: {
      const { team = null, pinTo = null, reason = null, audit = null } = effect;
      record.assignee = textOf(pinTo);
      record.isOpen = false;
      record.notes = [...record.notes, { kind: 'escalation', at, team, pinTo, reason, audit }];
      const durationSeconds = Math.max(0, Math.round((Date.parse(at) - Date.parse(before.openedAt)) / 1000));
      const session = record.fields;
      raised.push({ type: 'session.closed', payload: { session, resolution: 'escalated', durationSeconds } });
    }
  }
  rows.put(record);
  return { output: {}, raised, record };
}

function changeTicket(
  rows: RecordRows,
  before: WorkspaceRecord,
  effect: Effect,
  { at, key }: RecordChange,
): AppliedEffect {
  const { after = null } = effect;
  const record = { ...before, updatedAt: at };
  const set = (name: string) => {
    record.fields = { ...record.fields, [name]: after };
    return JSON.stringify(before.fields[name] ?? null) !== JSON.stringify(after);
  };
  let output: JsonObject = {};
  let raised: RaisedEvent | null = null;
  switch (effect.kind) {
    case 'ticket.assign': {
      const previous = before.fields.assignee_id ?? null;
      const changed = set('assignee_id');
      record.assignee = textOf(after);
      if (changed) raised = { type: 'TicketAssigned', payload: { previous_assignee_id: previous } };
      break;
    }
    case 'ticket.tag': {
      const { tag = null, change = null } = effect;
      if (set('tags')) raised = { type: 'TicketTagged', payload: { tag, change } };
      break;
    }
    case 'ticket.priority': {
      const from = before.fields.priority ?? null;
      if (set('priority')) raised = { type: 'TicketPriorityChanged', payload: { from, to: after } };
      break;
    }
    case 'ticket.close':
      if (set('status')) raised = { type: 'TicketClosed', payload: { reason: effect.reason ?? null } };
      record.isOpen = false;
      break;
    case 'ticket.reopen':
      if (set('status')) raised = { type: 'TicketReopened', payload: {} };
      if (!before.isOpen) record.openedAt = at;
      record.isOpen = true;
      break;
    default: {
      const noteId = `note:${key}`;
      record.notes = [...record.notes, { kind: 'note', id: noteId, at, text: effect.text ?? null }];
      output = { noteId };
    }
  }
  rows.put(record);
  const events = raised ? [{ type: raised.type, payload: { ticket: record.fields, ...raised.payload } }] : [];
  return { output, raised: events, record };
}
