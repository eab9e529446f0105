import type { Schedule } from '../model/index.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;
/** Schedules are looked at this often, on boundaries of it. */
export const tickMinutes = 5;
const tickMs = tickMinutes * minuteMs;
/** The epoch, 1 January 1970, was a Thursday; 1 is Monday. */
const weekdayOfEpoch = 4;

/**
 * When a schedule is due, as milliseconds since the epoch: `first`, and every `period` before and after it. UTC has
 * no summer time, so a time of day comes round exactly every 24 hours, and a weekday every 7 days.
 */
function dueTimes(schedule: Schedule): { first: number; period: number } {
  switch (schedule.kind) {
    case 'every':
      return { first: 0, period: schedule.minutes * minuteMs };
    case 'daily-utc': {
      const { hour, minute, weekday } = schedule;
      const timeOfDay = hour * 60 + minute;
      if (weekday === undefined) return { first: timeOfDay * minuteMs, period: dayMinutes * minuteMs };
      const days = weekday - weekdayOfEpoch;
      return { first: (days * dayMinutes + timeOfDay) * minuteMs, period: 7 * dayMinutes * minuteMs };
    }
  }
}

/**
 * The due times, as ISO times and in order, of the next `count` firings after a time. A firing happens on the first
 * 5-minute tick at or after its due time (`tickFor`), so one that is due but whose tick is still to come is listed.
 */
export function nextFirings(schedule: Schedule, after: string, count: number): string[] {
  const { first, period } = dueTimes(schedule);
  const next = Math.floor((tickAtOrBefore(after) - first) / period) + 1;
  return Array.from({ length: count }, (_, index) => isoTime(first + (next + index) * period));
}

/**
 * The due time of what fires when the ticks after `lastTick` up to `now` are made up for: null where nothing was due
 * in between. Of several missed firings only the latest takes place: after downtime a schedule fires once.
 */
export function dueFiring(schedule: Schedule, lastTick: string, now: string): string | null {
  const { first, period } = dueTimes(schedule);
  const latest = first + Math.floor((tickAtOrBefore(now) - first) / period) * period;
  return latest > tickAtOrBefore(lastTick) ? isoTime(latest) : null;
}

/** The tick on which what is due at a time fires: the first 5-minute boundary at or after it. */
export function tickFor(dueAt: string): string {
  return isoTime(Math.ceil(Date.parse(dueAt) / tickMs) * tickMs);
}

/** "Mon 24 Nov 2025, 08:00 UTC": a due time as people read it. */
export function describeDueTime(dueAt: string): string {
  const [weekday = '', day, month, year, time = ''] = new Date(dueAt).toUTCString().split(/,? /);
  return `${weekday} ${Number(day)} ${month} ${year}, ${time.slice(0, 5)} UTC`;
}

function tickAtOrBefore(time: string): number {
  return Math.floor(Date.parse(time) / tickMs) * tickMs;
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
