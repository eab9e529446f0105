import type { Database } from '../../store/index.ts';
import { pruneState } from './prune-state.ts';

export interface Retention {
  eventsDays: number;
  runsDays: number;
}

/** How much was removed or emptied. */
export interface Removed {
  events: number;
  runs: number;
  records: number;
}

const dayMs = 86_400_000;

/**
 * Deletes what is older than is to be kept: runs that are over with their journals and notices, and events that no kept
 * run stands on, and keyed state that decides nothing any more. What is under way stays.
 */
export function deleteOld(database: Database, { eventsDays, runsDays }: Retention, now: Date): Removed {
  const before = (days: number) => new Date(now.getTime() - days * dayMs).toISOString();
  const { connection } = database;
  return database.write(() => {
    const runsBefore = before(runsDays);
    const old = "SELECT id FROM runs WHERE state != 'open' AND at < ?";
    connection.prepare(`DELETE FROM journal WHERE run_id IN (${old})`).run(runsBefore);
    const settled =
      "SELECT id FROM notices WHERE at < ? AND id NOT IN (SELECT notice_id FROM deliveries WHERE state = 'waiting')";
    connection.prepare(`DELETE FROM deliveries WHERE notice_id IN (${settled})`).run(runsBefore);
    connection
      .prepare(
        "DELETE FROM notices WHERE at < ? AND id NOT IN (SELECT notice_id FROM deliveries WHERE state = 'waiting')",
      )
      .run(runsBefore);
    const runs = connection
      .prepare("DELETE FROM runs WHERE state != 'open' AND at < ?")
      .run(runsBefore).changes;
    const events = connection
      .prepare('DELETE FROM events WHERE received_at < ? AND id NOT IN (SELECT event_id FROM runs)')
      .run(before(eventsDays)).changes;
    pruneState(database, now);
    connection.prepare('DELETE FROM run_rules WHERE hash NOT IN (SELECT rule_hash FROM runs)').run();
    return { events, runs, records: 0 };
  });
}

/**
 * Empties what is kept about a subject (a ticket, a session, a document), or about a customer or requester by id: the
 * payloads of events, the records of runs that are over, the record itself. How much there was, of which rule, when and
 * with what outcome, stays.
 */
export function eraseSubject(
  database: Database,
  who: { subject: string } | { customer: string },
  at: string,
): Removed {
  const { connection } = database;
  const [about, name] =
    'subject' in who
      ? ['subject = @name', who.subject]
      : [
          `@name IN (json_extract(body, '$.payload.session.customer.id'), json_extract(body, '$.payload.ticket.requester.id'),
             cast(json_extract(body, '$.payload.ticket.requester.id') AS TEXT))`,
          who.customer,
        ];
  return database.write(() => {
    const found = connection.prepare(`SELECT id, subject FROM events WHERE ${about}`).raw().all({ name });
    const empty = connection.prepare(
      `UPDATE events SET body = json_set(body, '$.payload', json('{}'), '$.actor.id', '', '$.streamId', ''),
         subject = '', erased_at = ? WHERE id = ? AND erased_at IS NULL`,
    );
    const emptyRuns = connection.prepare(
      `UPDATE runs SET subject = '', event = CASE WHEN event IS NULL THEN NULL
         ELSE json_set(event, '$.payload', json('{}'), '$.actor.id', '', '$.streamId', '') END,
         record = json_set(record, '$.filter.nodes', json('[]'), '$.steps', json('[]'))
       WHERE event_id = ? AND state != 'open'`,
    );
    const dropJournal = connection.prepare(
      "DELETE FROM journal WHERE run_id IN (SELECT id FROM runs WHERE event_id = ? AND state != 'open')",
    );
    const dropRecord = connection.prepare(
      "UPDATE records SET fields = '{}', notes = '[]', assignee = NULL, is_open = 0, updated_at = ? WHERE id = ?",
    );
    const emptyNotices = connection.prepare(
      `UPDATE notices SET body = json_set(body, '$.subject_id', '', '$.ticket_id', '')
       WHERE run_id IN (SELECT id FROM runs WHERE event_id = ?)`,
    );
    const removed: Removed = { events: 0, runs: 0, records: 0 };
    for (const row of found) {
      const [id, subject] = Array.isArray(row) ? row : [];
      removed.events += empty.run(at, id).changes;
      dropJournal.run(id);
      emptyNotices.run(id);
      removed.runs += emptyRuns.run(id).changes;
      removed.records += dropRecord.run(at, subject).changes;
    }
    return removed;
  });
}
