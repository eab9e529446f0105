import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFiringLog,
  decideGates,
  type FiringLog,
  type GateClaim,
  noFirings,
} from '../../../engine/chain/index.ts';
import { dryRun, startDebugSession } from '../../../engine/drivers/index.ts';
import type { RuleLimits } from '../../../engine/model/index.ts';
import { catalog, ruleWith, sampleEvent } from '../drivers/setting.ts';

const open: RuleLimits = { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null };
const claimAt = (at: string, limits: Partial<RuleLimits>, change: Partial<GateClaim> = {}): GateClaim => ({
  kind: 'claim-gates',
  ruleId: 'r_a',
  subject: 's1',
  app: 'cards',
  at,
  limits: { ...open, ...limits },
  refusals: [],
  ...change,
});
const at = (time: string) => `2026-05-01T${time}Z`;

describe('a log of firings', () => {
  it('holds a rule back for its cooldown, for each subject on its own', () => {
    const log = createFiringLog();
    const cooldownSeconds = 60;
    const claim = (time: string, subject = 's1') =>
      log.claim(claimAt(at(time), { cooldownSeconds }, { subject }));
    expect(claim('12:00:00')).toBeNull();
    expect(claim('12:00:59')).toBe('cooldown');
    expect(claim('12:00:59', 's2')).toBeNull();
    expect(claim('12:01:00')).toBeNull();
  });

  it('does not count a skip: the cooldown runs from the last firing, not from what it held back', () => {
    const log = createFiringLog();
    const claim = (time: string) => log.claim(claimAt(at(time), { cooldownSeconds: 60, maxFiresPerDay: 2 }));
    expect(['12:00:00', '12:00:30', '12:00:59', '12:01:00', '12:02:00'].map(claim)).toEqual([
      null,
      'cooldown',
      'cooldown',
      null,
      'daily-cap',
    ]);
  });

  it('caps a rule for each UTC day, over all its subjects', () => {
    const log = createFiringLog();
    const claim = (time: string, subject: string) =>
      log.claim(claimAt(time, { maxFiresPerDay: 2 }, { subject }));
    expect(claim('2026-05-01T23:59:00Z', 's1')).toBeNull();
    expect(claim('2026-05-02T01:59:30+02:00', 's2')).toBeNull();
    expect(claim('2026-05-01T23:59:59Z', 's3')).toBe('daily-cap');
    expect(claim('2026-05-02T00:00:00Z', 's3')).toBeNull();
  });

  it('lets so many through in any 60 seconds, of one rule and not of another', () => {
    const log = createFiringLog();
    const claim = (time: string, ruleId = 'r_a') =>
      log.claim(claimAt(at(time), { maxPerMinute: 2 }, { ruleId }));
    expect(
      ['12:00:00', '12:00:50', '12:00:59', '12:01:00', '12:01:30', '12:01:50'].map((t) => claim(t)),
    ).toEqual([null, null, 'rate-limit', null, 'rate-limit', null]);
    expect(claim('12:01:50', 'r_b')).toBeNull();
  });

  it('lets an event out of order through where the rule has no cooldown', () => {
    const log = createFiringLog();
    expect(log.claim(claimAt(at('12:00:00'), {}))).toBeNull();
    expect(log.claim(claimAt(at('11:00:00'), {}))).toBeNull();
    const history = { ...noFirings, lastFiredAt: at('12:00:00') };
    expect(decideGates(claimAt(at('11:00:00'), {}), history)).toBeNull();
    expect(decideGates(claimAt(at('11:00:00'), { cooldownSeconds: 1 }), history)).toBe('cooldown');
  });

  it('holds back what comes up to ten minutes late, and has forgotten what came before', () => {
    const log = createFiringLog();
    const claim = (time: string, subject: string) =>
      log.claim(claimAt(at(time), { cooldownSeconds: 60, maxPerMinute: 100 }, { subject }));
    expect(claim('12:00:00', 's1')).toBeNull();
    expect(claim('12:10:59', 's2')).toBeNull();
    expect(claim('12:00:30', 's1')).toBe('cooldown');
    expect(claim('12:11:00', 's3')).toBeNull();
    expect(claim('12:00:30', 's1')).toBeNull();
  });

  it('counts the firings of the minute before an event that comes ten minutes late', () => {
    const log = createFiringLog();
    const claim = (time: string) => log.claim(claimAt(at(time), { maxPerMinute: 1 }));
    expect(['12:00:10', '12:10:00', '12:00:30', '12:10:40', '12:11:30', '12:00:30'].map(claim)).toEqual([
      null,
      null,
      'rate-limit',
      'rate-limit',
      null,
      null,
    ]);
  });

  it('counts the minute before an event that comes out of order, without what fired after it', () => {
    const log = createFiringLog();
    const claim = (time: string) => log.claim(claimAt(at(time), { maxPerMinute: 2 }));
    expect(['12:05:00', '12:00:10', '12:00:50', '12:01:00', '12:01:10', '12:05:30'].map(claim)).toEqual([
      null,
      null,
      null,
      'rate-limit',
      null,
      null,
    ]);
    expect(['12:16:30', '12:05:40', '12:05:30', '12:05:40'].map(claim)).toEqual([null, null, null, null]);
  });

  it('forgets the subjects that are over, and holds back all others', () => {
    const log = createFiringLog();
    const start = Date.parse(at('00:00:00'));
    const limits = { cooldownSeconds: 3600, maxFiresPerDay: 1_000_000 };
    const claim = (seconds: number, subject: string) =>
      log.claim(claimAt(new Date(start + seconds * 1000).toISOString(), limits, { subject }));
    for (let second = 0; second < 6000; second++) expect(claim(second, `s${second}`)).toBeNull();
    for (let second = 2401; second < 6000; second++) expect(claim(6000, `s${second}`)).toBe('cooldown');
    expect(claim(6000, 's2399')).toBeNull();
    expect(claim(4500, 's1000')).toBeNull();
    expect(claim(5500, 's2000')).toBe('cooldown');
  });

  it('holds back each subject for its cooldown, however many went by before', () => {
    const log = createFiringLog();
    const start = Date.parse(at('00:00:00'));
    const claim = (seconds: number, subject: string) =>
      log.claim(
        claimAt(new Date(start + seconds * 1000).toISOString(), { cooldownSeconds: 60 }, { subject }),
      );
    for (let second = 0; second < 3000; second++) {
      expect(claim(second, `s${second}`)).toBeNull();
      if (second >= 59) expect(claim(second, `s${second - 59}`)).toBe('cooldown');
    }
  });

  it('counts a thousand days, and forgets the earliest of more', () => {
    const log = createFiringLog();
    const onDay = (day: number) =>
      log.claim(
        claimAt(new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString(), { maxFiresPerDay: 1 }),
      );
    for (let day = 0; day < 1000; day++) expect(onDay(day)).toBeNull();
    expect(onDay(0)).toBe('daily-cap');
    expect(onDay(1000)).toBeNull();
    expect(onDay(1)).toBe('daily-cap');
    expect(onDay(0)).toBeNull();
  });

  it('names the first gate that refuses, and consumes nothing for what was refused before', () => {
    const log = createFiringLog();
    const limits = { cooldownSeconds: 3600, maxFiresPerDay: 1, maxPerMinute: 1 };
    expect(log.claim(claimAt(at('12:00:00'), limits, { refusals: ['permission'] }))).toBe('permission');
    expect(log.claim(claimAt(at('12:00:00'), limits, { refusals: ['depth'] }))).toBe('depth');
    expect(log.claim(claimAt(at('12:00:00'), limits))).toBeNull();
    expect(log.claim(claimAt(at('12:00:01'), limits, { refusals: ['depth'] }))).toBe('cooldown');
    expect(log.claim(claimAt(at('12:00:01'), limits, { subject: 's2' }))).toBe('daily-cap');
    expect(log.claim(claimAt(at('12:00:01'), { ...limits, maxFiresPerDay: 9 }, { subject: 's2' }))).toBe(
      'rate-limit',
    );
  });

  it('never lets more through than any of the limits, whatever comes', () => {
    const steps = fc.array(
      fc.record({ wait: fc.integer({ min: 0, max: 50_000_000 }), subject: fc.nat({ max: 3 }) }),
    );
    const limitsOf = fc.record({
      cooldownSeconds: fc.integer({ min: 0, max: 4000 }),
      maxFiresPerDay: fc.option(fc.integer({ min: 1, max: 4 })),
      maxPerMinute: fc.option(fc.integer({ min: 1, max: 3 })),
    });
    fc.assert(
      fc.property(steps, limitsOf, fc.boolean(), (list, limits, isBusy) => {
        const log = createFiringLog();
        const fired: { time: number; subject: string }[] = [];
        let now = Date.parse(at('12:00:00'));
        for (const { wait, subject } of list) {
          now += isBusy ? wait % 20_000 : wait;
          const gate = log.claim(claimAt(new Date(now).toISOString(), limits, { subject: `s${subject}` }));
          const mine = fired.filter((each) => each.subject === `s${subject}`);
          const isCool = mine.every((each) => now - each.time >= limits.cooldownSeconds * 1000);
          const day = new Date(now).toISOString().slice(0, 10);
          const today = fired.filter(({ time }) => new Date(time).toISOString().startsWith(day)).length;
          const recent = fired.filter(({ time }) => time > now - 60_000).length;
          const expected = !isCool
            ? 'cooldown'
            : limits.maxFiresPerDay !== null && today >= limits.maxFiresPerDay
              ? 'daily-cap'
              : limits.maxPerMinute !== null && recent >= limits.maxPerMinute
                ? 'rate-limit'
                : null;
          expect(gate).toBe(expected);
          if (gate === null) fired.push({ time: now, subject: `s${subject}` });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('dry runs in a row through one log', () => {
  const limits = { cooldownSeconds: 60, maxFiresPerDay: null, maxPerMinute: null };
  const outcomes = (rule: ReturnType<typeof ruleWith>, log: FiringLog, times: string[]) =>
    times.map((time) => {
      const event = sampleEvent('session.opened', { firedAt: at(time) });
      return dryRun({ rule, event, catalog, firingLog: log }).reason;
    });

  it('see the firings before them, those whose actions failed included', () => {
    const failing = ruleWith({ limits, actions: [{ type: 'made_up' }] });
    expect(outcomes(failing, createFiringLog(), ['12:00:00', '12:00:30', '12:01:00'])).toEqual([
      null,
      'cooldown',
      null,
    ]);
  });

  it('are not held back by an event whose conditions did not hold', () => {
    const log = createFiringLog();
    const never = ruleWith({ limits, filter: [{ any: [] }] });
    expect(outcomes(never, log, ['12:00:00'])).toEqual(['conditions']);
    expect(outcomes(ruleWith({ limits }), log, ['12:00:01'])).toEqual([null]);
  });

  it('are not held back by a debug session, which claims nothing', () => {
    const log = createFiringLog();
    const rule = ruleWith({ limits });
    const event = sampleEvent('session.opened', { firedAt: at('12:00:00') });
    startDebugSession({ rule, event, catalog, firingLog: log }).next();
    expect(outcomes(rule, log, ['12:00:00'])).toEqual([null]);
  });
});
