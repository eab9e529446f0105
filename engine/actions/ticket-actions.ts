import { type Json, success } from '../model/index.ts';
import type { ActionModule } from './action-module.ts';
import { field, listField, requiredText } from './fields.ts';
import { perform } from './requests.ts';
import { currentTicket, ticketField } from './ticket.ts';

/** Gives the ticket to an agent; null takes it away. */
export const assign: ActionModule = function* (params, context) {
  const ticket = yield* currentTicket(context);
  if (!ticket.ok) return ticket;
  const before = ticketField(ticket.value, 'assignee_id');
  const after = field(params, 'assignee_id') ?? null;
  yield* perform({ kind: 'ticket.assign', ticketId: ticket.value.id, before, after });
  return success({ assignee_id: after, previous_assignee_id: before });
};

/** Puts a tag on the ticket. */
export const tag: ActionModule = (params, context) => changeTag(params, context, 'added');

/** Takes a tag off the ticket. */
export const untag: ActionModule = (params, context) => changeTag(params, context, 'removed');

function* changeTag(
  params: Parameters<ActionModule>[0],
  context: Parameters<ActionModule>[1],
  change: 'added' | 'removed',
): ReturnType<ActionModule> {
  const ticket = yield* currentTicket(context);
  if (!ticket.ok) return ticket;
  const name = requiredText(params, 'tag');
  const before = listField(ticket.value.fields, 'tags');
  const others: Json[] = before.filter((each) => each !== name);
  const changed = before.includes(name) !== (change === 'added');
  const after = !changed ? before : change === 'added' ? [...before, name] : others;
  const ticketId = ticket.value.id;
  yield* perform({ kind: 'ticket.tag', ticketId, change, tag: name, before, after });
  return success({ tags: after, changed });
}

export const setPriority: ActionModule = function* (params, context) {
  const ticket = yield* currentTicket(context);
  if (!ticket.ok) return ticket;
  const before = ticketField(ticket.value, 'priority');
  const after = field(params, 'priority') ?? null;
  yield* perform({ kind: 'ticket.priority', ticketId: ticket.value.id, before, after });
  return success({ priority: after, previous: before });
};

export const close: ActionModule = function* (params, context) {
  const ticket = yield* currentTicket(context);
  if (!ticket.ok) return ticket;
  const before = ticketField(ticket.value, 'status');
  const reason = requiredText(params, 'reason');
  const ticketId = ticket.value.id;
  yield* perform({ kind: 'ticket.close', ticketId, reason, before, after: 'closed' });
  return success({ status: 'closed' });
};

export const reopen: ActionModule = function* (_params, context) {
  const ticket = yield* currentTicket(context);
  if (!ticket.ok) return ticket;
  const before = ticketField(ticket.value, 'status');
  const ticketId = ticket.value.id;
  yield* perform({ kind: 'ticket.reopen', ticketId, before, after: 'open' });
  return success({ status: 'open' });
};

/** Leaves a note that only agents see. */
export const addInternalNote: ActionModule = function* (params, context) {
  const ticket = yield* currentTicket(context);
  if (!ticket.ok) return ticket;
  const text = requiredText(params, 'text');
  const note = yield* perform({ kind: 'ticket.note', ticketId: ticket.value.id, text });
  return success({ noteId: requiredText(note, 'noteId') });
};
