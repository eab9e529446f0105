import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeChange } from '../../../../engine/analysis/index.ts';
import { contentHash, type Rule } from '../../../../engine/model/index.ts';
import { catalog, filter, ruleWith } from '../arbitraries.ts';

const topic = (op: string, value: string) => ({ path: 'payload.session.topic', op, value });
const vip = { path: 'payload.session.customer.vip', op: 'eq', value: true };
const tag = { id: 's1', type: 'tag_session', params: { tags: ['a'] } };
const mail = { id: 's2', type: 'send_email', params: { to: ['a@x.example'], template: 'welcome' } };
const assign = { id: 's3', type: 'assign_to', params: { strategy: 'round_robin' } };
const session = (changes: Record<string, unknown> = {}): Rule =>
  ruleWith({
    trigger: { kind: 'event', eventType: 'session.opened' },
    scope: { apps: ['cards'] },
    filter: [topic('eq', 'fraud'), vip],
    actions: [tag, mail, assign],
    ...changes,
  });
const texts = (before: Rule, after: Rule) => describeChange(before, after, catalog).map(({ text }) => text);
const change = (changes: Record<string, unknown>) => texts(session(), session(changes));

const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    name: fc.constantFrom('A', 'B'),
    labels: fc.subarray(['x', 'y']),
    order: fc.constantFrom(1, 100),
    scope: fc.record({ apps: fc.shuffledSubarray(['cards', 'loans']) }),
    filter,
    actions: fc
      .shuffledSubarray([tag, mail, { ...mail, id: 's4', disabled: true }, { ...tag, disabled: false }])
      .filter((steps) => new Set(steps.map(({ id }) => id)).size === steps.length),
    limits: fc.record({ cooldownSeconds: fc.constantFrom(0, 90), maxPerMinute: fc.constantFrom(null, 3) }),
    onActionError: fc.constantFrom('continue', 'stop'),
  })
  .map(ruleWith);

describe('what changed between two versions', () => {
  it('has at least one line where the content hash differs, and none where it does not', () => {
    fc.assert(
      fc.property(anyRule, anyRule, (before, after) => {
        const changes = describeChange(before, after, catalog);
        expect(changes.length > 0).toBe(contentHash(before) !== contentHash(after));
        for (const { text } of changes) expect(text).toMatch(/\S/);
        expect(describeChange(before, { ...before, enabled: !before.enabled, version: 9 }, catalog)).toEqual(
          [],
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('names every filter that differs in its own words, never as another way of writing', () => {
    fc.assert(
      fc.property(filter, filter, (before, after) => {
        const [one, other] = [ruleWith({ filter: before }), ruleWith({ filter: after })];
        fc.pre(contentHash(one) !== contentHash(other));
        expect(texts(one, other)).not.toContain('is written in another way');
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['an app', { scope: { apps: ['cards', 'insurance'] } }, ['adds Insurance to the scope']],
    [
      'a condition',
      { filter: [topic('contains', 'fraud'), vip] },
      ['condition session.topic: equals “fraud” → contains “fraud”'],
    ],
    ['a step that moved', { actions: [mail, tag, assign] }, ['moves Send e-mail before Tag the session']],
    ['a step that moved far', { actions: [mail, assign, tag] }, ['moves Tag the session at the end']],
    ['a cooldown', { limits: { cooldownSeconds: 1800 } }, ['raises the cooldown from 0 to 30 minutes']],
    [
      'conditions that changed places',
      { filter: [vip, topic('eq', 'fraud')] },
      ['moves the condition session.customer.vip equals true before session.topic equals “fraud”'],
    ],
    [
      'a negation',
      { filter: [topic('eq', 'fraud'), { not: vip }] },
      ['negates session.customer.vip equals true'],
    ],
    [
      'a condition switched off',
      { filter: [topic('eq', 'fraud'), { ...vip, disabled: true }] },
      ['disables the condition session.customer.vip equals true'],
    ],
    [
      'a parameter',
      { actions: [tag, { ...mail, params: { ...mail.params, template: 'fraud-alert-v2' } }, assign] },
      ['Send e-mail: template “welcome” → “fraud-alert-v2”'],
    ],
    [
      'a step renamed',
      { actions: [{ ...tag, id: 'first' }, mail, assign] },
      ['renames the step s1 to first (Tag the session)'],
    ],
    [
      'the rest',
      { onActionError: 'stop', limits: { maxFiresPerDay: 3 } },
      ['limits it to 3 firings a day', 'stops at the first action that fails'],
    ],
    ['notes and ids', { filter: [{ ...topic('eq', 'fraud'), id: 'x', note: 'why' }, vip] }, []],
  ])('tells %s', (_, changes, expected) => {
    expect(change(changes)).toEqual(expected);
  });

  it('tells a group that asks for less, and a condition that went into it', () => {
    const before = session({ filter: [{ all: [topic('eq', 'fraud'), vip] }] });
    expect(texts(before, session({ filter: [{ any: [topic('eq', 'fraud'), vip] }] }))).toEqual([
      'turns all of into any of',
    ]);
    const outside = session({ filter: [{ all: [topic('eq', 'fraud')] }, vip] });
    expect(texts(outside, before)).toEqual([
      'moves the condition session.customer.vip equals true to the group at filter[0]',
    ]);
  });

  it('gives each change its place in the later version, or in the earlier where it is gone', () => {
    const after = session({
      filter: [vip],
      actions: [tag, assign, { ...mail, id: 's9', type: 'escalate_to_human', params: { team: 'care' } }],
    });
    expect(describeChange(session(), after, catalog).map(({ at }) => at)).toEqual([
      'filter[0]',
      'actions[1]',
      'actions[2]',
    ]);
  });
});
