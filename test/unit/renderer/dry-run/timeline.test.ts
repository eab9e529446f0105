import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dryRun, parseFault, type RunTimeline, runTimeline } from '../../../../engine/drivers/index.ts';
import { attemptsText, choiceOf, faultChoices } from '../../../../renderer/dry-run/fault-words.ts';
import { layOutTimeline } from '../../../../renderer/dry-run/lay-out-timeline.ts';
import { spreadMoments } from '../../../../renderer/dry-run/spread-moments.ts';
import { listMoments, momentText, stretchText } from '../../../../renderer/dry-run/timeline-words.ts';
import { catalog, ruleWith, sampleEvent } from '../../drivers/setting.ts';

const retry = { maxAttempts: 3, initialDelayMs: 1000, factor: 2, maxDelayMs: 60_000, jitter: 'none' };
const mail = {
  id: 's1',
  type: 'send_email',
  params: { to: ['a@acme.example'], subject: 'x', body: 'y' },
  retry,
};
const tag = { id: 's2', type: 'tag_session', params: { tags: ['a'] } };

function timelineOf(changes: Record<string, unknown>, ...faults: string[]): RunTimeline {
  const rule = ruleWith(changes);
  const assumed = faults.flatMap((text) => {
    const read = parseFault(text);
    return read.ok ? [read.value] : [];
  });
  const event = sampleEvent('session.opened');
  return runTimeline(dryRun({ rule, event, catalog, faults: assumed }), rule, assumed);
}

describe('moments on a lane', () => {
  it('keep their order, fill the lane, and are never closer than the gap', () => {
    const times = fc.array(fc.nat(100_000), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(times, (some) => {
        const sorted = some.toSorted((one, other) => one - other);
        const places = spreadMoments(sorted, 0.05);
        expect(places[0]).toBe(0);
        if (sorted[0] !== sorted.at(-1)) expect(places.at(-1)).toBeCloseTo(1, 6);
        places.slice(1).forEach((place, index) => {
          expect(place - (places[index] ?? 0)).toBeGreaterThanOrEqual(0.05 - 1e-9);
        });
      }),
    );
  });

  it('stand in proportion beyond the gap, and at the start when there is one', () => {
    expect(spreadMoments([0, 1000, 4000], 0.1)).toEqual([0, expect.closeTo(0.3), expect.closeTo(1)]);
    expect(spreadMoments([0], 0.1)).toEqual([0]);
    expect(spreadMoments([0, 0, 0], 0.1)).toEqual([0, 0.1, 0.2]);
  });

  it('stand apart for attempts without a pause, and a later step begins where the last attempt was', () => {
    const steady = { ...retry, initialDelayMs: 0 };
    const layout = layOutTimeline(
      timelineOf({ actions: [{ ...mail, retry: steady }, tag] }, 's1=time-out@1-2'),
    );
    expect(layout.attempts.get('s1')).toEqual([0, 0.085, 0.17]);
    expect(layout.attempts.get('s2')).toEqual([0.17]);
    expect(layout.ticks).toEqual([{ at: 0, place: 0 }]);
  });

  it('are written on the axis where there is room', () => {
    const { ticks } = layOutTimeline(timelineOf({ actions: [mail] }, 's1=time-out@1-2'));
    expect(ticks.map(({ at }) => at)).toEqual([0, 1000, 3000]);
  });
});

describe('a run in words', () => {
  it('tells every attempt and pause, and what a failure led to', () => {
    const timeline = timelineOf({ actions: [{ ...mail, onError: 'stop' }, tag] }, 's1=time-out');
    expect(listMoments(timeline, false).map(({ at, text }) => `${momentText(at)} ${text}`)).toEqual([
      '0 s Attempt 1: there was no answer in time',
      '0 s Waits 1 s (backoff)',
      '+1 s Attempt 2: there was no answer in time',
      '+1 s Waits 2 s (backoff)',
      '+3 s Attempt 3: there was no answer in time',
      '+3 s Would fail after 3 attempts; the chain stops',
      '+3 s Not reached',
    ]);
  });

  it('says what was asked for, what cannot be tried again, what is off and what is broken', () => {
    const team = { id: 's1', type: 'escalate_to_human', params: { team: 'fraud' } };
    const broken = { id: 's3', type: 'tag_session', params: { tags: [`\${event.payload.gone}`] } };
    const off = { ...tag, disabled: true };
    const timeline = timelineOf({ actions: [team, off, broken] }, 's1=http-429:30@1');
    expect(listMoments(timeline, true).map(({ text, tone }) => [text, tone])).toEqual([
      ['Attempt 1: the answer was HTTP 429', 'fail'],
      ['Waits 30 s, as the answer asked (Retry-After)', 'wait'],
      ['Attempt 2: done', 'pass'],
      ['Switched off', 'none'],
      ['Invalid, not tried; the chain goes on: cannot be resolved: event.payload.gone', 'fail'],
    ]);
    const refused = timelineOf({ actions: [mail] }, 's1=rejected-recipient');
    expect(listMoments(refused, true).at(-1)?.text).toBe('Failed for good; the chain goes on');
  });

  it.each([
    [0, '0 ms'],
    [266.4, '266 ms'],
    [1400, '1.4 s'],
    [2000, '2 s'],
    [34_200, '34 s'],
    [125_000, '2 min 5 s'],
    [180_000, '3 min'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(stretchText(milliseconds)).toBe(text);
  });
});

describe('failures that can be put in', () => {
  const rule = ruleWith({ actions: [mail, tag] });

  it('are those that the step’s effects can have', () => {
    expect(faultChoices(rule, catalog, 's1').map(({ value }) => value)).toEqual([
      'time-out',
      'network',
      'smtp-450',
      'smtp-550',
      'rejected-recipient',
    ]);
    expect(faultChoices(rule, catalog, 's2').map(({ label }) => label)).toEqual([
      'Time-out',
      'Connection refused',
      'HTTP 500',
      'HTTP 429, Retry-After 30 s',
      'HTTP 400',
    ]);
  });

  it('are found again by what they are', () => {
    for (const { value, cause } of faultChoices(rule, catalog, 's2')) expect(choiceOf(cause)).toBe(value);
  });

  it('name the attempts that fail', () => {
    expect(attemptsText(null)).toBe('every attempt');
    expect(attemptsText({ from: 1, to: 1 })).toBe('first attempt');
    expect(attemptsText({ from: 1, to: 3 })).toBe('first 3 attempts');
    expect(attemptsText({ from: 2, to: 2 })).toBe('attempt 2');
    expect(attemptsText({ from: 2, to: 3 })).toBe('attempts 2 to 3');
  });
});
