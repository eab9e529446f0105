import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, Rule } from '../../../../engine/model/index.ts';
import { type Expected, expectationFrom, runCase } from '../../../../engine/replay/index.ts';
import { catalog, opened, ruleWith } from '../setting.ts';

const fraud = ruleWith({
  filter: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }],
  actions: [
    { id: 's1', type: 'tag_session', params: { tags: ['fraud', '${event.payload.session.channel}'] } },
    { id: 's2', type: 'escalate_to_human', params: { team: 'fraud' }, disabled: true },
    { id: 's3', type: 'escalate_to_human', params: { team: 'fraud', reason: 'seen ${event.eventId}' } },
  ],
});

function differences(expected: Expected, given: Event[] = [opened('e_1')], rule: Rule = fraud, at?: string) {
  const result = runCase(rule, { name: 'c', given, expect: expected, at }, { catalog });
  expect(result.pass).toBe(result.differences.length === 0);
  return result.differences.map((each) => `${each.at}: ${each.message}`);
}

describe('a case', () => {
  it('holds when outcome, reason and steps are as expected, of objects only what is named', () => {
    expect(differences({ outcome: 'would-execute' })).toEqual([]);
    expect(differences({ outcome: 'executed', reason: null })).toEqual([]);
    expect(
      differences({
        outcome: 'would-execute',
        steps: [
          { type: 'tag_session', params: { tags: ['fraud', 'web'] }, effects: [{ kind: 'session.tag' }] },
          { type: 'escalate_to_human', status: 'succeeded', params: { reason: 'seen e_1' } },
        ],
      }),
    ).toEqual([]);
  });

  it('says which condition kept a rule from firing, with its place, expected and actual', () => {
    const result = runCase(
      fraud,
      {
        name: 'c',
        given: [opened('e_1', { topic: 'billing' })],
        expect: { outcome: 'would-execute', steps: [] },
      },
      { catalog },
    );
    expect(result.differences).toEqual([
      {
        at: 'expect.outcome',
        message:
          'expected would-execute, got would-skip (conditions): filter[0]: session.topic equals “fraud” does not hold: actual “billing”',
        expected: 'would-execute',
        actual: 'would-skip',
      },
    ]);
    expect(result.records).toHaveLength(1);
  });

  it('says so when a rule fires that should not', () => {
    expect(differences({ outcome: 'skipped', reason: 'conditions' })).toEqual([
      'expect.outcome: expected skipped (conditions), got would-execute: everything holds, and no limit held it back',
    ]);
  });

  it('compares the reason where one is expected, none included', () => {
    const limited = ruleWith({ limits: { cooldownSeconds: 600 } });
    const twice = [opened('e_1'), opened('e_2', {}, { minute: 5 })];
    expect(differences({ outcome: 'would-skip' }, twice, limited)).toEqual([]);
    expect(differences({ outcome: 'would-skip', reason: 'conditions' }, twice, limited)).toEqual([
      'expect.reason: expected conditions, got would-skip (cooldown): limits.cooldownSeconds: fired for this subject less than 10 minutes before',
    ]);
    expect(differences({ outcome: 'would-skip', reason: null }, twice, limited)).toEqual([
      'expect.reason: expected no reason, got would-skip (cooldown): limits.cooldownSeconds: fired for this subject less than 10 minutes before',
    ]);
  });

  it('meets its events one after the other, so that limits count those before', () => {
    const rule = ruleWith({ limits: { cooldownSeconds: 600 } });
    const [first, second] = [opened('e_1'), opened('e_2', {}, { minute: 9 })];
    expect(differences({ outcome: 'would-execute' }, [second], rule)).toEqual([]);
    expect(differences({ outcome: 'would-skip', reason: 'cooldown' }, [first, second], rule)).toEqual([]);
    const { records } = runCase(
      rule,
      { name: 'c', given: [first, second], expect: { outcome: 'would-skip' } },
      { catalog },
    );
    expect(records.map(({ event, reason }) => [event.id, reason])).toEqual([
      ['e_1', null],
      ['e_2', 'cooldown'],
    ]);
  });

  it('meets its last event at the time it names', () => {
    const rule = ruleWith({ limits: { cooldownSeconds: 600 } });
    const same = [opened('e_1'), opened('e_1')];
    expect(differences({ outcome: 'would-skip', reason: 'cooldown' }, same, rule)).toEqual([]);
    expect(differences({ outcome: 'would-execute' }, same, rule, '2026-03-02T09:10:00Z')).toEqual([]);
    expect(differences({ outcome: 'would-skip' }, same, rule, '2026-03-02T09:09:59Z')).toEqual([]);
  });

  it('takes the steps that are reached as a whole list', () => {
    expect(differences({ outcome: 'would-execute', steps: [{ type: 'tag_session' }] })).toEqual([
      'expect.steps: expected 1 step (tag_session), got 2 steps (tag_session, escalate_to_human)',
    ]);
    expect(differences({ outcome: 'would-execute', steps: [] })).toEqual([
      'expect.steps: expected no step, got 2 steps (tag_session, escalate_to_human)',
    ]);
  });

  it('tells of each value that differs, and goes on after it', () => {
    const steps: Expected['steps'] = [
      { type: 'tag_session', params: { tags: ['scam', 'web'], all: true }, effects: [] },
      { type: 'send_email' },
    ];
    expect(differences({ outcome: 'would-execute', steps })).toEqual([
      'expect.steps[0].params.tags[0]: expected "scam", got "fraud"',
      'expect.steps[0].params.all: expected true, nothing is there',
      expect.stringMatching(
        /^expect\.steps\[0\]\.effects: expected 0 effects, got 1: \[\{"kind":"session\.tag"/,
      ),
      'expect.steps[1].type: expected "send_email", got "escalate_to_human"',
    ]);
  });

  it('compares lists whole: a longer one is another one', () => {
    const step = { type: 'tag_session', params: { tags: ['fraud'] } };
    expect(differences({ outcome: 'would-execute', steps: [step, { type: 'escalate_to_human' }] })).toEqual([
      'expect.steps[0].params.tags: expected ["fraud"], got ["fraud","web"]',
    ]);
  });

  it('does not take a step that could not run for one that would', () => {
    const broken = ruleWith({
      actions: [{ id: 's1', type: 'tag_session', params: { tags: ['${event.payload.nothing}'] } }],
    });
    const error = 'actions[0].params.tags[0]: cannot be resolved: event.payload.nothing';
    expect(
      differences({ outcome: 'would-execute', steps: [{ type: 'tag_session' }] }, [opened('e_1')], broken),
    ).toEqual([`expect.steps[0].status: expected the step to be would-run, it is invalid: ${error}`]);
    expect(differences({ outcome: 'would-execute', steps: [] }, [opened('e_1')], broken)).toEqual([
      `expect.steps: expected no step, got 1 step (tag_session); ${error}`,
    ]);
    const invalid = [{ type: 'tag_session', status: 'invalid' as const }];
    expect(differences({ outcome: 'would-execute', steps: invalid }, [opened('e_1')], broken)).toEqual([]);
  });

  it('fires a scheduled rule at its time when no event is given', () => {
    const nightly = ruleWith({
      trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } },
      actions: [
        { type: 'webhook', params: { url: 'https://example.com/hook', message: '${trigger.firedAt}' } },
      ],
    });
    const steps = [{ type: 'webhook', params: { message: '2026-03-02T09:00:00.000Z' } }];
    expect(
      differences({ outcome: 'would-execute', steps }, [], nightly, '2026-03-02T10:00:00+01:00'),
    ).toEqual([]);
    const none =
      'given: no event is given; only a scheduled rule with an app in its scope fires without one, at “at”';
    expect(differences({ outcome: 'would-execute' }, [], nightly)).toEqual([none]);
    expect(differences({ outcome: 'would-execute' }, [], fraud, '2026-03-02T10:00:00Z')).toEqual([none]);
  });
});

describe('a case made from a run', () => {
  it('expects what happened: outcome, reason, and each step that was reached with parameters and effects', () => {
    const made = expectationFrom({ kind: 'events', rule: fraud, given: [opened('e_1')], catalog });
    expect(made).toMatchObject({
      name: 'session.opened e_1: would-execute',
      given: [opened('e_1')],
      expect: {
        outcome: 'would-execute',
        reason: null,
        steps: [
          { type: 'tag_session', params: { tags: ['fraud', 'web'] }, effects: [{ kind: 'session.tag' }] },
          { type: 'escalate_to_human', params: { team: 'fraud', reason: 'seen e_1' } },
        ],
      },
    });
    expect(made.expect.steps).toHaveLength(2);
    expect(made.at).toBeUndefined();
  });

  it('expects no steps of a run that was held back, and names itself after it', () => {
    const given = [opened('e_2', { topic: 'other' })] as const;
    expect(expectationFrom({ kind: 'events', rule: fraud, given: [...given], catalog })).toEqual({
      name: 'session.opened e_2: would-skip (conditions)',
      given: [...given],
      expect: { outcome: 'would-skip', reason: 'conditions' },
    });
  });

  it('is made of a record as well, at the time it ran, under the name it is given', () => {
    const event = opened('e_1');
    const { records } = runCase(
      fraud,
      { name: 'c', given: [event], expect: { outcome: 'would-execute' }, at: '2026-03-02T12:00:00Z' },
      { catalog },
    );
    const [record] = records;
    if (!record) throw new Error('nothing ran');
    const made = expectationFrom({ kind: 'run', record, given: [event] }, 'as it was');
    expect(made).toMatchObject({ name: 'as it was', at: '2026-03-02T12:00:00Z' });
    expect(runCase(fraud, made, { catalog }).pass).toBe(true);
    const long = expectationFrom({
      kind: 'run',
      record: { ...record, event: { ...record.event, id: 'x'.repeat(300) } },
      given: [event],
    });
    expect(long.name).toHaveLength(200);
  });

  it('keeps a step that was invalid as such', () => {
    const broken = ruleWith({ actions: [{ id: 's1', type: 'tag_sesion', params: {} }] });
    const made = expectationFrom({ kind: 'events', rule: broken, given: [opened('e_1')], catalog });
    expect(made.expect.steps).toEqual([{ type: 'tag_sesion', status: 'invalid', params: {}, effects: [] }]);
    expect(runCase(broken, made, { catalog }).pass).toBe(true);
  });

  it('holds for the rule it was made with, whatever the events before', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 });
    const limits = fc.record({
      cooldownSeconds: fc.constantFrom(0, 300),
      maxFiresPerDay: fc.constantFrom(null, 2),
      maxPerMinute: fc.constantFrom(null, 1),
    });
    const topics = fc.constantFrom('fraud', 'billing');
    fc.assert(
      fc.property(minutes, limits, topics, fc.boolean(), (times, set, topic, isTimed) => {
        const rule = { ...fraud, limits: set };
        const [first, ...rest] = times.map((minute, index) => opened(`e_${index}`, { topic }, { minute }));
        if (!first) throw new Error('no event');
        const at = isTimed ? { at: '2026-03-02T09:45:00.000Z' } : {};
        const made = expectationFrom({ kind: 'events', rule, given: [first, ...rest], catalog, ...at });
        expect(runCase(rule, made, { catalog }).differences).toEqual([]);
        const renamed = { ...rule, name: 'Renamed', version: 9 };
        expect(runCase(renamed, made, { catalog }).differences).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
