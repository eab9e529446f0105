import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog, findEventType } from '../../../../engine/catalog/index.ts';
import { type Event, type Rule, readRuleValue } from '../../../../engine/model/index.ts';
import { explainEvent } from '../../../../engine/studio/replay/explain-event.ts';

const catalog = createCatalog(builtInPacks());

function sample(type: string, change: Partial<Event> = {}): Event {
  const found = findEventType(catalog, type)?.samples[0];
  if (!found) throw new Error(`no sample of ${type}`);
  return { ...found.event, ...change };
}

function rule(id: string, changes: Record<string, unknown>): Rule {
  const read = readRuleValue({
    id: `r_${id}`,
    name: id,
    enabled: true,
    scope: { apps: ['helpdesk'] },
    trigger: { kind: 'event', eventType: 'TicketCreated' },
    createdBy: 'm_unknown',
    ...changes,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
const assign = (to: number) => ({ type: 'assign', params: { assignee_id: to } });
const on = (eventType: string) => ({ trigger: { kind: 'event', eventType } });

describe('what rules would do together about an event', () => {
  const ticket = sample('TicketCreated').payload.ticket;
  const id = typeof ticket === 'object' && ticket !== null && 'id' in ticket ? ticket.id : 0;

  it('is listed in the order in which they run, disabled rules left out', () => {
    const rules = [
      rule('late', { order: 200, actions: [{ type: 'tag', params: { tag: 'b' } }] }),
      rule('early', { order: 1, actions: [assign(1001), { type: 'tag', params: { tag: 'a' } }] }),
      rule('off', { enabled: false, actions: [assign(1002)] }),
    ];
    const { ledger, rules: met } = explainEvent(rules, sample('TicketCreated'), catalog);
    expect(ledger.map(({ name, step, effect }) => [name, step, effect.kind])).toEqual([
      ['early', 's1', 'ticket.assign'],
      ['early', 's2', 'ticket.tag'],
      ['late', 's1', 'ticket.tag'],
    ]);
    expect(met.map(({ name }) => name)).toEqual(['early', 'off', 'late']);
  });

  it('is pointed out where two rules settle the same thing differently, or do it twice', () => {
    const urgent = { type: 'set_priority', params: { priority: 'urgent' } };
    const rules = [
      rule('one', { actions: [assign(1001), urgent] }),
      rule('two', { actions: [assign(1002), urgent] }),
    ];
    expect(explainEvent(rules, sample('TicketCreated'), catalog).conflicts).toEqual([
      {
        kind: 'differs',
        rules: ['r_one', 'r_two'],
        text: `2 rules assign ticket ${id}: one: to 1001; two: to 1002. The last one stands.`,
      },
      {
        kind: 'twice',
        rules: ['r_one', 'r_two'],
        text: `2 rules set the priority of ticket ${id} in the same way: one, two.`,
      },
    ]);
  });

  it('is no conflict within one rule, nor between different things', () => {
    const rules = [
      rule('one', { actions: [assign(1001), assign(1002), { type: 'tag', params: { tag: 'a' } }] }),
      rule('two', {
        actions: [
          { type: 'tag', params: { tag: 'b' } },
          { type: 'add_internal_note', params: { text: 'seen' } },
        ],
      }),
    ];
    expect(explainEvent(rules, sample('TicketCreated'), catalog).conflicts).toEqual([]);
  });

  it('knows sessions and mails too', () => {
    const cards = { scope: { apps: ['cards'] }, ...on('session.opened') };
    const mail = { type: 'send_email', params: { to: ['a@acme.example'], subject: 'x', body: 'y' } };
    const rules = [
      rule('one', { ...cards, actions: [{ type: 'escalate_to_human', params: { team: 'fraud' } }, mail] }),
      rule('two', { ...cards, actions: [{ type: 'escalate_to_human', params: { team: 'care' } }, mail] }),
    ];
    const { conflicts } = explainEvent(rules, sample('session.opened'), catalog);
    expect(conflicts.map(({ kind, text }) => [kind, text])).toEqual([
      ['differs', '2 rules hand over session s_7001: one: to fraud; two: to care. The last one stands.'],
      ['twice', '2 rules mail a@acme.example in the same way: one, two.'],
    ]);
  });
});

describe('what rules could set off', () => {
  it('is followed level by level, and a loop is told of once', () => {
    const rules = [
      rule('start', { actions: [assign(1001)] }),
      rule('second', { ...on('TicketAssigned'), actions: [{ type: 'tag', params: { tag: 'seen' } }] }),
      rule('third', { ...on('TicketTagged'), actions: [assign(1002)] }),
      rule('elsewhere', { ...on('TicketClosed'), actions: [assign(1003)] }),
      rule('off', { enabled: false, ...on('TicketAssigned'), actions: [assign(1003)] }),
    ];
    const { raised } = explainEvent(rules, sample('TicketCreated'), catalog);
    const told = raised.map(({ depth, eventType, by, rules: next }) => ({
      depth,
      eventType,
      by,
      rules: next.map(({ name, isLoop }) => (isLoop ? `${name} again` : name)),
    }));
    expect(told).toEqual([
      { depth: 1, eventType: 'TicketAssigned', by: ['start'], rules: ['second'] },
      { depth: 2, eventType: 'TicketTagged', by: ['second'], rules: ['third'] },
      { depth: 3, eventType: 'TicketAssigned', by: ['third'], rules: ['second again'] },
    ]);
    expect(raised.every(({ rules: next }) => next.every(({ isCertain }) => isCertain))).toBe(true);
  });

  it('ends at the depth at which chains are cut', () => {
    const deep = sample('TicketCreated', { causedBy: { runId: 'run_1', depth: 4 } });
    const rules = [
      rule('start', { actions: [assign(1001)] }),
      rule('second', { ...on('TicketAssigned'), actions: [{ type: 'tag', params: { tag: 'seen' } }] }),
    ];
    expect(explainEvent(rules, deep, catalog).raised.map(({ depth }) => depth)).toEqual([5]);
  });
});
