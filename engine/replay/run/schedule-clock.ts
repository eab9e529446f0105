import type { Catalog } from '../../catalog/index.ts';
import { scheduledEvents } from '../../drivers/index.ts';
import { dueFiring, nextFirings, tickFor, tickMinutes } from '../../language/index.ts';
import type { Event, Rule, Schedule } from '../../model/index.ts';

const tickMs = tickMinutes * 60_000;
/** Ticks of a year: when the clock jumps further than that, nothing was being recorded in between. */
const downtimeTicks = (366 * 86_400_000) / tickMs;

/** A firing of the clock: the rule, by its position among all rules, and the synthetic event it fires on. */
export interface Firing {
  rule: Rule;
  position: number;
  event: Event;
}

/**
 * The clock of a recording, on which scheduled rules fire. It starts at the first event and never runs backwards; a
 * jump over more than a year is a downtime, after which what was missed fires once.
 */
export interface ScheduleClock {
  /** What fires on the ticks up to a time, in order of ticks, then of rules, then of apps. */
  advance(to: number): Generator<Firing, void, void>;
  /** The time it has come to; null before the first event. */
  time(): number | null;
}

interface Scheduled {
  rule: Rule;
  position: number;
  schedule: Schedule;
  /** The next due time as an ISO time, and the tick on which it fires. */
  next: { due: string; tick: number } | null;
}

/** `rules` in the order in which they run; `startedAt`: where the clock of an interrupted replay stood. */
export function createScheduleClock(
  rules: readonly Rule[],
  catalog: Catalog,
  startedAt: number | null = null,
): ScheduleClock {
  const scheduled: Scheduled[] = rules.flatMap((rule, position) =>
    rule.trigger.kind === 'schedule' ? [{ rule, position, schedule: rule.trigger.schedule, next: null }] : [],
  );
  let now: number | null = null;

  const start = (at: number) => {
    now = at;
    for (const each of scheduled) each.next = firingAfter(each.schedule, at);
  };
  if (startedAt !== null) start(startedAt);

  return {
    *advance(to) {
      // A tick at the very start of the recording belongs to it.
      if (now === null) start(to - 1);
      if (now === null || to <= now) return;
      const from = now;
      now = to;
      if (tickOf(to) - tickOf(from) > downtimeTicks) {
        for (const each of scheduled) {
          const due = dueFiring(each.schedule, isoTime(from), isoTime(to));
          if (due !== null) yield* firings(each, due, catalog);
          each.next = firingAfter(each.schedule, to);
        }
        return;
      }
      for (;;) {
        let tick = Number.POSITIVE_INFINITY;
        for (const { next } of scheduled) if (next && next.tick < tick) tick = next.tick;
        if (tick > to) return;
        for (const each of scheduled) {
          if (each.next?.tick !== tick) continue;
          const { due } = each.next;
          each.next = firingAfter(each.schedule, tick);
          yield* firings(each, due, catalog);
        }
      }
    },
    time: () => now,
  };
}

function* firings(
  { rule, position }: Scheduled,
  due: string,
  catalog: Catalog,
): Generator<Firing, void, void> {
  for (const event of scheduledEvents(rule, due, catalog)) yield { rule, position, event };
}

/** The next firing whose tick is after a time. */
function firingAfter(schedule: Schedule, after: number): Scheduled['next'] {
  const [due] = nextFirings(schedule, isoTime(after), 1);
  return due === undefined ? null : { due, tick: Date.parse(tickFor(due)) };
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The number of the last tick at or before a time. */
export function tickOf(time: number): number {
  return Math.floor(time / tickMs);
}
