import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameRule, mergeRules } from '../../../engine/editing/index.ts';
import { type FilterNode, type Rule, readRuleValue } from '../../../engine/model/index.ts';
import { rules } from './arbitrary-rules.ts';

const topic: FilterNode = { path: 'payload.session.topic', op: 'eq', value: 'fraud' };
const vip: FilterNode = { path: 'payload.session.customer.vip', op: 'eq', value: true };
const language: FilterNode = { path: 'payload.session.language', op: 'eq', value: 'en' };

function ruleWith(change: Partial<Rule>): Rule {
  const read = readRuleValue({
    id: 'r_1',
    name: 'Fraud',
    labels: ['fraud'],
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    filter: [topic, { any: [vip, language] }],
    actions: [
      { id: 's1', type: 'tag_session', params: { tags: ['fraud'] } },
      { id: 's2', type: 'send_email', params: { to: ['a@acme.example'], subject: 'Fraud', body: 'Look' } },
    ],
    createdBy: 'ana',
    ...change,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const base = ruleWith({});
const [tagging, mailing] = base.actions;
if (!tagging || !mailing) throw new Error('the rule has two steps');

describe('changes in different places', () => {
  it('are both taken: a name and a scope', () => {
    const mine = { ...base, name: 'Card fraud' };
    const theirs = { ...base, scope: { apps: ['cards', 'loans'] } };
    const merged = mergeRules(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.rule).toEqual({ ...base, name: 'Card fraud', scope: { apps: ['cards', 'loans'] } });
  });

  it('are both taken: two parameters of one step', () => {
    const mine = {
      ...base,
      actions: [tagging, { ...mailing, params: { ...mailing.params, subject: 'Alert' } }],
    };
    const theirs = {
      ...base,
      actions: [tagging, { ...mailing, params: { ...mailing.params, body: 'Now' } }],
    };
    const merged = mergeRules(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.rule.actions[1]?.params).toEqual({ to: ['a@acme.example'], subject: 'Alert', body: 'Now' });
  });

  it('are both taken: a limit each', () => {
    const mine = { ...base, limits: { ...base.limits, cooldownSeconds: 60 } };
    const theirs = { ...base, limits: { ...base.limits, maxFiresPerDay: 5 } };
    expect(mergeRules(base, mine, theirs).rule.limits).toEqual({
      cooldownSeconds: 60,
      maxFiresPerDay: 5,
      maxPerMinute: null,
    });
  });

  it('are both taken: a condition changed in a group that gains another', () => {
    const mine = { ...base, filter: [topic, { any: [{ ...vip, value: false }, language] }] };
    const added: FilterNode = { path: 'app', op: 'eq', value: 'cards' };
    const theirs = { ...base, filter: [topic, { all: [vip, language, added] }] };
    const merged = mergeRules(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.rule.filter).toEqual([topic, { all: [{ ...vip, value: false }, language, added] }]);
  });

  it('are both taken: a step moved and another changed', () => {
    const mine = { ...base, actions: [mailing, tagging] };
    const theirs = { ...base, actions: [{ ...tagging, params: { tags: ['risk'] } }, mailing] };
    const merged = mergeRules(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.rule.actions).toEqual([mailing, { ...tagging, params: { tags: ['risk'] } }]);
  });

  it('go where their item went: a removed condition stays removed, an added step stays behind its neighbour', () => {
    const mine = { ...base, filter: [topic] };
    const webhook = { id: 's9', type: 'webhook', params: { url: 'secret:ops' } };
    const theirs = { ...base, actions: [tagging, webhook, mailing] };
    const merged = mergeRules(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.rule.filter).toEqual([topic]);
    expect(merged.rule.actions.map(({ id }) => id)).toEqual(['s1', 's9', 's2']);
  });

  it('that are the same are one', () => {
    const both = { ...base, name: 'Card fraud', labels: ['fraud', 'cards'] };
    const merged = mergeRules(base, both, { ...both, version: 9 });
    expect(merged).toEqual({ rule: both, conflicts: [], unsettled: [] });
  });
});

describe('changes in one place', () => {
  const mine = { ...base, name: 'Mine', filter: [{ ...topic, value: 'card' }] };
  const theirs = { ...base, name: 'Theirs', filter: [{ ...topic, value: 'loan' }] };

  it('are conflicts that name the place and all three sides; mine stands in', () => {
    const merged = mergeRules(base, mine, theirs);
    expect(merged.conflicts).toEqual([
      { id: 'name', at: 'name', base: 'Fraud', mine: 'Mine', theirs: 'Theirs' },
      {
        id: 'filter[0]',
        at: 'filter[0]',
        base: topic,
        mine: { ...topic, value: 'card' },
        theirs: { ...topic, value: 'loan' },
      },
    ]);
    expect(merged.unsettled).toEqual(['name', 'filter[0]']);
    expect(merged.rule).toEqual(mine);
  });

  it('are settled one by one', () => {
    const merged = mergeRules(base, mine, theirs, { name: 'theirs' });
    expect(merged.unsettled).toEqual(['filter[0]']);
    expect(merged.rule).toEqual({ ...mine, name: 'Theirs' });
  });

  it('are settled all at once', () => {
    const merged = mergeRules(base, mine, theirs, 'theirs');
    expect(merged.unsettled).toEqual([]);
    expect(merged.rule).toEqual(theirs);
  });

  it('conflict where one side removed what the other changed, and either side can be chosen', () => {
    const removed = { ...base, actions: [tagging] };
    const changed = {
      ...base,
      actions: [tagging, { ...mailing, params: { ...mailing.params, subject: 'Alert' } }],
    };
    const merged = mergeRules(base, removed, changed);
    expect(merged.conflicts).toEqual([
      { id: 'actions[1]', at: 'actions[1]', base: mailing, theirs: changed.actions[1] },
    ]);
    expect(merged.rule.actions).toEqual([tagging]);
    expect(mergeRules(base, removed, changed, 'theirs').rule.actions).toEqual(changed.actions);
    expect(mergeRules(base, changed, removed).rule.actions).toEqual(changed.actions);
    expect(mergeRules(base, changed, removed, 'theirs').rule.actions).toEqual([tagging]);
  });

  it('conflict where both moved the steps into another order', () => {
    const third = { id: 's3', type: 'webhook', params: {} };
    const from = { ...base, actions: [tagging, mailing, third] };
    const one = { ...base, actions: [mailing, tagging, third] };
    const other = { ...base, actions: [tagging, third, mailing] };
    const merged = mergeRules(from, one, other);
    expect(merged.conflicts).toEqual([
      {
        id: 'actions',
        at: 'actions',
        base: ['s1', 's2', 's3'],
        mine: ['s2', 's1', 's3'],
        theirs: ['s1', 's3', 's2'],
      },
    ]);
    expect(merged.rule.actions).toEqual(one.actions);
    expect(mergeRules(from, one, other, 'theirs').rule.actions).toEqual(other.actions);
  });

  it('conflict where both added a step of one id', () => {
    const added = (url: string) => ({ id: 's3', type: 'webhook', params: { url } });
    const one = { ...base, actions: [...base.actions, added('a')] };
    const other = { ...base, actions: [...base.actions, added('b')] };
    expect(mergeRules(base, one, other).conflicts).toEqual([
      { id: 'actions[2]', at: 'actions[2]', mine: added('a'), theirs: added('b') },
    ]);
  });

  it('conflict as a whole where both made another action of a step, or another sort of node of a condition', () => {
    const one = { ...base, actions: [{ ...tagging, type: 'webhook' }, mailing], filter: [{ not: topic }] };
    const other = {
      ...base,
      actions: [{ ...tagging, params: { tags: ['x'] } }, mailing],
      filter: [{ ...topic, value: 'loan' }],
    };
    expect(mergeRules(base, one, other).unsettled).toEqual(['filter[0]', 'actions[0]']);
  });
});

describe('rules that never were one', () => {
  it('conflict wherever they differ', () => {
    const theirs = { ...base, name: 'Other', filter: [topic], enabled: true };
    const merged = mergeRules(null, base, theirs);
    expect(merged.unsettled).toEqual(['name', 'enabled', 'filter']);
    expect(merged.rule).toEqual(base);
    expect(mergeRules(null, base, theirs, 'theirs').rule).toEqual(theirs);
  });
});

it('two halves that together are more than a rule may hold are a conflict as a whole', () => {
  const nodes = (path: string) =>
    Array.from({ length: 600 }, (_, value): FilterNode => ({ path, op: 'eq', value }));
  const empty = { ...base, filter: [] };
  const mine = { ...base, filter: nodes('payload.a') };
  const theirs = { ...base, filter: nodes('payload.b'), version: 4 };
  const merged = mergeRules(empty, mine, theirs);
  expect(merged.unsettled).toEqual(['']);
  expect(merged.rule).toEqual(mine);
  expect(mergeRules(empty, mine, theirs, 'theirs').rule).toEqual({ ...theirs, version: 1 });
});

describe('laws', () => {
  const three = fc.tuple(rules, rules, rules);

  it('what only one side changed is taken as it is', () => {
    fc.assert(
      fc.property(rules, rules, (from, to) => {
        expect(mergeRules(from, from, to)).toEqual({ rule: to, conflicts: [], unsettled: [] });
        expect(mergeRules(from, to, from)).toEqual({ rule: to, conflicts: [], unsettled: [] });
        expect(mergeRules(from, to, to)).toEqual({ rule: to, conflicts: [], unsettled: [] });
      }),
    );
  });

  it('the sides can be swapped: the conflicts swap theirs, and without any the outcome is the same', () => {
    fc.assert(
      fc.property(three, ([from, one, other]) => {
        const [there, back] = [mergeRules(from, one, other), mergeRules(from, other, one)];
        expect(back.conflicts.length).toBe(there.conflicts.length);
        const sides = (list: typeof there.conflicts, mine: 'mine' | 'theirs', theirs: 'mine' | 'theirs') =>
          list.map((each) => JSON.stringify([each.base, each[mine], each[theirs]])).sort();
        expect(sides(back.conflicts, 'theirs', 'mine')).toEqual(sides(there.conflicts, 'mine', 'theirs'));
        if (there.conflicts.length === 0) expect(isSameRule(there.rule, back.rule)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('the outcome is a valid rule, settled by either side or not', () => {
    fc.assert(
      fc.property(three, fc.constantFrom('mine' as const, 'theirs' as const), ([from, one, other], side) => {
        for (const { rule } of [mergeRules(from, one, other), mergeRules(from, one, other, side)]) {
          expect(readRuleValue(JSON.parse(JSON.stringify(rule)))).toEqual({ ok: true, value: rule });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a side for all conflicts leaves none open, and each conflict has a name of its own', () => {
    fc.assert(
      fc.property(three, ([from, one, other]) => {
        const { conflicts } = mergeRules(from, one, other);
        expect(new Set(conflicts.map(({ id }) => id)).size).toBe(conflicts.length);
        expect(mergeRules(from, one, other, 'theirs').unsettled).toEqual([]);
      }),
    );
  });

  it('merging the outcome again changes nothing: a pull that was cut off can be repeated', () => {
    fc.assert(
      fc.property(three, ([from, one, other]) => {
        const merged = mergeRules(from, one, other);
        if (merged.conflicts.length > 0) return;
        const again = mergeRules(from, merged.rule, other);
        expect(again.rule.actions).toEqual(merged.rule.actions);
        expect(again.rule.scope).toEqual(merged.rule.scope);
      }),
      { numRuns: 500 },
    );
  });
});
