import { describe, expect, it } from 'vitest';
import { createRuleSet } from '../../../engine/matching/index.ts';
import type { FilterNode, Json, Leaf, Rule } from '../../../engine/model/index.ts';
import { eventOf, messyCatalog, ruleOf } from './messy.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const ids = (rules: readonly Rule[]) => rules.map(({ id }) => id);
const scheduled = (id: string, filter: FilterNode[] = []) =>
  ruleOf(id, filter, { trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 5 } } });
const tick = (streamId: string) => eventOf({}, { type: 'schedule', streamId });

describe('a rule set', () => {
  it('gives the rules as they were given, by order, then by id', () => {
    const rules = [
      ruleOf('r_b', []),
      ruleOf('r_a', []),
      ruleOf('r_last', [], { order: 101 }),
      ruleOf('r_first', [], { order: -1 }),
    ];
    const set = createRuleSet(messyCatalog, rules);
    const matches = set.match(eventOf({}));
    expect(ids(matches)).toEqual(['r_first', 'r_a', 'r_b', 'r_last']);
    expect(matches[1]).toBe(rules[1]);
    expect(ids(set.considered(eventOf({})))).toEqual(['r_first', 'r_a', 'r_b', 'r_last']);
  });

  it.each([2, 3, 8, 9, 10, 30])('puts %i matches in order, however they were added', (count) => {
    const rules = Array.from({ length: count }, (_, index) =>
      ruleOf(`r_${String((index * 7) % count).padStart(2, '0')}${index}`, [], { order: (index * 11) % 4 }),
    );
    const expected = rules
      .map(({ order, id }) => `${order} ${id}`)
      .toSorted()
      .map((line) => line.slice(2));
    const set = createRuleSet(messyCatalog, rules);
    expect(ids(set.match(eventOf({})))).toEqual(expected);
    expect(ids(set.considered(eventOf({})))).toEqual(expected);
    expect(ids(createRuleSet(messyCatalog, rules.toReversed()).match(eventOf({})))).toEqual(expected);
  });

  it('takes disabled rules as they are', () => {
    const set = createRuleSet(messyCatalog, [ruleOf('r_1', [], { enabled: false })]);
    expect(ids(set.match(eventOf({})))).toEqual(['r_1']);
  });

  it('replaces the rule of an id, and says whether there was one to remove', () => {
    const set = createRuleSet(messyCatalog);
    set.add(ruleOf('r_1', [leaf('payload.a', 'eq', 1)]));
    set.add(ruleOf('r_1', [leaf('payload.a', 'eq', 2)]));
    expect(set.size).toBe(1);
    expect(set.match(eventOf({ a: 1 }))).toEqual([]);
    expect(ids(set.match(eventOf({ a: 2 })))).toEqual(['r_1']);
    set.change(ruleOf('r_1', [], { trigger: { kind: 'event', eventType: 'other' } }));
    expect(set.match(eventOf({ a: 2 }))).toEqual([]);
    expect(ids(set.match(eventOf({}, { type: 'other' })))).toEqual(['r_1']);
    expect([set.remove('r_1'), set.remove('r_1'), set.size]).toEqual([true, false, 0]);
    expect(set.match(eventOf({}, { type: 'other' }))).toEqual([]);
  });

  it('never matches a rule whose scope is empty, nor considers it', () => {
    const set = createRuleSet(messyCatalog, [ruleOf('r_1', [], { scope: { apps: [] } })]);
    expect([set.match(eventOf({})), set.countConsidered(eventOf({})), set.size]).toEqual([[], 0, 1]);
    expect(set.probe('known', 'a')).toBeNull();
    expect(set.remove('r_1')).toBe(true);
  });

  it('counts an app that is named twice once', () => {
    const set = createRuleSet(messyCatalog, [ruleOf('r_1', [], { scope: { apps: ['a', 'a'] } })]);
    expect([set.countConsidered(eventOf({})), ids(set.match(eventOf({})))]).toEqual([1, ['r_1']]);
  });

  it('matches a schedule on events of its own alone', () => {
    const onEvents = ruleOf('r_4', [], { trigger: { kind: 'event', eventType: 'schedule' } });
    const set = createRuleSet(messyCatalog, [scheduled('r_1'), scheduled('r_2'), scheduled('r_3'), onEvents]);
    expect(ids(set.match(tick('r_2')))).toEqual(['r_2', 'r_4']);
    expect(ids(set.considered(tick('r_2')))).toEqual(['r_2', 'r_4']);
    expect([set.countConsidered(tick('r_2')), set.countConsidered(tick('r_4'))]).toEqual([2, 1]);
    expect(ids(set.match(tick('r_9')))).toEqual(['r_4']);
    expect(set.match(eventOf({}, { streamId: 'r_1' }))).toEqual([]);
    set.remove('r_2');
    expect(ids(set.match(tick('r_2')))).toEqual(['r_4']);
    expect([set.countConsidered(tick('r_2')), set.countConsidered(tick('r_1'))]).toEqual([1, 2]);
    set.remove('r_4');
    expect([set.countConsidered(tick('r_2')), set.countConsidered(tick('r_1'))]).toEqual([0, 1]);
  });

  it('counts for an app or a type that no rule names nothing', () => {
    const set = createRuleSet(messyCatalog, [ruleOf('r_1', [])]);
    expect(set.countConsidered(eventOf({}, { app: 'z' }))).toBe(0);
    expect(set.considered(eventOf({}, { type: 'z' }))).toEqual([]);
    expect(set.match(eventOf({}, { type: 'z' }))).toEqual([]);
    expect(set.match(eventOf({}, { app: 'z' }))).toEqual([]);
  });

  it('keeps rules of a great many scopes apart', () => {
    const apps = Array.from({ length: 30 }, (_, index) => `app-${index}`);
    const rules = apps.map((app, index) =>
      ruleOf(`r_${String(index).padStart(2, '0')}`, [], {
        scope: { apps: [app, `app-${(index + 1) % 30}`] },
      }),
    );
    const set = createRuleSet(messyCatalog, rules);
    for (const [index, app] of apps.entries()) {
      const expected = rules.filter(({ scope }) => scope.apps.includes(app)).map(({ id }) => id);
      expect(ids(set.match(eventOf({}, { app })))).toEqual(expected);
      expect(set.countConsidered(eventOf({}, { app }))).toBe(2);
      set.remove(`r_${String(index).padStart(2, '0')}`);
      expect(ids(set.match(eventOf({}, { app })))).not.toContain(`r_${String(index).padStart(2, '0')}`);
      set.add(rules[index] ?? ruleOf('r_x', []));
    }
  });

  it('knows ordered enums by the type of its events', () => {
    const set = createRuleSet(messyCatalog, [ruleOf('r_1', [leaf('payload.a', 'gt', 'medium')])]);
    expect(ids(set.match(eventOf({ a: 'critical' })))).toEqual(['r_1']);
    expect(set.match(eventOf({ a: 'low' }))).toEqual([]);
  });

  it('gives the compiled filter of a rule, the same each time', () => {
    const set = createRuleSet(messyCatalog, [ruleOf('r_1', [leaf('payload.a', 'gt', 'medium')])]);
    const compiled = set.filterOf('r_1');
    expect(compiled?.leaves).toEqual(['filter[0]']);
    expect(compiled?.test(eventOf({ a: 'high' }))).toBe(true);
    expect(set.filterOf('r_1')).toBe(compiled);
    expect(set.filterOf('r_2')).toBeUndefined();
  });
});

describe('a probe', () => {
  const probeOf = (...filters: FilterNode[][]) =>
    createRuleSet(
      messyCatalog,
      filters.map((filter, index) => ruleOf(`r_${index}`, filter)),
    ).probe('known', 'a');

  it('is null where no rule is considered', () => {
    const set = createRuleSet(messyCatalog, [ruleOf('r_1', [])]);
    expect([set.probe('known', 'z'), set.probe('z', 'a')]).toEqual([null, null]);
    set.remove('r_1');
    expect(set.probe('known', 'a')).toBeNull();
  });

  it('asks for nothing where some rule may match whatever one value says', () => {
    for (const open of [[], [leaf('payload.a', 'matches', 'x')], [leaf('payload.tags', 'contains', 'x')]]) {
      const probe = probeOf([leaf('payload.a', 'eq', 1)], open);
      expect(probe?.paths).toEqual([]);
      expect(probe?.mayMatch([])).toBe(true);
    }
  });

  it('tells from the values asked for that no rule matches', () => {
    const probe = probeOf(
      [leaf('payload.a', 'in', ['low', 'high']), leaf('actorKind', 'eq', 'user')],
      [leaf('payload.c', 'gte', 10)],
    );
    const paths = probe?.paths.map(({ text }) => text) ?? [];
    expect(paths.toSorted()).toEqual(['actorKind', 'payload.a', 'payload.c']);
    const may = (a: Json | undefined, actorKind: Json | undefined, c: Json | undefined) => {
      const values = new Map([
        ['payload.a', a],
        ['actorKind', actorKind],
        ['payload.c', c],
      ]);
      return probe?.mayMatch(paths.map((path) => values.get(path)));
    };
    expect(may('low', 'user', undefined)).toBe(true);
    expect(may('low', 'agent', 9)).toBe(false);
    expect(may('medium', 'user', 9)).toBe(false);
    expect(may(undefined, undefined, 10)).toBe(true);
    expect(may(undefined, undefined, '10')).toBe(false);
    expect(may(undefined, undefined, undefined)).toBe(false);
  });

  it('knows rules of all scopes, and asks for each path once', () => {
    const scoped = (id: string, apps: string[], filter: FilterNode[]) =>
      ruleOf(id, filter, { scope: { apps } });
    const set = createRuleSet(messyCatalog, [
      scoped('r_1', ['a'], [leaf('payload.a', 'eq', 'x'), leaf('payload.b', 'eq', 1)]),
      scoped('r_2', ['a', 'b'], [leaf('payload.b', 'eq', 2)]),
      scoped('r_3', ['a', 'c'], [leaf('payload.c', 'gt', 5), leaf('payload.a', 'neq', 'y')]),
      scoped('r_4', ['b'], [leaf('payload.d', 'eq', 1)]),
    ]);
    const probe = set.probe('known', 'a');
    const paths = probe?.paths.map(({ text }) => text) ?? [];
    expect(paths.toSorted()).toEqual(['payload.a', 'payload.b', 'payload.c']);
    const may = (values: Record<string, Json>) => probe?.mayMatch(paths.map((path) => values[path]));
    expect(may({ 'payload.a': 'x', 'payload.b': 1 })).toBe(true);
    expect(may({ 'payload.b': 2 })).toBe(true);
    expect(may({ 'payload.c': 6 })).toBe(true);
    expect(may({ 'payload.a': 'y', 'payload.c': 6 })).toBe(false);
    expect(may({ 'payload.a': 'x', 'payload.b': 3, 'payload.c': 5 })).toBe(false);
    expect(
      set
        .probe('known', 'c')
        ?.paths.map(({ text }) => text)
        .toSorted(),
    ).toEqual(['payload.a', 'payload.c']);
    const open = createRuleSet(messyCatalog, [
      scoped('r_1', ['a'], [leaf('payload.a', 'eq', 'x')]),
      scoped('r_2', ['a', 'b'], []),
    ]);
    expect(open.probe('known', 'a')?.paths).toEqual([]);
  });

  it('is certain that a rule which cannot be read never matches', () => {
    const probe = probeOf([leaf('nonsense', 'neq', 1)]);
    expect(probe?.mayMatch([])).toBe(false);
    expect(probe?.paths).toEqual([]);
  });
});
