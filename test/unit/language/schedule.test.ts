import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDueTime, dueFiring, nextFirings, tickFor } from '../../../engine/language/index.ts';
import type { Schedule } from '../../../engine/model/index.ts';

const every = (minutes: number): Schedule => ({ kind: 'every', minutes });
const daily = (hour: number, minute: number, weekday?: number): Schedule => ({
  kind: 'daily-utc',
  hour,
  minute,
  ...(weekday === undefined ? {} : { weekday }),
});
const shorten = (times: readonly string[]) => times.map((time) => time.slice(0, 16));

describe('the next firings of a schedule', () => {
  it('come every so many minutes, counted from the epoch and not from now', () => {
    expect(shorten(nextFirings(every(240), '2026-03-02T09:13:00Z', 4))).toEqual([
      '2026-03-02T12:00',
      '2026-03-02T16:00',
      '2026-03-02T20:00',
      '2026-03-03T00:00',
    ]);
    // 10080 minutes is a week, and the epoch was a Thursday.
    expect(nextFirings(every(10_080), '2026-03-02T09:13:00Z', 1)).toEqual(['2026-03-05T00:00:00.000Z']);
  });

  it('keep their due time where that is no tick, and happen on the tick after it', () => {
    const due = nextFirings(every(7), '1970-01-01T00:00:00Z', 5);
    expect(shorten(due)).toEqual([
      '1970-01-01T00:07',
      '1970-01-01T00:14',
      '1970-01-01T00:21',
      '1970-01-01T00:28',
      '1970-01-01T00:35',
    ]);
    expect(due.map((time) => tickFor(time).slice(11, 16))).toEqual([
      '00:10',
      '00:15',
      '00:25',
      '00:30',
      '00:35',
    ]);
  });

  it('come once a day at a time of day, or only on one weekday', () => {
    expect(shorten(nextFirings(daily(9, 0), '2026-03-02T09:00:00Z', 2))).toEqual([
      '2026-03-03T09:00',
      '2026-03-04T09:00',
    ]);
    const mondays = nextFirings(daily(8, 0, 1), '2025-11-20T12:00:00Z', 3);
    expect(mondays.map(describeDueTime)).toEqual([
      'Mon 24 Nov 2025, 08:00 UTC',
      'Mon 1 Dec 2025, 08:00 UTC',
      'Mon 8 Dec 2025, 08:00 UTC',
    ]);
  });

  it('include one that is due while its tick is still to come', () => {
    expect(shorten(nextFirings(daily(8, 2), '2026-03-02T08:03:00Z', 1))).toEqual(['2026-03-02T08:02']);
    expect(shorten(nextFirings(daily(8, 2), '2026-03-02T08:05:00Z', 1))).toEqual(['2026-03-03T08:02']);
  });

  it('go over leap days, ends of years, and years before the epoch', () => {
    expect(shorten(nextFirings(daily(23, 59), '2028-02-28T12:00:00Z', 3))).toEqual([
      '2028-02-28T23:59',
      '2028-02-29T23:59',
      '2028-03-01T23:59',
    ]);
    expect(shorten(nextFirings(daily(0, 0), '2026-12-31T10:00:00Z', 2))).toEqual([
      '2027-01-01T00:00',
      '2027-01-02T00:00',
    ]);
    expect(shorten(nextFirings(daily(6, 30, 7), '1969-12-20T00:00:00Z', 2))).toEqual([
      '1969-12-21T06:30',
      '1969-12-28T06:30',
    ]);
  });
});

describe('what fires after a pause', () => {
  it('is one firing, at its due time, on the first tick at or after it', () => {
    const due = (lastTick: string, now: string) =>
      dueFiring(daily(8, 2), `2026-03-02T${lastTick}:00Z`, `2026-03-02T${now}:00Z`);
    expect(due('07:55', '08:00')).toBeNull();
    expect(due('08:00', '08:05')).toBe('2026-03-02T08:02:00.000Z');
    expect(due('08:05', '08:10')).toBeNull();
  });

  it('is only the latest of all that were missed', () => {
    expect(dueFiring(every(60), '2026-03-02T01:00:00Z', '2026-03-05T17:31:00Z')).toBe(
      '2026-03-05T17:00:00.000Z',
    );
    expect(dueFiring(daily(9, 0, 1), '2026-02-01T00:00:00Z', '2026-03-05T00:00:00Z')).toBe(
      '2026-03-02T09:00:00.000Z',
    );
  });
});

describe('any schedule', () => {
  const schedules: fc.Arbitrary<Schedule> = fc.oneof(
    fc.integer({ min: 5, max: 525_600 }).map(every),
    fc
      .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.option(fc.integer({ min: 1, max: 7 })))
      .map(([hour, minute, weekday]) => daily(hour, minute, weekday ?? undefined)),
  );
  const times = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());

  it('is due in order, on ticks that are never before the due time and under 5 minutes after it', () => {
    fc.assert(
      fc.property(schedules, times, (schedule, after) => {
        const due = nextFirings(schedule, after, 10);
        expect([...new Set(due)].toSorted()).toEqual(due);
        for (const time of due) {
          const wait = Date.parse(tickFor(time)) - Date.parse(time);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThan(300_000);
          expect(Date.parse(tickFor(time)) % 300_000).toBe(0);
          expect(tickFor(time) > after).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is due at the hour, minute and weekday it names', () => {
    fc.assert(
      fc.property(schedules, times, (schedule, after) => {
        for (const time of nextFirings(schedule, after, 10)) {
          const date = new Date(time);
          if (schedule.kind === 'every') {
            expect(date.getTime() % (schedule.minutes * 60_000)).toBe(0);
            continue;
          }
          expect([date.getUTCHours(), date.getUTCMinutes()]).toEqual([schedule.hour, schedule.minute]);
          if (schedule.weekday !== undefined) expect(date.getUTCDay() || 7).toBe(schedule.weekday);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('fires, ticked every 5 minutes without a pause, exactly what was announced', () => {
    fc.assert(
      fc.property(schedules, times, fc.integer({ min: 1, max: 600 }), (schedule, start, ticks) => {
        const fired: string[] = [];
        const from = Date.parse(tickFor(start));
        for (let tick = 1; tick <= ticks; tick++) {
          const [last, now] = [from + (tick - 1) * 300_000, from + tick * 300_000];
          const due = dueFiring(schedule, new Date(last).toISOString(), new Date(now).toISOString());
          if (due !== null) fired.push(due);
        }
        const announced = nextFirings(schedule, new Date(from).toISOString(), fired.length + 1);
        expect(fired).toEqual(announced.slice(0, fired.length));
        expect(Date.parse(tickFor(announced.at(-1) ?? ''))).toBeGreaterThan(from + ticks * 300_000);
      }),
      { numRuns: 200 },
    );
  });
});
