import { subjectOf } from '../../catalog/index.ts';
import type { Occasion } from '../../contract/index.ts';
import { scheduledEvents } from '../../drivers/index.ts';
import { type Event, isJsonObject, joinPlaces, type Rule, readEventValue } from '../../model/index.ts';
import { createRecordRows } from '../records/index.ts';
import { type Answer, refuse, refuseBody } from '../requests/refusal.ts';
import type { Workspace } from '../workspace.ts';

/** The event that a rule is to be tried on; of a schedule's, which are one for each app, the first. */
export function eventFor(rule: Rule, occasion: Occasion | undefined, workspace: Workspace): Answer<Event> {
  const found = eventsFor(rule, occasion, workspace);
  return found.ok ? { ok: true, value: found.value[0] } : found;
}

/** The events that a rule is to be run on: the one in the body, one about a stored subject, or all of a schedule's. */
export function eventsFor(
  rule: Rule,
  occasion: Occasion | undefined,
  workspace: Workspace,
): Answer<[Event, ...Event[]]> {
  const { event, subject } = occasion ?? {};
  if (event !== undefined) return alone(postedEvent(event, workspace, 'event'));
  if (subject !== undefined) return alone(subjectEvent(rule, String(subject), workspace));
  const at = workspace.clock.now().toISOString();
  if (rule.trigger.kind === 'event') {
    const message = 'name an event, or the subject of one that was recorded';
    return refuse('UNPROCESSABLE_CONTENT', message, { errors: [{ at: '', message }] });
  }
  const [first, ...others] = scheduledEvents(rule, at, workspace.catalog());
  if (first) return { ok: true, value: [first, ...others] };
  return refuse('UNPROCESSABLE_CONTENT', 'the rule lists no app, so it never fires', {
    errors: [{ at: '', message: 'the scope of the rule is empty' }],
  });
}

function alone(found: Answer<Event>): Answer<[Event, ...Event[]]> {
  return found.ok ? { ok: true, value: [found.value] } : found;
}

/** An event from outside. One without an id gets a new one: without it there is nothing to tell two of them apart. */
export function postedEvent(value: unknown, workspace: Workspace, place: string): Answer<Event> {
  const read = readEventValue(value, { firedAt: workspace.clock.now().toISOString() });
  if (!read.ok) return refuseBody(read.error.map((issue) => ({ ...issue, at: joinPlaces(place, issue.at) })));
  const hasId = typeof value === 'object' && value !== null && 'id' in value;
  const { tenantId, ...event } = read.value;
  const own = { tenantId: tenantId === '' ? workspace.identity.tenant : tenantId };
  return { ok: true, value: { ...event, ...own, ...(hasId ? {} : { id: workspace.ids('e_') }) } };
}

/** What is known about a subject, as the event that the rule waits for. */
function subjectEvent(
  rule: Rule,
  subject: string,
  { history, catalog, ids, clock, database }: Workspace,
): Answer<Event> {
  const type = rule.trigger.kind === 'event' ? rule.trigger.eventType : null;
  const found = type === null ? null : history.newestEvent(subject, type);
  if (type === null || found === null) {
    const message = `nothing is recorded about the subject "${subject}"`;
    return refuse('NOT_FOUND', message, { errors: [{ at: 'subject', message }] });
  }
  const { causedBy: _cause, ...event } = found;
  const again: Event = { ...event, type, id: ids('e_'), firedAt: clock.now().toISOString() };
  if (subjectOf(catalog(), again) !== subject) return { ok: true, value: found };
  return { ok: true, value: { ...again, payload: asKnownNow(again, database) } };
}

/** An event's payload with the ticket or session in it as it is by now, whatever it was when the event came. */
function asKnownNow({ app, payload }: Event, database: Workspace['database']): Event['payload'] {
  const records = createRecordRows(database);
  const known = (['ticket', 'session'] as const).flatMap((kind) => {
    const told = payload[kind];
    if (!isJsonObject(told) || (typeof told.id !== 'string' && typeof told.id !== 'number')) return [];
    const record = records.get(kind, String(told.id));
    return record?.app === app ? [[kind, record.fields] as const] : [];
  });
  return { ...payload, ...Object.fromEntries(known) };
}
