import { failure, type Json, type JsonObject, type Result, success } from '../model/index.ts';
import type { ActionContext, ActionFailure, ActionPart } from './action-module.ts';
import { asObject, field, objectField } from './fields.ts';

export interface Ticket {
  id: number | string;
  /** As the event has it, with what has changed since. */
  fields: JsonObject;
}

import { readState } from './requests.ts';

/** The ticket of the event as it is now; fails with `no-ticket` where the event has none. */
export function* currentTicket(context: ActionContext): ActionPart<Result<Ticket, ActionFailure>> {
  const ticket = objectField(context.event.payload, 'ticket');
  const id = field(ticket, 'id');
  if (typeof id !== 'number' && typeof id !== 'string') {
    const message = `the event ${context.event.id} has no ticket to act on`;
    return failure<ActionFailure>({ kind: 'failed', code: 'no-ticket', message, at: '', retryable: false });
  }
  const state = asObject(yield* readState({ kind: 'ticket', id: String(id) }));
  return success({ id, fields: { ...ticket, ...state } });
}

export function ticketField(ticket: Ticket, key: string): Json {
  return field(ticket.fields, key) ?? null;
}
