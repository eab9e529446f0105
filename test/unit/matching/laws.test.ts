import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventSchema, findEventType } from '../../../engine/catalog/index.ts';
import { evaluateFilter } from '../../../engine/language/index.ts';
import { compileFilter, createRuleSet, isHeld, type RuleSet } from '../../../engine/matching/index.ts';
import type { Event, FilterTrace, Json, Rule } from '../../../engine/model/index.ts';
import {
  crowdedEvents,
  crowdedRules,
  eventOf,
  events,
  filters,
  knownSchema,
  messyCatalog,
  payloads,
  rules,
  someRules,
  throngedRules,
} from './messy.ts';

/** Place and verdict of each condition of a trace: leaves, and item conditions as a whole. */
function conditionsOf(traces: readonly FilterTrace[]): [string, boolean][] {
  return traces.flatMap((trace): [string, boolean][] => {
    if ('any' in trace) return conditionsOf(trace.any);
    if ('all' in trace) return conditionsOf(trace.all);
    if ('not' in trace) return conditionsOf([trace.not]);
    return [[trace.at, trace.pass]];
  });
}

/** What a rule set promises, by evaluating every rule as written. */
function considers({ id, trigger, scope }: Rule, event: Event): boolean {
  const isMeant =
    trigger.kind === 'event'
      ? trigger.eventType === event.type
      : event.type === 'schedule' && event.streamId === id;
  return isMeant && scope.apps.includes(event.app);
}

function matches(rule: Rule, event: Event): boolean {
  const known = findEventType(messyCatalog, event.type);
  const options = { eventSchema: known && eventSchema(known) };
  return considers(rule, event) && evaluateFilter(rule.filter, event, options).pass;
}

function inOrder(list: readonly Rule[]): Rule[] {
  return list.toSorted((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
}

function latest(list: readonly Rule[]): Map<string, Rule> {
  return new Map(list.map((rule) => [rule.id, rule]));
}

function expectSame(set: RuleSet, plain: ReadonlyMap<string, Rule>, event: Event) {
  const considered = [...plain.values()].filter((rule) => considers(rule, event));
  const matching = considered.filter((rule) => matches(rule, event));
  expect(set.match(event)).toEqual(inOrder(matching));
  expect(set.considered(event)).toEqual(inOrder(considered));
  expect(set.countConsidered(event)).toBe(considered.length);
}

/** The value that a scanner of bytes would find at a path: simple ones only. */
function simpleAt(event: Event, path: string): Json | undefined {
  const [trace] = evaluateFilter([{ path, op: 'exists', value: true }], event).nodes;
  if (!trace || !('actual' in trace) || !trace.present) return undefined;
  return typeof trace.actual === 'object' && trace.actual !== null ? undefined : trace.actual;
}

describe('a compiled filter', () => {
  it('has the verdict of the evaluator on every event', () => {
    fc.assert(
      fc.property(filters, payloads, fc.boolean(), (filter, payload, isTyped) => {
        const options = isTyped ? { eventSchema: knownSchema } : {};
        const event = eventOf(payload);
        const { pass } = evaluateFilter(filter, event, options);
        expect(compileFilter(filter, options).test(event)).toBe(pass);
      }),
      { numRuns: 6_000 },
    );
  });

  it('keeps in its mask what the trace says of each condition, and leaves the words beside it alone', () => {
    fc.assert(
      fc.property(filters, payloads, (filter, payload) => {
        const event = eventOf(payload);
        const { pass, nodes } = evaluateFilter(filter, event, { eventSchema: knownSchema });
        const compiled = compileFilter(filter, { eventType: 'known', catalog: messyCatalog });
        const masks = new Int32Array(compiled.maskWords + 2).fill(0x5a5a5a5a);
        expect(compiled.fill(event, masks, 1)).toBe(pass);
        const held = compiled.leaves.map((at, leaf): [string, boolean] => [at, isHeld(masks, 1, leaf)]);
        expect(held).toEqual(conditionsOf(nodes));
        expect([masks.at(0), masks.at(-1)]).toEqual([0x5a5a5a5a, 0x5a5a5a5a]);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a rule set', () => {
  const manyRules = fc.array(rules, { maxLength: 40 });
  const manyEvents = fc.array(events, { minLength: 1, maxLength: 10 });

  it('matches what evaluating every rule matches, in running order', () => {
    fc.assert(
      fc.property(manyRules, manyEvents, (list, seen) => {
        const set = createRuleSet(messyCatalog, list);
        const plain = latest(list);
        expect(set.size).toBe(plain.size);
        for (const event of seen) expectSame(set, plain, event);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is after any changes what a fresh set of the same rules is', () => {
    const change = fc.oneof(
      { weight: 2, arbitrary: rules.map((rule) => ({ kind: 'put' as const, rule })) },
      { weight: 1, arbitrary: rules.map((rule) => ({ kind: 'remove' as const, rule })) },
    );
    const changes = fc.array(change, { maxLength: 60 });
    fc.assert(
      fc.property(manyRules, changes, manyEvents, (list, steps, seen) => {
        const set = createRuleSet(messyCatalog, list);
        const plain = latest(list);
        for (const { kind, rule } of steps) {
          if (kind === 'remove') expect(set.remove(rule.id)).toBe(plain.delete(rule.id));
          else {
            if (plain.has(rule.id)) set.change(rule);
            else set.add(rule);
            plain.set(rule.id, rule);
          }
        }
        expect(set.size).toBe(plain.size);
        for (const event of seen) expectSame(set, plain, event);
      }),
      { numRuns: 700 },
    );
  });

  it('never calls an event hopeless that some rule matches', () => {
    fc.assert(
      fc.property(manyRules, manyEvents, (list, seen) => {
        const set = createRuleSet(messyCatalog, list);
        for (const event of seen) {
          const probe = set.probe(event.type, event.app);
          const values = probe?.paths.map(({ text }) => simpleAt(event, text)) ?? [];
          if (!probe?.mayMatch(values)) expect(set.match(event)).toEqual([]);
        }
      }),
      { numRuns: 700 },
    );
  });

  const crowd = fc.array(crowdedEvents, { minLength: 5, maxLength: 12 });

  /** Through changes: some more rules, then some fewer, then none. */
  function expectSameThroughout(
    list: readonly Rule[],
    more: readonly Rule[],
    isKept: () => boolean,
    seen: readonly Event[],
  ) {
    const set = createRuleSet(messyCatalog, list);
    const plain = latest(list);
    for (const event of seen) expectSame(set, plain, event);
    for (const rule of more) {
      set.change(rule);
      plain.set(rule.id, rule);
    }
    for (const event of seen) expectSame(set, plain, event);
    for (const id of [...plain.keys()]) {
      if (isKept()) continue;
      expect(set.remove(id)).toBe(true);
      plain.delete(id);
    }
    for (const event of seen) {
      expectSame(set, plain, event);
      const probe = set.probe(event.type, event.app);
      const values = probe?.paths.map(({ text }) => simpleAt(event, text)) ?? [];
      if (!probe?.mayMatch(values)) expect(set.match(event)).toEqual([]);
    }
    for (const id of plain.keys()) set.remove(id);
    expect([set.size, set.probe('known', 'a')]).toEqual([0, null]);
  }

  it.each([
    ['in blocks', crowdedRules, crowdedRules, 50],
    ['in a tree', throngedRules, someRules, 8],
  ])(
    'matches the same, and knows what is hopeless, where many rules look at few paths, %s',
    (_, list, more, numRuns) => {
      fc.assert(
        fc.property(list, more, fc.infiniteStream(fc.boolean()), crowd, (first, second, isKept, seen) => {
          expectSameThroughout(first, second, () => isKept.next().value, seen);
        }),
        { numRuns },
      );
    },
  );
});
