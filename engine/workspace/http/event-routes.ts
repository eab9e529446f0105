import type { Event } from '../../model/index.ts';
import { attempt } from '../requests/attempt.ts';
import { refuseBody } from '../requests/refusal.ts';
import { redactEvent, redactionPaths } from '../runs/redact-event.ts';
import { granted, routes } from './grant.ts';
import { postedEvent } from './occasions.ts';

const { events } = routes;

/** Events in one batch. */
const mostEvents = 10_000;

export const eventRoutes = {
  send: events.send.handler(({ input: { body }, context: { workspace } }) => {
    const posted: readonly unknown[] = Array.isArray(body) ? body : [body];
    if (posted.length === 0 || posted.length > mostEvents) {
      const message = `one event, or from 1 to ${mostEvents} in a list`;
      return granted(refuseBody([{ code: 'invalid', message, at: '' }]));
    }
    const read: Event[] = posted.map((value, index) =>
      granted(postedEvent(value, workspace, Array.isArray(body) ? `[${index}]` : '')),
    );
    const items = granted(
      attempt(workspace.database, () => ({ ok: true, value: workspace.dispatcher.accept(read) })),
    );
    // An event that was sent without a time has another one each time; that alone makes it no other event.
    const told = items.map(({ differs, ...item }, index) =>
      differs && hasTime(posted[index]) ? { ...item, differs } : item,
    );
    const duplicates = items.filter(({ status }) => status === 'duplicate').length;
    return { body: { accepted: items.length - duplicates, duplicates, items: told } };
  }),

  list: events.list.handler(({ input: { cursor, limit, redact, ...filter }, context: { workspace } }) => {
    const paths = granted(redactionPaths(redact));
    const page = granted(workspace.history.events(filter, { cursor, limit }));
    return { ...page, items: page.items.map((event) => redactEvent(event, paths)) };
  }),
};

function hasTime(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('firedAt' in value || 'time' in value);
}
