import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { dryRun, startDebugSession } from '../../../engine/drivers/index.ts';

const catalog = createCatalog(builtInPacks());
const cx = catalog.packs.find(({ name }) => name === 'cx');
const rule = cx?.sampleRules.find(({ id }) => id === 'r_fraud_cards');
const samples = cx?.eventTypes.find(({ type }) => type === 'session.opened')?.samples ?? [];
const event = samples[0]?.event;
if (!rule || !event) throw new Error('the cx pack has changed');
const options = { rule, event, catalog, seed: 1 };

describe('a debug session', () => {
  it('stops before trigger, scope, each reached condition, the gates and each step', () => {
    const session = startDebugSession(options);
    const places = [];
    for (; !session.state.isDone; session.next()) places.push(session.state.at);
    expect(places).toEqual([
      'trigger',
      'scope',
      'filter[0]',
      'filter[0].any[0]',
      'limits',
      'actions[0]',
      'actions[1]',
      'actions[2]',
    ]);
    expect(session.state.record).toEqual(dryRun(options));
    expect(session.next()).toEqual(session.state);
  });

  it('shows no value of what it has not come to', () => {
    const session = startDebugSession(options);
    expect(session.stops[session.runTo('filter[0].any[0]').position]).toBe('filter[0].any[0]');
    session.restart();
    const atLeaf = session.runTo('filter[0].any[0]');
    expect(atLeaf.progress).toMatchObject({
      'filter[0]': 'current',
      'filter[0].any[0]': 'current',
      'filter[0].any[1]': 'pending',
      'actions[0]': 'pending',
    });
    expect(JSON.stringify(atLeaf.record.filter)).not.toContain('"actual":"fraud"');
    expect(atLeaf.record).toMatchObject({
      outcome: 'not-considered',
      reason: null,
      counts: { succeeded: 0 },
    });
    const atStep = session.runTo('actions[1]');
    expect(atStep.record.filter).toEqual(dryRun(options).filter);
    expect(atStep.record.steps.map(({ status }) => status)).toEqual([
      'would-run',
      'not-reached',
      'not-reached',
    ]);
    expect(atStep.record.steps[1]?.params).toEqual(rule.actions[1]?.params);
  });

  it('goes straight to a position as it would step by step, and no further than to its ends', () => {
    const stepped = startDebugSession(options);
    const session = startDebugSession(options);
    for (; !stepped.state.isDone; stepped.next())
      expect(session.goTo(stepped.state.position)).toEqual(stepped.state);
    expect(session.goTo(99)).toEqual(stepped.state);
    expect(session.goTo(-1)).toEqual(stepped.restart());
    expect(session.final).toEqual(dryRun(options));
  });

  it('comes back to the very states it went through', () => {
    const session = startDebugSession(options);
    const seen = [session.state];
    while (!session.state.isDone) seen.push(session.next());
    for (const state of seen.toReversed().slice(1)) expect(session.back()).toEqual(state);
    expect(session.back().position).toBe(0);
  });

  it('runs to a place, to what is inside it, or to the end where it never comes there', () => {
    const session = startDebugSession(options);
    expect(session.runTo('actions').at).toBe('actions[0]');
    expect(session.runTo('filter[0]').isDone).toBe(true);
    expect(session.restart().at).toBe('trigger');
    expect(session.runUntil((at) => at === 'limits').part).toBe('gates');
  });

  it('ends at the scope for an event of another app', () => {
    const session = startDebugSession({ ...options, event: { ...event, app: 'loans' } });
    expect(session.runTo('actions').record).toMatchObject({ outcome: 'not-considered', reason: 'scope' });
    expect(session.state.visited).toEqual(['trigger', 'scope']);
  });
});

describe('a debug session of a rule with every kind of condition', () => {
  const tags = { anyItem: 'payload.session.tags', where: { path: 'item', op: 'eq', value: 'vip' } } as const;
  const every = { everyItem: 'payload.session.nothing', where: { all: [tags.where, { not: tags.where }] } };
  const rich = { ...rule, filter: [{ not: { all: [tags, every] } }, { any: [tags, every] }, tags, every] };
  const tagged = {
    ...event,
    payload: { session: { id: 's_1', tags: ['a', 'vip', 'b'], channel: 'web', language: 'en' } },
  };

  it('knows at each stop only what it has come to, and ends as the dry run does', () => {
    const session = startDebugSession({ rule: rich, event: tagged, catalog });
    const values: number[] = [];
    for (; !session.state.isDone; session.next()) {
      const text = JSON.stringify(session.state.record.filter);
      values.push(text.split('"present":true').length - 1);
    }
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(values[0]).toBe(0);
    expect(session.state.record).toEqual(dryRun({ rule: rich, event: tagged, catalog }));
  });

  it('stops at none of them for an event of another type', () => {
    const session = startDebugSession({ rule: rich, event: { ...tagged, type: 'kb.updated' }, catalog });
    expect(session.next().isDone).toBe(true);
    expect(session.state.record.reason).toBe('trigger');
  });
});
