import type { Catalog } from '../../catalog/index.ts';
import { scheduledEvents } from '../../drivers/index.ts';
import { dueFiring, tickMinutes } from '../../language/index.ts';
import type { Event, Rule } from '../../model/index.ts';
import type { Backend } from './backend.ts';

const tickMs = tickMinutes * 60_000;

/** Milliseconds to the next 5-minute boundary, in UTC. */
export function untilNextTick(now: Date): number {
  return tickMs - (now.getTime() % tickMs);
}

/** A rule's schedule counts from now: what was due before it was enabled is not made up for. */
export function anchorSchedule(backend: Backend, rule: Rule, now: string): void {
  if (rule.trigger.kind === 'schedule') backend.writeState('schedule', rule.id, now);
}

/**
 * The events of a rule's schedule that are due, and the note that they were: both in the caller's transaction. After
 * downtime there is one for each app, however many times were missed; a rule that is stopped misses its times.
 */
export function dueEvents(
  backend: Backend,
  rule: Rule,
  now: string,
  catalog: Catalog,
  isStopped: (app: string) => boolean,
): Event[] {
  if (rule.trigger.kind !== 'schedule') return [];
  const last = backend.readState('schedule', rule.id);
  if (typeof last !== 'string') {
    anchorSchedule(backend, rule, now);
    return [];
  }
  const dueAt = dueFiring(rule.trigger.schedule, last, now);
  if (dueAt === null) return [];
  backend.writeState('schedule', rule.id, now);
  return scheduledEvents(rule, dueAt, catalog).filter(({ app }) => !isStopped(app));
}
