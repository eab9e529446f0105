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
    [
      'a step of another kind',
      { actions: [{ ...tag, type: 'shout' }, mail, assign] },
      ['replaces Tag the session by shout'],
    ],
    [
      'a longer list as a whole',
      { actions: [{ ...tag, params: { tags: ['a', 'b'] } }, mail, assign] },
      ['Tag the session: tags only “a” → “a” and “b”'],
    ],
    [
      'one item of a list',
      { actions: [{ ...tag, params: { tags: ['b'] } }, mail, assign] },
      ['Tag the session: tags[0] “a” → “b”'],
    ],
    [
      'parameters that came and went',
      { actions: [tag, { ...mail, params: { to: ['a@x.example'], subject: 'Hello' } }, assign] },
      ['Send e-mail: removes template “welcome”', 'Send e-mail: adds subject “Hello”'],
    ],
    [
      'what a step does when it fails',
      { actions: [{ ...tag, onError: 'stop' }, { ...mail, onError: 'continue' }, assign] },
      ['Tag the session: stops when it fails', 'Send e-mail: goes on when it fails'],
    ],
    [
      'other retries',
      {
        actions: [{ ...tag, retry: { maxAttempts: 2, initialDelayMs: 1500, jitter: 'none' } }, mail, assign],
      },
      ['Tag the session: the usual retries → 2 attempts (1.5 seconds × 2 up to 1 minute, no jitter)'],
    ],
    [
      'a step switched off',
      { actions: [{ ...tag, disabled: true }, mail, assign] },
      ['disables Tag the session'],
    ],
    [
      'a field said in another way',
      {
        filter: [topic('eq', 'fraud'), { ...vip, disabled: false }],
        actions: [{ ...tag, disabled: false }, mail, assign],
      },
      [
        'writes the condition session.customer.vip equals true in another way',
        'writes Tag the session in another way',
      ],
    ],
    [
      'another event',
      { trigger: { kind: 'event', eventType: 'session.closed' } },
      ['changes the trigger from session.opened to session.closed'],
    ],
    [
      'a schedule',
      { trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } } },
      ['changes the trigger from session.opened to every 1 hour'],
    ],
    [
      'a time of day',
      { trigger: { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 8, minute: 5 } } },
      ['changes the trigger from session.opened to daily at 08:05 UTC'],
    ],
    [
      'a day of the week',
      { trigger: { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 8, minute: 0, weekday: 7 } } },
      ['changes the trigger from session.opened to every Sunday at 08:00 UTC'],
    ],
    ['an earlier turn', { order: 5 }, ['runs earlier: order 100 → 5']],
    ['a later turn', { order: 200 }, ['runs later: order 100 → 200']],
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

  it('tells a description that is given, changed and taken away', () => {
    const [none, one, other] = [session(), session({ description: 'Why' }), session({ description: 'How' })];
    expect(texts(none, one)).toEqual(['adds the description: “Why”']);
    expect(texts(one, other)).toEqual(['changes the description: “How”']);
    expect(texts(other, none)).toEqual(['removes the description']);
  });

  it('tells limits that are raised, lowered and lifted', () => {
    const limited = (maxFiresPerDay: number | null, cooldownSeconds = 60) =>
      session({ limits: { maxFiresPerDay, cooldownSeconds } });
    expect(texts(limited(3), limited(5))).toEqual(['raises the limit from 3 to 5 firings a day']);
    expect(texts(limited(5), limited(3))).toEqual(['lowers the limit from 5 to 3 firings a day']);
    expect(texts(limited(5), limited(null))).toEqual(['removes the limit of 5 firings a day']);
    expect(texts(limited(5, 60), limited(5, 0))).toEqual(['lowers the cooldown from 1 minute to 0']);
  });

  it('tells what a step gives up: its own retries, and its own way to fail', () => {
    const own = session({ actions: [{ ...tag, onError: 'stop', retry: { maxAttempts: 2 } }, mail, assign] });
    expect(texts(own, session())).toEqual([
      'Tag the session: 2 attempts (1 second × 2 up to 1 minute) → the usual retries',
      'Tag the session: does as the rule says when it fails',
    ]);
  });

  it('tells a condition that moved to the end, one that left its group, one with its id on another field', () => {
    const [a, b, c] = [topic('eq', 'a'), topic('eq', 'b'), topic('eq', 'c')];
    expect(texts(session({ filter: [a, b, c] }), session({ filter: [b, c, a] }))).toEqual([
      'moves the condition session.topic equals “a” to the end',
    ]);
    const grouped = session({ filter: [{ all: [a, b] }] });
    expect(texts(grouped, session({ filter: [{ all: [a] }, b] }))).toEqual([
      'moves the condition session.topic equals “b” to the conditions that must all hold',
    ]);
    const kept = (node: object) =>
      session({
        filter: [
          { ...a, id: 'x' },
          { ...node, id: 'y' },
        ],
      });
    expect(texts(kept(b), kept(vip))).toEqual([
      'condition session.topic equals “b” → session.customer.vip equals true',
    ]);
  });

  it('tells a condition that is no longer negated', () => {
    expect(texts(session({ filter: [{ not: vip }] }), session({ filter: [vip] }))).toEqual([
      'no longer negates session.customer.vip equals true',
    ]);
  });

  it('tells a change inside a not, and of the items that are looked at', () => {
    const not = (value: string) => session({ filter: [{ not: topic('eq', value) }] });
    expect(describeChange(not('a'), not('b'), catalog)).toEqual([
      { text: 'condition session.topic: equals “a” → equals “b”', at: 'filter[0].not' },
    ]);
    const where = (value: string) => ({ path: 'item.key', op: 'eq', value });
    const some = session({ filter: [{ anyItem: 'payload.session.tags', where: where('a') }] });
    const every = session({ filter: [{ everyItem: 'payload.session.notes', where: where('b') }] });
    expect(describeChange(some, every, catalog)).toEqual([
      { text: 'turns some item of into every item of', at: 'filter[0]' },
      { text: 'looks at the items of session.notes instead of session.tags', at: 'filter[0]' },
      { text: 'condition item.key: equals “a” → equals “b”', at: 'filter[0].where' },
    ]);
  });

  it('gives a parameter that is gone the place of what it was in', () => {
    const after = session({ actions: [tag, { ...mail, params: { to: ['a@x.example'] } }, assign] });
    expect(describeChange(session(), after, catalog)).toEqual([
      { text: 'Send e-mail: removes template “welcome”', at: 'actions[1].params' },
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
