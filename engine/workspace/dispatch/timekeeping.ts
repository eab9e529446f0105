import type { Catalog } from '../../catalog/index.ts';
import type { Event } from '../../model/index.ts';
import { type RecordRows, type SlaPolicy, slaEvent } from '../records/index.ts';
import type { Backend, Timer } from './backend.ts';
import type { Clock } from './clock.ts';
import { messageOf } from './failures.ts';
import type { LiveRules } from './live-rules.ts';
import type { PauseSwitches } from './pause-switches.ts';
import { dueEvents, untilNextTick } from './schedules.ts';

/** Timers that are looked at in one transaction. */
const timersAtOnce = 500;
/** How long a database that failed is left alone, in ms. */
const pauseAfterFailure = 1_000;

export interface TimekeepingOptions {
  backend: Backend;
  catalog: () => Catalog;
  clock: Clock;
  records: RecordRows;
  rules: Pick<LiveRules, 'all'>;
  switches: Pick<PauseSwitches, 'stops'>;
  sla: SlaPolicy | null;
  now: () => { at: string };
  /** Takes an event in; part of the transaction it is called in. */
  takeIn: (event: Event) => void;
  /** A run whose pause between attempts is over. */
  wake: (run: { id: string; ruleId: string }) => void;
  log: (line: string) => void;
}

/** Everything that happens because time passes: pauses between attempts, due times of tickets, schedules. */
export interface Timekeeping {
  start(): void;
  stop(): void;
  /** Looks at the earliest timer again. */
  arm(): void;
}

export function createTimekeeping(options: TimekeepingOptions): Timekeeping {
  const { backend, catalog, clock, records, rules, switches, sla, now, takeIn, wake, log } = options;
  let isRunning = false;
  let cancelTimer = () => {};

  function arm(): void {
    if (!isRunning) return;
    cancelTimer();
    const current = clock.now();
    const next = backend.nextTimer();
    const timer = next === null ? Number.POSITIVE_INFINITY : Date.parse(next) - current.getTime();
    cancelTimer = clock.after(Math.max(0, Math.min(timer, untilNextTick(current))), onTime);
  }

  function onTime(): void {
    if (!isRunning) return;
    try {
      backend.transaction(() => {
        const { at } = now();
        for (const timer of backend.dueTimers(at, timersAtOnce)) {
          backend.clearTimer(timer.kind, timer.key);
          fire(timer, at);
        }
        for (const rule of rules.all()) {
          const isPaused = (app: string) => switches.stops(rule, app);
          for (const event of dueEvents(backend, rule, at, catalog(), isPaused)) takeIn(event);
        }
      });
      arm();
    } catch (error) {
      log(`timers could not be looked at: ${messageOf(error)}`);
      cancelTimer = clock.after(pauseAfterFailure, onTime);
    }
  }

  function fire({ kind, key, data }: Timer, at: string): void {
    const fields = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};
    const { ruleId, ticketId, dueAt, percent } = fields;
    if (kind === 'run' && typeof ruleId === 'string') {
      backend.afterCommit(() => wake({ id: key, ruleId }));
      return;
    }
    const isSla = typeof ticketId === 'string' && typeof dueAt === 'string' && typeof percent === 'number';
    if (!isSla || !sla) return;
    const ticket = records.get('ticket', ticketId);
    if (!ticket?.isOpen) return;
    const tenant = catalog().apps.get(ticket.app)?.pack.workspace.tenant ?? '';
    takeIn(slaEvent(sla, ticket, { ticketId, dueAt, percent }, at, tenant));
  }

  return {
    start() {
      isRunning = true;
      onTime();
    },
    stop() {
      isRunning = false;
      cancelTimer();
    },
    arm,
  };
}
