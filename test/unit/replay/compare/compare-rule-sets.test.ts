import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFiringLog } from '../../../../engine/chain/index.ts';
import { dryRun } from '../../../../engine/drivers/index.ts';
import type { Event, Rule } from '../../../../engine/model/index.ts';
import { compareRuleSets, type OutcomeChange } from '../../../../engine/replay/index.ts';
import { event, filter, catalog as helpdesk, ruleWith as helpdeskRule } from '../../analysis/arbitraries.ts';
import { catalog, opened, ruleWith } from '../setting.ts';

function changes(before: Rule[], after: Rule[], events: Event[]): OutcomeChange[] {
  const comparison = compareRuleSets({ before, after }, catalog);
  return events.flatMap((each) => comparison.meet(each));
}

/** A change on one line: rule, outcomes, why. */
function line({ event: id, rule, before, after, why }: OutcomeChange): string {
  const words = (side: OutcomeChange['before']) => (side ? (side.reason ?? side.outcome) : 'none');
  return `${id} ${rule}: ${words(before)} → ${words(after)}: ${why}`;
}

const compared = (before: Rule[], after: Rule[], events: Event[]) => changes(before, after, events).map(line);

const topic = (value: unknown, op = 'eq') => ({ path: 'payload.session.topic', op, value });
const onFraud = ruleWith({ filter: [topic('fraud')] });
const onBilling = ruleWith({ filter: [topic('billing')] });

describe('two rule sets over the same events', () => {
  it('report the event, the rule, both outcomes and the condition that flipped, with expected and actual', () => {
    expect(changes([onFraud], [onBilling], [opened('e_1'), opened('e_2', { topic: 'other' })])).toEqual([
      {
        event: 'e_1',
        rule: 'r_test',
        before: { outcome: 'would-execute', reason: null },
        after: null,
        cause: 'filter[0]: payload.session.topic equals "fraud" → equals "billing"',
        why: 'filter[0]: payload.session.topic equals "fraud" → equals "billing", actual "fraud"',
      },
    ]);
    expect(compared([onFraud], [onBilling], [opened('e_3', { topic: 'billing' })])).toEqual([
      'e_3 r_test: none → would-execute: filter[0]: payload.session.topic equals "fraud" → equals "billing", actual "billing"',
    ]);
  });

  it('report rules that are new, gone, enabled or disabled', () => {
    const off = { ...onFraud, enabled: false };
    expect(compared([], [onFraud], [opened('e_1')])).toEqual([
      'e_1 r_test: none → would-execute: the rule is new',
    ]);
    expect(compared([onFraud], [], [opened('e_1')])).toEqual([
      'e_1 r_test: would-execute → none: the rule is gone',
    ]);
    expect(compared([off], [onFraud], [opened('e_1')])).toEqual([
      'e_1 r_test: none → would-execute: the rule is enabled now',
    ]);
    expect(compared([onFraud], [off], [opened('e_1')])).toEqual([
      'e_1 r_test: would-execute → none: the rule is disabled now',
    ]);
    expect(compared([off], [], [opened('e_1')])).toEqual([]);
  });

  it('take disabled rules as they are where they are asked to', () => {
    const off = { ...onFraud, enabled: false };
    const both = compareRuleSets(
      { before: [off], after: [onBilling], includeDisabled: { before: true } },
      catalog,
    );
    expect(both.meet(opened('e_1'))).toHaveLength(1);
    const later = compareRuleSets({ before: [], after: [off], includeDisabled: { after: true } }, catalog);
    expect(later.meet(opened('e_1')).map(line)).toEqual([
      'e_1 r_test: none → would-execute: the rule is new',
    ]);
    expect(compareRuleSets({ before: [off], after: [off] }, catalog).pairs).toEqual([]);
  });

  it('report what a trigger or a scope made of it', () => {
    const closed = { ...onFraud, trigger: { kind: 'event' as const, eventType: 'session.closed' } };
    const widened = { ...onFraud, scope: { apps: ['cards', 'loans'] } };
    expect(compared([onFraud], [closed], [opened('e_1')])).toEqual([
      'e_1 r_test: would-execute → none: trigger: session.opened → session.closed',
    ]);
    expect(compared([closed], [onFraud], [opened('e_1')])).toEqual([
      'e_1 r_test: none → would-execute: trigger: session.closed → session.opened',
    ]);
    const loans = opened('e_2', {}, { app: 'loans' });
    expect(compared([onFraud], [widened], [opened('e_1'), loans])).toEqual([
      'e_2 r_test: none → would-execute: scope.apps: "loans" was added',
    ]);
    expect(compared([widened], [onFraud], [loans])).toEqual([
      'e_2 r_test: would-execute → none: scope.apps: "loans" was removed',
    ]);
  });

  it('report the events of schedules to the rule they belong to', () => {
    const hourly = ruleWith({ trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } } });
    const tick = (streamId: string) => opened('e_1', {}, { type: 'schedule', streamId });
    expect(compared([onFraud], [hourly], [tick('r_test'), tick('r_other')])).toEqual([
      'e_1 r_test: none → would-execute: trigger: session.opened → {"kind":"every","minutes":60}',
    ]);
    expect(compared([hourly], [onFraud], [tick('r_test')])).toEqual([
      'e_1 r_test: would-execute → none: trigger: {"kind":"every","minutes":60} → session.opened',
    ]);
  });

  it('report conditions that were added and removed', () => {
    const strict = ruleWith({
      filter: [topic('fraud'), { path: 'payload.session.channel', op: 'eq', value: 'voice' }],
    });
    expect(compared([onFraud], [strict], [opened('e_1')])).toEqual([
      'e_1 r_test: would-execute → none: filter[1]: payload.session.channel equals "voice" was added, actual "web"',
    ]);
    expect(compared([strict], [onFraud], [opened('e_1', { channel: undefined })])).toEqual([
      'e_1 r_test: none → would-execute: filter[1]: payload.session.channel equals "voice" was removed, actual nothing there',
    ]);
  });

  it('name the condition at the same place first, and in the later set where it is there', () => {
    const one = ruleWith({ filter: [{ any: [topic('a'), topic('b')] }] });
    const two = ruleWith({ filter: [{ all: [] }, { any: [topic('c'), topic('fraud')] }] });
    expect(compared([one], [two], [opened('e_1')])).toEqual([
      'e_1 r_test: none → would-execute: filter[1].any[0]: payload.session.topic equals "a" → equals "c", actual "fraud"; filter[1].any[0]: payload.session.topic equals "b" → equals "c", actual "fraud"',
    ]);
    const three = ruleWith({ filter: [{ any: [topic('x'), topic('fraud')] }] });
    expect(compared([three], [one], [opened('e_1')])).toEqual([
      'e_1 r_test: would-execute → none: filter[0].any[0]: payload.session.topic equals "x" → equals "a", actual "fraud"; filter[0].any[1]: payload.session.topic equals "fraud" → equals "b", actual "fraud"',
    ]);
  });

  it('say so when conditions are the same and only their grouping is not', () => {
    const [first, second] = [topic('fraud'), { path: 'payload.session.channel', op: 'eq', value: 'voice' }];
    const all = ruleWith({ filter: [{ all: [first, second] }] });
    const any = ruleWith({ filter: [{ any: [first, second] }] });
    expect(compared([all], [any], [opened('e_1')])).toEqual([
      'e_1 r_test: none → would-execute: filter[0].all[1]: payload.session.channel equals "voice" counts otherwise where it stands, actual "web"',
    ]);
    const noted = ruleWith({ filter: [{ not: { ...topic('fraud'), note: 'why', id: 'n1' } }] });
    expect(compared([onFraud], [noted], [opened('e_1')])).toEqual([
      'e_1 r_test: would-execute → none: filter[0].not: payload.session.topic equals "fraud" counts otherwise where it stands, actual "fraud"',
    ]);
  });

  it('take a disabled condition for none', () => {
    const off = ruleWith({ filter: [{ ...topic('billing'), disabled: true }] });
    expect(compared([onBilling], [off], [opened('e_1')])).toEqual([
      'e_1 r_test: none → would-execute: filter[0]: payload.session.topic equals "billing" was removed, actual "fraud"',
    ]);
  });

  it('name the condition that alone let an event through, where only one side has it', () => {
    const [first, second] = [topic('billing'), { path: 'payload.session.channel', op: 'eq', value: 'web' }];
    const two = ruleWith({ filter: [{ any: [first, second, topic('other')] }] });
    const one = ruleWith({ filter: [{ any: [first, { ...second, disabled: true }] }] });
    expect(compared([two], [one], [opened('e_1')])).toEqual([
      'e_1 r_test: would-execute → none: filter[0].any[1]: payload.session.channel equals "web" was removed, actual "web"',
    ]);
    expect(compared([one], [two], [opened('e_1')])).toEqual([
      'e_1 r_test: none → would-execute: filter[0].any[1]: payload.session.channel equals "web" was added, actual "web"',
    ]);
  });

  it('name quantifiers over lists, and groups without conditions', () => {
    const where = { path: 'item', op: 'eq', value: 'vip' };
    const some = ruleWith({ filter: [{ anyItem: 'payload.session.tags', where }] });
    const every = ruleWith({ filter: [{ everyItem: 'payload.session.tags', where }] });
    expect(compared([some], [every], [opened('e_1'), opened('e_2', { tags: ['vip', 'new'] })])).toEqual([
      'e_1 r_test: none → would-execute: filter[0]: some item of payload.session.tags does not hold on one side',
      'e_2 r_test: would-execute → none: filter[0]: every item of payload.session.tags does not hold on one side',
    ]);
    const noted = ruleWith({
      filter: [{ anyItem: 'payload.session.tags', where, note: 'x' }, topic('billing')],
    });
    expect(compared([some], [noted], [opened('e_1', { tags: ['vip'] })])).toEqual([
      'e_1 r_test: would-execute → none: filter[1]: payload.session.topic equals "billing" was added, actual "fraud"',
    ]);
    const regrouped = ruleWith({ filter: [{ not: { anyItem: 'payload.session.tags', where } }] });
    expect(compared([some], [regrouped], [opened('e_1', { tags: ['vip'] })])).toEqual([
      'e_1 r_test: would-execute → none: filter[0].not: some item of payload.session.tags holds on one side',
    ]);
    expect(compared([ruleWith()], [ruleWith({ filter: [{ any: [] }] })], [opened('e_1')])).toEqual([
      'e_1 r_test: would-execute → none: filter[0]: a group without conditions does not hold on one side',
    ]);
  });

  it('names three conditions and how many more there are', () => {
    const many = ruleWith({ filter: ['a', 'b', 'c', 'd', 'e'].map((value) => topic(value)) });
    const [only] = compared([ruleWith()], [many], [opened('e_1')]);
    expect(only?.split('; ').length).toBe(4);
    expect(only?.endsWith('; and 2 more')).toBe(true);
  });

  it('report matches that one side held back, each with firings of its own', () => {
    const slow = { ...onFraud, limits: { ...onFraud.limits, cooldownSeconds: 600 } };
    const events = [0, 5, 10].map((minute) => opened(`e_${minute}`, {}, { minute }));
    expect(compared([onFraud], [slow], events)).toEqual([
      'e_5 r_test: would-execute → cooldown: limits.cooldownSeconds: 0 → 600',
    ]);
    const capped = { ...onFraud, limits: { ...onFraud.limits, maxFiresPerDay: 1 } };
    expect(compared([slow], [capped], events)).toEqual([
      'e_5 r_test: cooldown → daily-cap: limits.cooldownSeconds: 600 → 0; limits.maxFiresPerDay: none → 1',
      'e_10 r_test: would-execute → daily-cap: limits.maxFiresPerDay: none → 1',
    ]);
    const rare = { ...onFraud, limits: { ...onFraud.limits, maxPerMinute: 1 } };
    expect(compared([rare], [onFraud], [opened('e_1'), opened('e_2')])).toEqual([
      'e_2 r_test: rate-limit → would-execute: limits.maxPerMinute: 1 → none',
    ]);
  });

  it('say so when a limit is the same and other firings filled it', () => {
    const limits = { cooldownSeconds: 600 };
    const wide = ruleWith({ limits });
    const narrow = ruleWith({ limits, filter: [topic('fraud')] });
    const events = [opened('e_1', { topic: 'other' }), opened('e_2', {}, { minute: 5 })];
    expect(compared([wide], [narrow], events)).toEqual([
      'e_1 r_test: would-execute → none: filter[0]: payload.session.topic equals "fraud" was added, actual "other"',
      'e_2 r_test: cooldown → would-execute: limits.cooldownSeconds: counts other firings before this one',
    ]);
  });

  it('report a creator who may not run rules, and an event too deep in a chain of them', () => {
    const byReader = { ...onFraud, createdBy: 'm_omar_o' };
    const gone = [...catalog.members.values()].find(
      ({ value }) => !value.active || value.role === 'operator',
    );
    const asGone = { ...byReader, createdBy: gone?.value.id ?? '' };
    expect(compared([onFraud], [asGone], [opened('e_1')])).toEqual([
      `e_1 r_test: would-execute → permission: createdBy: m_omar_d → ${asGone.createdBy}`,
    ]);
    const deep = opened('e_2', {}, { causedBy: { runId: 'x', depth: 5 } });
    expect(compared([asGone], [onFraud], [deep])).toEqual([
      `e_2 r_test: permission → depth: createdBy: ${asGone.createdBy} → m_omar_d; depth`,
    ]);
  });

  it('report what both execute where it does something else', () => {
    const tagging = (tags: string[]) =>
      ruleWith({ actions: [{ id: 's1', type: 'tag_session', params: { tags } }] });
    const [change] = changes([tagging(['a', 'x'])], [tagging(['b', 'x'])], [opened('e_1')]);
    expect(change).toMatchObject({
      before: { outcome: 'would-execute', reason: null },
      after: { outcome: 'would-execute', reason: null },
    });
    expect(change?.why).toContain('actions[0] tag_session: effects[0].tags[0] "a" → "b"');
    expect(change?.cause).toContain('actions[0] tag_session: effects[0].tags[0]');
    expect(change?.cause).not.toContain('"a"');
  });

  it('do not report what does the same: another id, note, label, version or order', () => {
    const written = ruleWith({
      labels: ['x'],
      order: 7,
      version: 9,
      filter: [{ ...topic('fraud'), note: 'n', id: 'n1' }],
      actions: [{ id: 'other', type: 'tag_session', params: { tags: ['seen'] }, note: 'n' }],
    });
    const hook = (version: number, description: string) =>
      ruleWith({
        version,
        description,
        actions: [
          {
            id: 's1',
            type: 'webhook',
            params: { url: 'https://example.com/h', message: 'v${automation.version}' },
          },
        ],
      });
    expect(compared([onFraud], [written], [opened('e_1')])).toEqual([]);
    expect(compared([hook(1, 'a')], [hook(2, 'b')], [opened('e_1')])).toEqual([]);
    expect(compareRuleSets({ before: [hook(1, 'a')], after: [hook(2, 'a')] }, catalog).pairs).toEqual([]);
  });

  it('come in running order, rule by rule', () => {
    const rules = (tag: string) =>
      [
        { id: 'r_b', order: 1 },
        { id: 'r_c', order: 2 },
        { id: 'r_a', order: 1 },
      ].map((more) => ruleWith({ ...more, actions: [{ type: 'tag_session', params: { tags: [tag] } }] }));
    expect(changes(rules('x'), rules('y'), [opened('e_1')]).map(({ rule }) => rule)).toEqual([
      'r_a',
      'r_b',
      'r_c',
    ]);
    const moved = [ruleWith({ id: 'r_b', order: 5 }), ruleWith({ id: 'r_new', order: 3 })];
    expect(
      changes([ruleWith({ id: 'r_old', order: 4 }), ...rules('x').slice(0, 1)], moved, [opened('e_1')]).map(
        ({ rule }) => rule,
      ),
    ).toEqual(['r_new', 'r_old', 'r_b']);
  });
});

describe('comparing', () => {
  const rule = fc
    .record({
      filter,
      cooldownSeconds: fc.constantFrom(0, 60, 3600),
      tag: fc.constantFrom('a', 'b'),
      enabled: fc.boolean(),
    })
    .map(({ filter: nodes, cooldownSeconds, tag, enabled }) =>
      helpdeskRule({
        filter: nodes,
        enabled,
        limits: { cooldownSeconds },
        actions: [{ id: 's1', type: 'tag', params: { tag } }],
      }),
    );
  const sets = fc.uniqueArray(fc.tuple(fc.constantFrom('r_1', 'r_2', 'r_3'), rule), {
    selector: ([id]) => id,
    maxLength: 3,
  });
  const ruleSet = sets.map((pairs) => pairs.map(([id, each]) => ({ ...each, id })));
  const events = fc.array(event, { minLength: 1, maxLength: 6 }).map((all) =>
    all.map((each, index) => ({
      ...each,
      id: `e_${index}`,
      firedAt: new Date(Date.UTC(2026, 2, 2, 8, index)).toISOString(),
    })),
  );
  const run = (before: Rule[], after: Rule[], all: Event[]) => {
    const comparison = compareRuleSets({ before, after }, helpdesk);
    return all.flatMap((each) => comparison.meet(each));
  };

  it('a rule set with itself finds nothing', () => {
    fc.assert(
      fc.property(ruleSet, events, (rules, all) => {
        expect(run(rules, rules, all)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('the other way round swaps before and after', () => {
    fc.assert(
      fc.property(ruleSet, ruleSet, events, (one, two, all) => {
        const key = ({ event: id, rule: ruleId }: OutcomeChange) => `${id} ${ruleId}`;
        const there = new Map(run(one, two, all).map((change) => [key(change), change]));
        const back = new Map(run(two, one, all).map((change) => [key(change), change]));
        expect([...back.keys()].sort()).toEqual([...there.keys()].sort());
        for (const [id, { before, after }] of there) {
          expect(back.get(id)).toMatchObject({ before: after, after: before });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('finds what dry runs with a log of firings find, and says why of each', () => {
    fc.assert(
      fc.property(ruleSet, ruleSet, events, (one, two, all) => {
        const outcomes = (rules: Rule[]) => {
          const log = createFiringLog();
          return new Map(
            all.flatMap((each) =>
              rules
                .filter(({ enabled }) => enabled)
                .map((every) => {
                  const record = dryRun({ rule: every, event: each, catalog: helpdesk, firingLog: log });
                  const isMatch = record.filter.pass && record.outcome !== 'not-considered';
                  const effects = JSON.stringify(record.steps.map((step) => step.effects));
                  return [
                    `${each.id} ${every.id}`,
                    isMatch ? `${record.reason} ${effects}` : 'none',
                  ] as const;
                }),
            ),
          );
        };
        const [before, after] = [outcomes(one), outcomes(two)];
        const keys = new Set([...before.keys(), ...after.keys()]);
        const expected = [...keys].filter(
          (key) => (before.get(key) ?? 'none') !== (after.get(key) ?? 'none'),
        );
        const found = run(one, two, all);
        expect(found.map(({ event: id, rule: ruleId }) => `${id} ${ruleId}`).sort()).toEqual(expected.sort());
        for (const { why, cause } of found) expect(Math.min(why.length, cause.length)).toBeGreaterThan(3);
      }),
      { numRuns: 200 },
    );
  });
});
