import { type Event, isJsonObject, type Json, type JsonObject } from '../../model/index.ts';
import type { RecordKind, RecordRows, WorkspaceRecord } from './record-rows.ts';

/** What an event says about a ticket, a session or a document; null where it is about none of them. */
function subjectIn({ type, payload }: Event): { kind: RecordKind; id: string; fields: JsonObject } | null {
  const { ticket, session, documentId } = payload;
  if (isJsonObject(ticket)) return named('ticket', ticket.id, ticket);
  if (isJsonObject(session)) return named('session', session.id, session);
  if (!type.startsWith('document.')) return null;
  const { sensitivityAfter, field, value, ...facts } = payload;
  return named('document', documentId, {
    ...facts,
    ...(sensitivityAfter === undefined ? {} : { sensitivity: sensitivityAfter }),
    ...(typeof field === 'string' && field !== '__proto__' && value !== undefined ? { [field]: value } : {}),
  });
}

function named(kind: RecordKind, id: Json | undefined, fields: JsonObject) {
  return typeof id === 'string' || typeof id === 'number' ? { kind, id: String(id), fields } : null;
}

/**
 * Makes or updates the record that an event is about; null where there is none. An event that is older than what is
 * known, by its stream's version, changes nothing, and one of another app may not touch it.
 */
export function observeEvent(rows: RecordRows, event: Event, at: string): WorkspaceRecord | null {
  const found = subjectIn(event);
  if (!found) return null;
  const { kind, id } = found;
  const before = rows.get(kind, id);
  if (before && (before.app !== event.app || before.streamVersion > event.streamVersion)) return null;
  const fields = { ...before?.fields, ...found.fields };
  const isOpenNow = isOpen(kind, fields, event.type);
  // A ticket that is reopened is open from then on: what it is due by counts anew.
  const goesOn = before !== null && (before.isOpen || !isOpenNow);
  const record: WorkspaceRecord = {
    kind,
    id,
    app: event.app,
    fields,
    assignee: kind === 'ticket' ? textOf(fields.assignee_id) : (before?.assignee ?? null),
    isOpen: isOpenNow,
    streamVersion: event.streamVersion,
    notes: before?.notes ?? [],
    openedAt: goesOn ? before.openedAt : new Date(event.firedAt).toISOString(),
    updatedAt: at,
  };
  rows.put(record);
  return record;
}

function isOpen(kind: RecordKind, fields: JsonObject, type: string): boolean {
  switch (kind) {
    case 'ticket':
      return fields.status !== 'closed';
    case 'session':
      return type !== 'session.closed';
    case 'document':
      return type !== 'document.tombstoned';
  }
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
