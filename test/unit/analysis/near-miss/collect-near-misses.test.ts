import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withConstant, withNode } from '../../../../engine/analysis/cases/substitute.ts';
import { collectNearMisses, type NearMissFunnel } from '../../../../engine/analysis/index.ts';
import { eventSchema, findEventType } from '../../../../engine/catalog/index.ts';
import { evaluateFilter } from '../../../../engine/language/index.ts';
import type { Event, FilterNode, Json, Rule } from '../../../../engine/model/index.ts';
import { catalog, event, filter, readEventOf, ruleWith } from '../arbitraries.ts';

const type = findEventType(catalog, 'SlaBreached');
const schema = type && eventSchema(type);

function matches(nodes: readonly FilterNode[], each: Event): boolean {
  return evaluateFilter(nodes, each, { eventSchema: schema }).pass;
}

function funnelOf(rule: Rule, events: readonly Event[]): NearMissFunnel {
  const collector = collectNearMisses(rule, catalog);
  for (const each of events) collector.add(each);
  return collector.funnel();
}

const ticket = (fields: Record<string, unknown>, more: Record<string, unknown> = {}): Event =>
  readEventOf({ type: 'SlaBreached', app: 'helpdesk', payload: { ticket: fields }, ...more });

const score = (op: string, value: unknown) => ({ path: 'payload.ticket.score', op, value });
const plan = (op: string, value: unknown) => ({ path: 'payload.ticket.plan', op, value });

/** The edits of the only condition of a filter, as `text +gains`. */
function editsOf(node: unknown, values: Json[], path = 'score'): string[] {
  const events = values.map((value) => ticket(value === undefined ? {} : { [path]: value }));
  const [condition] = funnelOf(ruleWith({ filter: [node] }), events).conditions;
  return (condition?.edits ?? []).map(({ text, gains }) => `${text} +${gains}`);
}

describe('the funnel of a rule', () => {
  const rule = ruleWith({
    filter: [score('gte', 0.9), { any: [plan('eq', 'team'), plan('eq', 'pro')] }],
  });

  it('counts events from all of them down to the matches, and what each condition rejected, alone or not', () => {
    const funnel = funnelOf(rule, [
      ticket({ score: 1, plan: 'team' }),
      ticket({ score: 0.87, plan: 'pro' }, { id: 'e_near' }),
      ticket({ score: 0.87, plan: 'team' }),
      ticket({ score: 0.5, plan: 'pro' }),
      ticket({ score: 0.5, plan: 'free' }),
      ticket({ score: 1, plan: 'free' }, { id: 'e_free' }),
      ticket({ score: 1 }),
      ticket({ score: 1, plan: 'team' }, { app: 'cards' }),
      readEventOf({ type: 'TicketCreated', app: 'helpdesk', payload: {} }),
    ]);
    const { conditions, ...sums } = funnel;
    expect(sums).toEqual({
      rule: 'r_test',
      events: 9,
      considered: 7,
      matched: 1,
      missed: 6,
      missedByOne: 5,
      missedByNone: 0,
    });
    const group = 'drop any of (ticket.plan equals “team”; ticket.plan equals “pro”)';
    const dropGroup = { kind: 'drop', at: 'filter[1]', text: group, leaf: null, gains: 2 };
    expect(conditions).toEqual([
      {
        at: 'filter[0]',
        text: 'ticket.score is at least 0.9',
        needed: true,
        rejected: 4,
        rejectedAlone: 3,
        sample: 'e_near',
        edits: [
          {
            kind: 'value',
            at: 'filter[0]',
            text: 'ticket.score: is at least 0.9 → is at least 0.87',
            leaf: { path: 'payload.ticket.score', op: 'gte', value: 0.87 },
            gains: 2,
          },
          {
            kind: 'value',
            at: 'filter[0]',
            text: 'ticket.score: is at least 0.9 → is at least 0.5',
            leaf: { path: 'payload.ticket.score', op: 'gte', value: 0.5 },
            gains: 3,
          },
          { kind: 'drop', at: 'filter[0]', text: 'drop ticket.score is at least 0.9', leaf: null, gains: 3 },
        ],
      },
      {
        at: 'filter[1].any[0]',
        text: 'ticket.plan equals “team”',
        needed: true,
        rejected: 3,
        rejectedAlone: 2,
        sample: 'e_free',
        edits: [
          {
            kind: 'value',
            at: 'filter[1].any[0]',
            text: 'ticket.plan: equals “team” → is one of “team” or “free”',
            leaf: { path: 'payload.ticket.plan', op: 'in', value: ['team', 'free'] },
            gains: 1,
          },
          dropGroup,
        ],
      },
      {
        at: 'filter[1].any[1]',
        text: 'ticket.plan equals “pro”',
        needed: true,
        rejected: 3,
        rejectedAlone: 2,
        sample: 'e_free',
        edits: [
          {
            kind: 'value',
            at: 'filter[1].any[1]',
            text: 'ticket.plan: equals “pro” → is one of “pro” or “free”',
            leaf: { path: 'payload.ticket.plan', op: 'in', value: ['pro', 'free'] },
            gains: 1,
          },
          dropGroup,
        ],
      },
    ]);
  });

  it('has nothing to say of conditions before anything came, nor of a rule without any', () => {
    expect(
      funnelOf(rule, []).conditions.map(({ rejected, sample, edits }) => [rejected, sample, edits]),
    ).toEqual([
      [0, null, []],
      [0, null, []],
      [0, null, []],
    ]);
    expect(funnelOf(ruleWith({}), [ticket({})])).toMatchObject({ considered: 1, matched: 1, conditions: [] });
  });

  it('counts what no condition rejects: a group with none', () => {
    expect(funnelOf(ruleWith({ filter: [{ any: [] }] }), [ticket({})])).toMatchObject({
      missed: 1,
      missedByOne: 0,
      missedByNone: 1,
    });
  });

  it('leaves disabled conditions out, and says which ones have to fail', () => {
    const funnel = funnelOf(
      ruleWith({ filter: [{ ...score('gt', 1), disabled: true }, { not: plan('eq', 'free') }] }),
      [ticket({ plan: 'free' }), ticket({ plan: 'pro' })],
    );
    expect(funnel).toMatchObject({ matched: 1, missed: 1 });
    expect(funnel.conditions).toMatchObject([
      {
        at: 'filter[1].not',
        needed: false,
        rejected: 1,
        rejectedAlone: 1,
        edits: [{ kind: 'drop', at: 'filter[1]', text: 'drop not (ticket.plan equals “free”)', gains: 1 }],
      },
    ]);
  });

  it('meets the events of its own schedule only', () => {
    const hourly = ruleWith({ trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } } });
    const tick = (streamId: string) =>
      readEventOf({ type: 'schedule', app: 'helpdesk', streamId, payload: {} });
    expect(funnelOf(hourly, [tick('r_test'), tick('r_other')])).toMatchObject({
      matched: 1,
      considered: 1,
    });
  });

  it('takes events that are known not to be considered as a number', () => {
    const collector = collectNearMisses(rule, catalog);
    collector.add(ticket({ score: 1, plan: 'pro' }));
    collector.addOthers(41);
    expect(collector.funnel()).toMatchObject({ events: 42, considered: 1, matched: 1, missed: 0 });
  });

  it('knows events of types that the catalog does not', () => {
    const unknown = ruleWith({
      trigger: { kind: 'event', eventType: 'Unheard' },
      filter: [{ path: 'payload.ticket.priority', op: 'gte', value: 'high' }],
    });
    const events = ['low', 'zzz'].map((priority) => ticket({ priority }, { type: 'Unheard' }));
    // As text: nobody has told of an order.
    expect(funnelOf(unknown, [...events, ticket({ priority: 'a' }, { type: 'Unheard' })])).toMatchObject({
      matched: 2,
      missed: 1,
    });
  });

  it('counts right when more different outcomes come than it keeps', () => {
    const fields = Array.from({ length: 13 }, (_, index) => `f${index}`);
    const all = ruleWith({
      filter: fields.map((name) => ({ path: `payload.${name}`, op: 'exists', value: true })),
    });
    const blank = ticket({});
    const events = Array.from({ length: 2 ** 13 }, (_, bits) => ({
      ...blank,
      payload: Object.fromEntries(
        fields.filter((_name, index) => bits & (1 << index)).map((name) => [name, 1]),
      ),
    }));
    const { conditions, matched, missedByOne } = funnelOf(all, events);
    expect([matched, missedByOne]).toEqual([1, 13]);
    expect(conditions.map(({ rejected, rejectedAlone }) => [rejected, rejectedAlone])).toEqual(
      fields.map(() => [2 ** 12, 1]),
    );
  });

  it('takes quantifiers over lists as one condition, and conditions that are no path as ones that no value helps', () => {
    const some = { anyItem: 'payload.ticket.tags', where: { path: 'item', op: 'eq', value: 'a' } };
    const broken = { path: 'nowhere', op: 'eq', value: 1 };
    const funnel = funnelOf(ruleWith({ filter: [some, broken] }), [
      ticket({ tags: ['b'] }),
      ticket({ tags: ['a'] }),
    ]);
    expect(funnel.conditions.map(({ at, rejected, rejectedAlone }) => [at, rejected, rejectedAlone])).toEqual(
      [
        ['filter[0]', 1, 0],
        ['filter[1]', 2, 1],
      ],
    );
    expect(funnel.conditions.map(({ edits }) => edits.map(({ text }) => text))).toEqual([
      [],
      ['drop nowhere equals 1'],
    ]);
  });

  it('drops from a group what the group asks, and the group where it only offers', () => {
    const dropped = (node: unknown, fields: Record<string, unknown>) =>
      funnelOf(ruleWith({ filter: [node] }), [ticket(fields)]).conditions.flatMap(({ edits }) =>
        edits.filter(({ kind }) => kind === 'drop').map(({ at }) => at),
      );
    const [one, two] = [score('exists', true), plan('exists', true)];
    expect(dropped({ all: [one, two] }, { score: 1 })).toEqual(['filter[0].all[1]']);
    expect(dropped({ any: [one, two] }, {})).toEqual(['filter[0]', 'filter[0]']);
    expect(dropped({ not: { any: [one, two] } }, { plan: 1 })).toEqual(['filter[0].not.any[1]']);
    expect(dropped({ not: { all: [one, two] } }, { plan: 1, score: 1 })).toEqual(['filter[0]', 'filter[0]']);
    expect(dropped({ all: [{ any: [{ not: one }] }, { all: [] }] }, { score: 1 })).toEqual([
      'filter[0].all[0]',
    ]);
    // More than one in the way: none of them alone decides.
    expect(dropped({ all: [one, two] }, {})).toEqual([]);
    expect(dropped({ not: { any: [one, two] } }, { plan: 1, score: 1 })).toEqual([]);
  });
});

describe('the smallest edit', () => {
  it('moves a lower bound down to the nearest value, step by step', () => {
    expect(editsOf(score('gte', 0.9), [0.1, 0.87, 0.5, 0.87, 0.3, 'x', null])).toEqual([
      'ticket.score: is at least 0.9 → is at least 0.87 +2',
      'ticket.score: is at least 0.9 → is at least 0.5 +3',
      'ticket.score: is at least 0.9 → is at least 0.3 +4',
      'drop ticket.score is at least 0.9 +7',
    ]);
    expect(editsOf(score('gt', 5), [5, 4])).toEqual([
      'ticket.score: is more than 5 → is at least 5 +1',
      'ticket.score: is more than 5 → is at least 4 +2',
      'drop ticket.score is more than 5 +2',
    ]);
  });

  it('moves an upper bound up', () => {
    expect(editsOf(score('lt', 5), [5, 9, 6]).slice(0, 3)).toEqual([
      'ticket.score: is less than 5 → is at most 5 +1',
      'ticket.score: is less than 5 → is at most 6 +2',
      'ticket.score: is less than 5 → is at most 9 +3',
    ]);
    expect(editsOf(score('lte', 5), [6])[0]).toBe('ticket.score: is at most 5 → is at most 6 +1');
  });

  it('moves bounds the other way inside a not', () => {
    expect(editsOf({ not: score('gte', 5) }, [5, 7])).toEqual([
      'ticket.score: is at least 5 → is more than 5 +1',
      'ticket.score: is at least 5 → is more than 7 +2',
      'drop not (ticket.score is at least 5) +2',
    ]);
    expect(editsOf({ not: score('gt', 5) }, [9, 6])[0]).toBe(
      'ticket.score: is more than 5 → is more than 6 +1',
    );
    expect(editsOf({ not: score('lte', 5) }, [3, 5])[0]).toBe(
      'ticket.score: is at most 5 → is less than 5 +1',
    );
    expect(editsOf({ not: score('lt', 5) }, [3, 4])[0]).toBe(
      'ticket.score: is less than 5 → is less than 4 +1',
    );
  });

  it('compares texts with texts, and ordered enums by their order', () => {
    expect(editsOf(score('gte', 'm'), ['a', 'k', 5])[0]).toBe(
      'ticket.score: is at least “m” → is at least “k” +1',
    );
    const priority = { path: 'payload.ticket.priority', op: 'gte', value: 'urgent' };
    expect(editsOf(priority, ['low', 'high', 'odd', 'normal'], 'priority')).toEqual([
      'ticket.priority: is at least “urgent” → is at least “high” +1',
      'ticket.priority: is at least “urgent” → is at least “normal” +2',
      'ticket.priority: is at least “urgent” → is at least “low” +3',
      'drop ticket.priority is at least “urgent” +4',
    ]);
    expect(editsOf(score('gte', true), [true, 1])).toEqual(['drop ticket.score is at least true +2']);
    expect(editsOf(score('gte', [1]), [[0]])).toEqual(['drop ticket.score is at least only 1 +1']);
  });

  it('adds the most frequent values to a list, or takes them away', () => {
    const values = ['pro', 'free', 'pro', 'basic', 'free', 'pro', 'other'];
    expect(editsOf(plan('in', ['team']), values, 'plan')).toEqual([
      'ticket.plan: is one of “team” → is one of “team” or “pro” +3',
      'ticket.plan: is one of “team” → is one of “team” or “free” +2',
      'ticket.plan: is one of “team” → is one of “team” or “basic” +1',
      'drop ticket.plan is one of “team” +7',
    ]);
    expect(editsOf(plan('nin', ['pro', 'free']), ['pro', 'x'], 'plan')).toEqual([
      'ticket.plan: is none of “pro” or “free” → is none of “free” +1',
      'drop ticket.plan is none of “pro” or “free” +1',
    ]);
    expect(editsOf({ not: plan('in', ['pro', { a: 1, b: 2 }]) }, [{ b: 2, a: 1 }], 'plan')[0]).toBe(
      'ticket.plan: is one of “pro” or {"a":1,"b":2} → is one of “pro” +1',
    );
    expect(editsOf({ not: plan('nin', ['pro']) }, ['free'], 'plan')[0]).toBe(
      'ticket.plan: is none of “pro” → is none of “pro” or “free” +1',
    );
    expect(editsOf({ not: plan('neq', 'pro') }, ['free'], 'plan')[0]).toBe(
      'ticket.plan: does not equal “pro” → is none of “pro” or “free” +1',
    );
  });

  it('is leaving the condition out where no value helps', () => {
    expect(editsOf(plan('neq', 'pro'), ['pro'], 'plan')).toEqual([
      'drop ticket.plan does not equal “pro” +1',
    ]);
    expect(editsOf({ not: plan('eq', 'pro') }, ['pro'], 'plan')).toEqual([
      'drop not (ticket.plan equals “pro”) +1',
    ]);
    expect(editsOf(plan('starts_with', 'p'), ['x'], 'plan')).toEqual(['drop ticket.plan starts with “p” +1']);
    expect(editsOf(plan('in', 'team'), ['team'], 'plan')).toEqual(['drop ticket.plan is one of “team” +1']);
    expect(editsOf(plan('eq', true), [false], 'plan')).toEqual(['drop ticket.plan equals true +1']);
    expect(editsOf({ not: plan('neq', true) }, [false], 'plan')).toEqual([
      'drop not (ticket.plan does not equal true) +1',
    ]);
    const missing = funnelOf(ruleWith({ filter: [plan('eq', 'pro')] }), [ticket({})]);
    expect(missing.conditions[0]?.edits.map(({ kind }) => kind)).toEqual(['drop']);
  });

  it('offers no text that is too long to read, and counts equal values as one', () => {
    expect(editsOf(plan('eq', 'pro'), ['x'.repeat(300)], 'plan')).toEqual([
      'drop ticket.plan equals “pro” +1',
    ]);
    expect(editsOf(plan('gte', 'z'), ['x'.repeat(300)], 'plan')).toEqual([
      'drop ticket.plan is at least “z” +1',
    ]);
    expect(
      editsOf(plan('eq', 'pro'), [{ a: 1, b: 2 }, { b: 2, a: 1 }, [1], [1]], 'plan').slice(0, 2),
    ).toEqual([
      'ticket.plan: equals “pro” → is one of “pro” or {"a":1,"b":2} +2',
      'ticket.plan: equals “pro” → is one of “pro” or [1] +2',
    ]);
  });

  it('keeps the nearest of any number of values, and the first of those for a list', () => {
    const up = Array.from({ length: 400 }, (_, index) => index);
    expect(editsOf(score('gte', 1000), [...up, ...up.toReversed()])[2]).toBe(
      'ticket.score: is at least 1000 → is at least 397 +6',
    );
    const late = [...up, 999, 999, 5, 5];
    expect(editsOf(plan('eq', 'pro'), late, 'plan')[0]).toBe(
      'ticket.plan: equals “pro” → is one of “pro” or 5 +3',
    );
    expect(editsOf(plan('eq', 'pro'), [...up, ...up, 399, 255, 256, 256], 'plan')[0]).toBe(
      'ticket.plan: equals “pro” → is one of “pro” or 255 +3',
    );
  });
});

describe('whatever the filter and the events', () => {
  const events = fc.array(event, { minLength: 1, maxLength: 12 });

  it('the counts add up', () => {
    fc.assert(
      fc.property(filter, events, (nodes, all) => {
        const funnel = funnelOf(ruleWith({ filter: nodes }), all);
        expect(funnel.considered).toBe(all.length);
        expect(funnel.matched).toBe(all.filter((each) => matches(nodes, each)).length);
        expect(funnel.matched + funnel.missed).toBe(funnel.considered);
        expect(funnel.missedByOne + funnel.missedByNone).toBeLessThanOrEqual(funnel.missed);
        for (const { rejected, rejectedAlone } of funnel.conditions) {
          expect(rejectedAlone).toBeLessThanOrEqual(rejected);
          expect(rejected).toBeLessThanOrEqual(funnel.missed);
        }
        const sum = funnel.conditions.reduce((total, { rejected }) => total + rejected, 0);
        expect(sum).toBeGreaterThanOrEqual(funnel.missed - funnel.missedByNone);
      }),
      { numRuns: 200 },
    );
  });

  it('a condition alone rejects just the events that its other verdict would let through', () => {
    fc.assert(
      fc.property(filter, events, (nodes, all) => {
        const missed = all.filter((each) => !matches(nodes, each));
        for (const { at, needed, rejectedAlone } of funnelOf(ruleWith({ filter: nodes }), all).conditions) {
          const flipped = withConstant(nodes, at, needed);
          expect(rejectedAlone).toBe(missed.filter((each) => matches(flipped, each)).length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an edit matches all that matched before and exactly so many events more', () => {
    let tried = 0;
    fc.assert(
      fc.property(filter, events, (nodes, all) => {
        for (const { edits } of funnelOf(ruleWith({ filter: nodes }), all).conditions) {
          for (const { at, leaf, gains } of edits) {
            const edited = withNode(nodes, at, (node) => leaf ?? { ...node, disabled: true });
            const before = all.filter((each) => matches(nodes, each));
            const after = all.filter((each) => matches(edited, each));
            expect(after.length - before.length).toBe(gains);
            expect(before.every((each) => after.includes(each))).toBe(true);
            expect(gains).toBeGreaterThan(0);
            tried++;
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(100);
  });
});
