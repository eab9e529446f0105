import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../../engine/catalog/index.ts';
import { dryRun } from '../../../../engine/drivers/index.ts';
import type { FilterTrace, Gate, Rule } from '../../../../engine/model/index.ts';
import { gateLines } from '../../../../renderer/dry-run/gate-lines.ts';
import { catalog, ruleWith, sampleEvent } from '../../drivers/setting.ts';

function linesOf(rule: Rule, change = {}, heldBy: Gate | null = null) {
  const event = sampleEvent('session.opened', change);
  const record = dryRun({ rule, event, catalog });
  const traces = new Map<string, FilterTrace>();
  const keep = (trace: FilterTrace): void => {
    traces.set(trace.at, trace);
    if ('any' in trace) trace.any.forEach(keep);
  };
  record.filter.nodes.forEach(keep);
  const lines = gateLines({
    rule,
    catalog,
    event,
    record,
    traces,
    verdicts: new Map([['trigger', 'passed' as const]]),
    isPast: () => true,
    isDone: true,
    heldBy,
    subject: subjectOf(catalog, event),
  });
  return lines.map(
    ({ text, value, verdict, depth }) => `${'  '.repeat(depth)}${text} | ${value} | ${verdict}`,
  );
}

const limits = { cooldownSeconds: 60, maxFiresPerDay: 5, maxPerMinute: 2 };

describe('the gates of a rule, one line each', () => {
  it('come in the order in which they are asked, with the value that decided', () => {
    const any = [
      { path: 'payload.session.topic', op: 'eq', value: 'fraud' },
      { path: 'payload.session.nothing', op: 'eq', value: 'x' },
    ];
    expect(linesOf(ruleWith({ limits, filter: [{ any }] }))).toEqual([
      'Enabled | null | passed',
      'Session opened | the event is session.opened | passed',
      'Only for Cards | the event is of Cards | not-yet',
      'Any of 2 conditions | null | not-yet',
      '  session.topic equals “fraud” | was “fraud” | not-yet',
      '  session.nothing equals “x” | was missing from the event | not-yet',
      'Permission | runs as Omar D., owner | passed',
      'Cooldown | 1 min for s_7001; no earlier firing is assumed here | passed',
      'Most per day | 5 a day; no earlier firing is assumed here | passed',
      'Most per minute | 2 a minute; no earlier firing is assumed here | passed',
    ]);
  });

  it('say what is wanted where something else came, and that nothing behind it was asked', () => {
    const rule = ruleWith({
      enabled: false,
      scope: { apps: [] },
      trigger: { kind: 'event', eventType: 'session.closed' },
    });
    expect(linesOf(rule)).toEqual([
      'Enabled | it is disabled and never runs; tried here all the same | failed',
      'Session closed | waits for session.closed, the event is session.opened | passed',
      'For no app | the event is of Cards | not-yet',
      'Permission | runs as Omar D., owner | not-reached',
      'Cooldown | none | not-reached',
      'Most per day | no limit | not-reached',
      'Most per minute | no limit | not-reached',
    ]);
  });

  it('name the gate that a replay held the match back with', () => {
    const lines = linesOf(ruleWith({ limits }), {}, 'daily-cap');
    expect(lines.slice(-4)).toEqual([
      'Permission | runs as Omar D., owner | passed',
      'Cooldown | 1 min for s_7001 | passed',
      'Most per day | 5 a day | failed',
      'Most per minute | 2 a minute | not-reached',
    ]);
  });

  it('count the items of a list that fit, and the rules that came before', () => {
    const where = { path: 'item', op: 'eq', value: 'vip' };
    const rule = ruleWith({ filter: [{ anyItem: 'payload.session.tags', where }] });
    const { payload } = sampleEvent('session.opened');
    const session = { id: 's_1', tags: ['vip', 'new'] };
    const lines = linesOf(rule, { payload: { ...payload, session }, causedBy: { runId: 'run_1', depth: 2 } });
    expect(lines[3]).toBe('Some item of session.tags | 1 of 2 items fits | not-yet');
    expect(lines.at(-1)).toBe('Depth | 2 rules set each other off before this event | passed');
    const noList = linesOf(rule, { payload: { session: { id: 's_1' } } });
    expect(noList[3]).toBe('Some item of session.tags | there is no list | not-yet');
  });

  it('say who a rule runs as, and what they may not do', () => {
    const permission = (createdBy: string): string | undefined =>
      linesOf(ruleWith({ createdBy })).find((line) => line.startsWith('Permission'));
    expect(permission('m_nobody')).toContain('who is not in the catalog');
    expect(permission('m_omar_d')).toBe('Permission | runs as Omar D., owner | passed');
  });
});
