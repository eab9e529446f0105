import { describe, expect, it } from 'vitest';
import { createScheduleClock } from '../../../engine/replay/run/schedule-clock.ts';
import { catalog, ruleWith } from '../drivers/setting.ts';

const at = (time: string) => Date.parse(`2026-03-02T${time}Z`);
const every = (id: string, minutes: number, apps = ['cards']) =>
  ruleWith({ id, scope: { apps }, trigger: { kind: 'schedule', schedule: { kind: 'every', minutes } } });

function firedBy(clock: ReturnType<typeof createScheduleClock>, time: number): string[] {
  return [...clock.advance(time)].map(({ rule, position, event }) => {
    expect(event.streamId).toBe(rule.id);
    return `${position} ${event.app} ${event.firedAt.slice(5, 16)}`;
  });
}

describe('the clock of a recording', () => {
  it('fires on the ticks between the first event and the last, both included, in order of ticks, rules and apps', () => {
    const rules = [every('r_hour', 60, ['cards', 'loans']), ruleWith({}), every('r_half', 30)];
    const clock = createScheduleClock(rules, catalog);
    expect(clock.time()).toBeNull();
    expect(firedBy(clock, at('09:00:00'))).toEqual([
      '0 cards 03-02T09:00',
      '0 loans 03-02T09:00',
      '2 cards 03-02T09:00',
    ]);
    expect(firedBy(clock, at('09:29:59'))).toEqual([]);
    expect(firedBy(clock, at('10:00:00'))).toEqual([
      '2 cards 03-02T09:30',
      '0 cards 03-02T10:00',
      '0 loans 03-02T10:00',
      '2 cards 03-02T10:00',
    ]);
    expect(clock.time()).toBe(at('10:00:00'));
  });

  it('fires on the tick at or after the due time, which stays the time of the event', () => {
    const schedule = { kind: 'daily-utc', hour: 9, minute: 3 };
    const clock = createScheduleClock([ruleWith({ trigger: { kind: 'schedule', schedule } })], catalog);
    expect(firedBy(clock, at('09:00:01'))).toEqual([]);
    expect(firedBy(clock, at('09:04:59'))).toEqual([]);
    expect(firedBy(clock, at('09:05:00'))).toEqual(['0 cards 03-02T09:03']);
  });

  it('does not run backwards', () => {
    const clock = createScheduleClock([every('r_hour', 60)], catalog);
    expect(firedBy(clock, at('10:30:00'))).toEqual([]);
    expect(firedBy(clock, at('08:00:00'))).toEqual([]);
    expect(firedBy(clock, at('11:00:00'))).toEqual(['0 cards 03-02T11:00']);
  });

  it('goes on where an interrupted replay had come to', () => {
    const clock = createScheduleClock([every('r_hour', 60)], catalog, at('10:00:00'));
    expect(clock.time()).toBe(at('10:00:00'));
    expect(firedBy(clock, at('11:00:00'))).toEqual(['0 cards 03-02T11:00']);
  });

  it('fires once for all that a downtime of more than a year made it miss', () => {
    const clock = createScheduleClock([every('r_hour', 60)], catalog);
    firedBy(clock, at('10:30:00'));
    expect(firedBy(clock, Date.parse('2027-03-02T10:30:00Z'))).toHaveLength(365 * 24);
    expect(firedBy(clock, Date.parse('2029-03-02T10:30:00Z'))).toEqual(['0 cards 03-02T10:00']);
    expect(firedBy(clock, Date.parse('2029-03-02T11:00:00Z'))).toEqual(['0 cards 03-02T11:00']);
  });
});
