import { type Catalog, subjectOf } from '../../catalog/index.ts';
import { scheduleEventType } from '../../language/index.ts';
import type { Event, Rule } from '../../model/index.ts';
import { observeEvent, type RecordRows, type SlaPolicy, slaKeys, slaTimers } from '../records/index.ts';
import type { Backend, NewRun } from './backend.ts';
import type { AcceptedEvent } from './dispatcher.ts';
import type { LiveRules } from './live-rules.ts';
import type { Meters } from './meters.ts';
import type { PauseSwitches } from './pause-switches.ts';

export interface IntakeOptions {
  backend: Backend;
  catalog: () => Catalog;
  records: RecordRows;
  rules: Pick<LiveRules, 'match'>;
  switches: Pick<PauseSwitches, 'stops'>;
  meters: Pick<Meters, 'count'>;
  sla: SlaPolicy | null;
  ids: (prefix: string) => string;
  now: () => { at: string };
  /** Opens a match and claims its gates, in the same transaction. */
  open: (run: NewRun) => void;
  /** The earliest timer may be another one. */
  timersChanged: () => void;
}

/** Takes an event in with all that it sets off; part of the caller's transaction. */
export function createIntake(options: IntakeOptions): (event: Event) => AcceptedEvent {
  const { backend, records, rules, switches, meters, sla, ids, now, open, timersChanged } = options;

  function watchTicket(event: Event, at: string): void {
    const record = observeEvent(records, event, at);
    if (record?.kind !== 'ticket' || !sla) return;
    for (const key of slaKeys(record.id)) backend.clearTimer('sla', key);
    for (const timer of slaTimers(sla, record)) backend.setTimer({ kind: 'sla', ...timer });
    backend.afterCommit(timersChanged);
  }

  function openMatch(rule: Rule, event: Event, subject: string, at: string): void {
    const source = event.type === scheduleEventType ? 'cron' : 'event';
    open({ id: ids('run_'), rule, event, subject, source, by: null, replayOf: null, replayFrom: null, at });
    backend.afterCommit(() => meters.count('matches'));
  }

  return (event) => {
    const { at } = now();
    const subject = subjectOf(options.catalog(), event);
    const taken = backend.takeEvent(event, subject, at);
    if (taken !== 'new') {
      backend.afterCommit(() => meters.count('eventsDuplicate'));
      return { id: event.id, status: 'duplicate', ...(taken === 'differs' ? { differs: true } : {}) };
    }
    watchTicket(event, at);
    for (const rule of rules.match(event)) {
      if (!switches.stops(rule, event.app)) openMatch(rule, event, subject, at);
    }
    backend.afterCommit(() => meters.count('eventsAccepted'));
    return { id: event.id, status: 'accepted' };
  };
}
