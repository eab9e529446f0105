import { describe, expect, it } from 'vitest';
import {
  collectCoverage,
  decisiveNodes,
  decisiveWords,
  verdictWords,
} from '../../../../engine/analysis/index.ts';
import { dryRun } from '../../../../engine/drivers/index.ts';
import { evaluateFilter } from '../../../../engine/language/index.ts';
import type { Event, FilterNode, Rule, RunRecord } from '../../../../engine/model/index.ts';
import { catalog, readEventOf, ruleWith } from '../arbitraries.ts';

const ticket = (fields: Record<string, unknown>, more: Record<string, unknown> = {}): Event =>
  readEventOf({ type: 'SlaBreached', app: 'helpdesk', payload: { ticket: { id: 7, ...fields } }, ...more });

function runOn(rule: Rule, event: Event): RunRecord {
  return dryRun({ rule, event, catalog });
}

function wordsOf(filter: FilterNode[], fields: Record<string, unknown>): string[] {
  return decisiveNodes(evaluateFilter(filter, ticket(fields)).nodes).map(decisiveWords);
}

describe('coverage', () => {
  const rule = ruleWith({
    name: 'Covered',
    filter: [
      {
        any: [
          { path: 'payload.ticket.status', op: 'eq', value: 'open' },
          { not: { path: 'payload.ticket.subject', op: 'exists', value: true } },
        ],
      },
      { all: [{ path: 'streamVersion', op: 'gte', value: 1, disabled: true }], disabled: true },
      { anyItem: 'payload.ticket.tags', where: { path: 'item', op: 'eq', value: 'a' } },
    ],
    actions: [
      { id: 's1', type: 'tag', params: { tag: 'x' } },
      { id: 's2', type: 'tag', params: { tag: 'y' }, disabled: true },
      { id: 's3', type: 'tag', params: { tag: '${event.payload.ticket.note}' } },
    ],
    limits: { cooldownSeconds: 60, maxFiresPerDay: 2, maxPerMinute: 3 },
  });

  it('lists what there is to see of a rule before anything ran, without what is disabled', () => {
    const blank = { seenTrue: 0, seenFalse: 0 };
    expect(collectCoverage(rule).coverage()).toEqual({
      rule: { id: 'r_test', name: 'Covered' },
      runs: 0,
      conditions: [
        { at: 'filter[0].any[0]', kind: 'leaf', text: 'ticket.status equals “open”', ...blank },
        { at: 'filter[0].any[1].not', kind: 'leaf', text: 'ticket.subject exists', ...blank },
        { at: 'filter[2].where', kind: 'leaf', text: 'item equals “a”', ...blank },
      ],
      groups: [
        {
          at: 'filter[0]',
          kind: 'any',
          text: 'any of (ticket.status equals “open”; not (ticket.subject exists))',
          ...blank,
        },
        { at: 'filter[0].any[1]', kind: 'not', text: 'not (ticket.subject exists)', ...blank },
        { at: 'filter[2]', kind: 'anyItem', text: 'some item of ticket.tags: item equals “a”', ...blank },
      ],
      steps: [
        { at: 'actions[0]', id: 's1', type: 'tag', seenRun: 0, seenFailed: 0 },
        { at: 'actions[2]', id: 's3', type: 'tag', seenRun: 0, seenFailed: 0 },
      ],
      gates: [
        { gate: 'cooldown', at: 'limits.cooldownSeconds', seenOpen: 0, seenClosed: 0 },
        { gate: 'daily-cap', at: 'limits.maxFiresPerDay', seenOpen: 0, seenClosed: 0 },
        { gate: 'rate-limit', at: 'limits.maxPerMinute', seenOpen: 0, seenClosed: 0 },
      ],
      covered: 0,
      total: 20,
    });
  });

  it('counts runs that saw a condition or group hold, and not hold; items of a list may show both', () => {
    const collector = collectCoverage(rule);
    collector.add(runOn(rule, ticket({ status: 'open', subject: 'x', tags: ['a', 'b', 'b'] })));
    collector.add(runOn(rule, ticket({ status: 'closed', tags: ['a'] })));
    collector.add(runOn(rule, ticket({ status: 'closed', subject: 'x', tags: 'none' })));
    const { conditions, groups, steps, gates, covered, runs } = collector.coverage();
    const seen = [...conditions, ...groups].map((each) => [each.at, each.seenTrue, each.seenFalse]);
    expect(seen).toEqual([
      ['filter[0].any[0]', 1, 2],
      ['filter[0].any[1].not', 2, 1],
      ['filter[2].where', 2, 1],
      ['filter[0]', 2, 1],
      ['filter[0].any[1]', 1, 2],
      ['filter[2]', 2, 1],
    ]);
    expect(steps.map((each) => [each.id, each.seenRun, each.seenFailed])).toEqual([
      ['s1', 2, 0],
      ['s3', 0, 2],
    ]);
    expect(gates.map((each) => [each.gate, each.seenOpen, each.seenClosed])).toEqual([
      ['cooldown', 2, 0],
      ['daily-cap', 2, 0],
      ['rate-limit', 2, 0],
    ]);
    expect(runs).toBe(3);
    // Six nodes both ways, three gates one way, one step.
    expect(covered).toBe(16);
  });

  it('tells a closed gate from an open one, and learns nothing from events that are not considered', () => {
    const collector = collectCoverage(rule);
    const match = ticket({ status: 'open', tags: ['a'] });
    const held = dryRun({
      rule,
      event: match,
      catalog,
      state: { firings: { lastFiredAt: match.firedAt, firesToday: 1, firesInLastMinute: 1 } },
    });
    expect(held.reason).toBe('cooldown');
    collector.add(held);
    collector.add(runOn(rule, { ...match, app: 'elsewhere' }));
    collector.add(runOn(rule, { ...match, type: 'TicketCreated' }));
    const { gates, conditions, steps, runs } = collector.coverage();
    expect(gates.map((each) => [each.gate, each.seenOpen, each.seenClosed])).toEqual([
      ['cooldown', 0, 1],
      ['daily-cap', 0, 0],
      ['rate-limit', 0, 0],
    ]);
    expect(conditions.map((each) => each.seenTrue + each.seenFalse)).toEqual([1, 1, 1]);
    expect(steps.map((each) => each.seenRun + each.seenFailed)).toEqual([0, 0]);
    expect(runs).toBe(3);
  });

  it('counts what a live run did, hands out copies, and passes over what the rule does not have', () => {
    const plain = ruleWith({ filter: [{ path: 'payload.ticket.id', op: 'eq', value: 7 }] });
    const collector = collectCoverage(plain);
    const record = runOn(plain, ticket({}));
    const [step] = record.steps;
    if (!step) throw new Error('no step');
    const lived: RunRecord = {
      ...record,
      outcome: 'executed',
      filter: {
        pass: true,
        nodes: [...record.filter.nodes, { all: [], pass: true, reached: true, at: 'filter[9]' }],
      },
      steps: [
        { ...step, status: 'succeeded' },
        { ...step, id: 'gone', status: 'succeeded' },
        { ...step, status: 'failed' },
      ],
    };
    collector.add(lived);
    const first = collector.coverage();
    collector.add(lived);
    expect(first.steps).toEqual([{ at: 'actions[0]', id: 's1', type: 'tag', seenRun: 1, seenFailed: 1 }]);
    expect(first.conditions[0]?.seenTrue).toBe(1);
    expect(first.covered).toBe(2);
    expect(first.total).toBe(3);
    expect(collector.coverage().conditions[0]?.seenTrue).toBe(2);
  });
});

describe('what decided', () => {
  const status = { path: 'payload.ticket.status', op: 'eq', value: 'open' } as const;
  const id = { path: 'payload.ticket.id', op: 'gt', value: 7 } as const;

  it('is each condition in the way, with what was there', () => {
    expect(wordsOf([status, id], { status: 'closed' })).toEqual([
      'filter[0]: ticket.status equals “open” does not hold: actual “closed”',
      'filter[1]: ticket.id is more than 7 does not hold: actual 7',
    ]);
    expect(wordsOf([status], {})).toEqual([
      'filter[0]: ticket.status equals “open” does not hold: actual nothing there',
    ]);
    expect(wordsOf([status], { status: 'open' })).toEqual([]);
  });

  it('is found inside groups: all of a failed any, the failed ones of an all, what holds inside a not', () => {
    const closed = { path: 'payload.ticket.status', op: 'eq', value: 'closed' } as const;
    expect(wordsOf([{ any: [status, id] }], { status: 'closed' })).toHaveLength(2);
    expect(wordsOf([{ all: [closed, id] }], { status: 'closed' })).toEqual([
      'filter[0].all[1]: ticket.id is more than 7 does not hold: actual 7',
    ]);
    expect(wordsOf([{ not: { any: [status, closed] } }], { status: 'closed' })).toEqual([
      'filter[0].not.any[1]: ticket.status equals “closed” holds, inside a not: actual “closed”',
    ]);
    expect(wordsOf([{ not: { all: [closed, { not: id }] } }], { status: 'closed' })).toEqual([
      'filter[0].not.all[0]: ticket.status equals “closed” holds, inside a not: actual “closed”',
      'filter[0].not.all[1].not: ticket.id is more than 7 does not hold: actual 7',
    ]);
  });

  it('is a quantifier as a whole, and a group that has nothing in it', () => {
    const where = { path: 'item', op: 'eq', value: 'a' } as const;
    expect(wordsOf([{ anyItem: 'payload.ticket.tags', where }], { tags: ['b', 'c'] })).toEqual([
      'filter[0]: some item of ticket.tags does not hold: 0 of 2 items fit',
    ]);
    expect(wordsOf([{ everyItem: 'payload.ticket.tags', where }], { tags: ['a', 'c'] })).toEqual([
      'filter[0]: every item of ticket.tags does not hold: 1 of 2 items fit',
    ]);
    expect(wordsOf([{ everyItem: 'payload.ticket.tags', where }], {})).toEqual([
      'filter[0]: every item of ticket.tags does not hold: no list there',
    ]);
    expect(wordsOf([{ any: [] }, { not: { all: [] } }], {})).toEqual([
      'filter[0]: an empty “any of” does not hold',
      'filter[1].not: an empty “all of” holds, inside a not',
    ]);
  });
});

describe('a verdict in words', () => {
  const words = (rule: Rule, event: Event, reason?: RunRecord['reason']) => {
    const record = runOn(rule, event);
    return verdictWords(rule, event, reason === undefined ? record : { ...record, reason });
  };
  const plain = ruleWith({ limits: { cooldownSeconds: 300, maxFiresPerDay: 2, maxPerMinute: 3 } });

  it('says why a rule was not considered', () => {
    expect(words(plain, ticket({}, { type: 'TicketCreated' }))).toBe(
      'trigger: the rule waits for SlaBreached, the event is TicketCreated',
    );
    const nightly = ruleWith({
      trigger: { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 2, minute: 5 } },
    });
    expect(words(nightly, ticket({}))).toBe(
      'trigger: the rule waits for daily at 02:05 UTC, the event is SlaBreached',
    );
    expect(words(nightly, ticket({}, { type: 'schedule', streamId: 'r_other' }))).toBe(
      'trigger: the schedule of r_other is not this rule’s',
    );
    expect(words(plain, ticket({}, { type: 'schedule' }))).toBe(
      'trigger: the rule waits for SlaBreached, the event is schedule',
    );
    expect(words(plain, ticket({}, { app: 'cards' }))).toBe('scope.apps: “cards” is not in it');
    expect(words(ruleWith({ scope: { apps: [] } }), ticket({}))).toBe(
      'scope.apps: “helpdesk” is not in it; it is empty',
    );
  });

  it('names the first few conditions, and how many more there are', () => {
    const filter = Array.from({ length: 7 }, (_, index) => ({
      path: 'streamVersion',
      op: 'gt',
      value: 90 + index,
    }));
    expect(words(ruleWith({ filter: filter.slice(0, 5) }), ticket({})).split('; ')).toHaveLength(5);
    const told = words(ruleWith({ filter }), ticket({})).split('; ');
    expect(told).toHaveLength(6);
    expect(told[4]).toBe('filter[4]: streamVersion is more than 94 does not hold: actual 0');
    expect(told[5]).toBe('and 2 more');
  });

  it('says which gate held a match back, or that nothing did', () => {
    expect(words(plain, ticket({}))).toBe('everything holds, and no limit held it back');
    expect(words(plain, ticket({}), 'permission')).toBe('createdBy: m_bea_s may not run rules');
    expect(words(plain, ticket({}), 'cooldown')).toBe(
      'limits.cooldownSeconds: fired for this subject less than 5 minutes before',
    );
    expect(words(plain, ticket({}), 'daily-cap')).toBe(
      'limits.maxFiresPerDay: fired 2 times this day already',
    );
    expect(words(plain, ticket({}), 'rate-limit')).toBe(
      'limits.maxPerMinute: fired 3 times in this minute already',
    );
    expect(words(plain, ticket({}), 'depth')).toBe('depth: too many rules set each other off before it');
  });
});
