import child_process from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import tls from 'node:tls';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { builtInPacks, createCatalog, findEventType } from '../../../engine/catalog/index.ts';
import { dryRun, omitTimings, scheduledEvents } from '../../../engine/drivers/index.ts';
import { type Event, type Rule, readRuleValue, runRecord } from '../../../engine/model/index.ts';

const catalog = createCatalog(builtInPacks());

function sampleEvent(type: string, change: Partial<Event> = {}): Event {
  const sample = findEventType(catalog, type)?.samples[0];
  if (!sample) throw new Error(`no sample of ${type}`);
  return { ...sample.event, ...change };
}

function ruleWith(changes: Record<string, unknown>): Rule {
  const read = readRuleValue({
    id: 'r_test',
    name: 'Test',
    enabled: true,
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    createdBy: 'm_omar_d',
    ...changes,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const fraud = ruleWith({
  name: 'Auto-tag & escalate fraud-flagged Cards sessions',
  filter: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }],
  actions: [
    { id: 's1', type: 'tag_session', params: { tags: ['fraud-suspect'] } },
    { id: 's2', type: 'send_email', params: { to: ['fraud-ops@acme-bank.com'], template: 'fraud-alert-v2' } },
    { id: 's3', type: 'escalate_to_human', params: { team: 'fraud', pinTo: 'm_sara_k' } },
  ],
});
const fraudEvent = sampleEvent('session.opened');
const run = (rule: Rule, event: Event = fraudEvent) => dryRun({ rule, event, catalog, seed: 1 });

describe('a dry run of the fraud rule', () => {
  it('would execute three steps on a matching session, and shows what each would do', () => {
    const record = run(fraud);
    expect(record).toMatchObject({ outcome: 'would-execute', reason: null, sideEffects: 0, notes: [] });
    expect(record.steps.map(({ status }) => status)).toEqual(['would-run', 'would-run', 'would-run']);
    expect(record.steps.flatMap(({ effects }) => effects)).toMatchObject([
      { kind: 'session.tag', sessionId: 's_7001', tags: ['fraud-suspect'], added: ['fraud-suspect'] },
      { kind: 'email.send', to: ['fraud-ops@acme-bank.com'], subject: 'Suspected fraud in session s_7001' },
      {
        kind: 'human.escalate',
        team: 'fraud',
        pinTo: 'm_sara_k',
        audit: { aiContext: { intent: 'report_fraud' } },
      },
    ]);
    expect(record.counts).toEqual({ succeeded: 3, failed: 0 });
  });

  it('would skip a session about something else, with its steps as written', () => {
    const other = catalog.eventTypes.get('session.opened')?.value.samples[1]?.event ?? fraudEvent;
    const record = run(fraud, other);
    expect(record).toMatchObject({ outcome: 'would-skip', reason: 'conditions', filter: { pass: false } });
    expect(record.steps.map(({ status, params }) => [status, params])).toEqual(
      fraud.actions.map(({ params }) => ['not-reached', params]),
    );
  });

  it('does not consider an app outside the scope, or another event type, yet traces the conditions', () => {
    const outside = run(fraud, { ...fraudEvent, app: 'loans' });
    expect(outside).toMatchObject({ outcome: 'not-considered', reason: 'scope', filter: { pass: true } });
    expect(outside.filter.nodes).toMatchObject([{ actual: 'fraud', pass: true, reached: false }]);
    expect(run(fraud, sampleEvent('kb.updated'))).toMatchObject({
      outcome: 'not-considered',
      reason: 'trigger',
    });
  });

  it('never fires on an empty scope', () => {
    expect(run({ ...fraud, scope: { apps: [] } })).toMatchObject({
      outcome: 'not-considered',
      reason: 'scope',
    });
  });

  it('ignores that the rule is disabled, and says so', () => {
    const record = run({ ...fraud, enabled: false });
    expect(record).toMatchObject({ outcome: 'would-execute', notes: ['rule is disabled'] });
  });
});

describe('a run record', () => {
  it('has the keys of the contract in their order and fits its schema', () => {
    const record = run(fraud);
    expect(Object.keys(record)).toEqual([
      'recordVersion',
      'rule',
      'event',
      'driver',
      'outcome',
      'reason',
      'notes',
      'filter',
      'steps',
      'counts',
      'sideEffects',
      'startedAt',
      'latencyMs',
    ]);
    const keys = ['id', 'type', 'status', 'params', 'output', 'effects', 'attempts', 'error'];
    for (const step of record.steps) expect(Object.keys(step).slice(0, 8)).toEqual(keys);
    expect(runRecord.parse(record)).toEqual(record);
    expect(Object.keys(omitTimings(record))).not.toContain('startedAt');
  });

  it('is the same, byte for byte, for the same input', () => {
    const rules = catalog.packs.flatMap((pack) => pack.sampleRules);
    const events = catalog.packs.flatMap((pack) => pack.eventTypes.flatMap(({ samples }) => samples));
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.constantFrom(...events),
        fc.integer(),
        (rule, { event }, seed) => {
          const once = JSON.stringify(dryRun({ rule, event, catalog, seed }));
          expect(JSON.stringify(dryRun({ rule, event, catalog, seed }))).toBe(once);
        },
      ),
    );
  });

  it('starts at the time of the event unless told otherwise, and measures by the clock it is given', () => {
    expect(run(fraud)).toMatchObject({ startedAt: fraudEvent.firedAt, latencyMs: 0 });
    let ticks = 0;
    const at = '2026-05-01T00:00:00.000Z';
    const record = dryRun({ rule: fraud, event: fraudEvent, catalog, at, measure: () => ticks++ });
    expect(record.startedAt).toBe(at);
    expect(record.latencyMs).toBeGreaterThan(0);
  });
});

describe('gates', () => {
  const limits = { cooldownSeconds: 60, maxFiresPerDay: 3, maxPerMinute: 2 };
  const limited = { ...fraud, limits };
  const at = '2026-05-01T12:00:00.000Z';
  const gate = (
    firings: { lastFiredAt: string | null; firesToday: number; firesInLastMinute: number },
    rule = limited,
  ) => dryRun({ rule, event: fraudEvent, catalog, at, state: { firings } }).reason;
  const none = { lastFiredAt: null, firesToday: 0, firesInLastMinute: 0 };

  it('open for the first firing, and refuse by cooldown, cap and rate in this order', () => {
    expect(gate(none)).toBeNull();
    expect(gate({ ...none, lastFiredAt: '2026-05-01T11:59:00.001Z' })).toBe('cooldown');
    expect(gate({ ...none, lastFiredAt: '2026-05-01T11:59:00.000Z' })).toBeNull();
    expect(gate({ ...none, firesToday: 3 })).toBe('daily-cap');
    expect(gate({ ...none, firesInLastMinute: 2 })).toBe('rate-limit');
    expect(gate({ lastFiredAt: at, firesToday: 3, firesInLastMinute: 2 })).toBe('cooldown');
    expect(gate({ lastFiredAt: null, firesToday: 3, firesInLastMinute: 2 })).toBe('daily-cap');
  });

  it('refuse a creator who left or only reads, before everything else', () => {
    for (const createdBy of ['m_karl_v', 'm_jonas_w', 'm_ruth_a']) {
      const record = run({ ...fraud, createdBy });
      expect(record).toMatchObject({ outcome: 'would-skip', reason: 'permission' });
      expect(record.steps.map(({ status }) => status)).toEqual(['not-reached', 'not-reached', 'not-reached']);
    }
    expect(
      gate({ lastFiredAt: at, firesToday: 3, firesInLastMinute: 2 }, { ...limited, createdBy: 'm_karl_v' }),
    ).toBe('permission');
  });

  it('let an unknown creator pass, with a note', () => {
    expect(run({ ...fraud, createdBy: 'stranger' })).toMatchObject({
      outcome: 'would-execute',
      notes: [expect.stringContaining('"stranger"')],
    });
  });

  it('stop a chain of rules at depth 5', () => {
    const caused = (depth: number) => run(fraud, { ...fraudEvent, causedBy: { runId: 'x', depth } }).reason;
    expect(caused(4)).toBeNull();
    expect(caused(5)).toBe('depth');
    expect(caused(6)).toBe('depth');
  });

  it('let a manager match outside their apps, and fail every step there with permission', () => {
    const rule = { ...fraud, createdBy: 'm_luis_p' };
    const { outcome, steps, counts } = run(rule);
    expect(outcome).toBe('would-execute');
    expect(steps.map(({ status, error, effects }) => [status, error?.code, effects])).toEqual(
      fraud.actions.map(() => ['failed', 'permission', []]),
    );
    expect(counts).toEqual({ succeeded: 0, failed: 3 });
  });
});

describe('steps', () => {
  const steps = (...actions: unknown[]) => run(ruleWith({ actions }));

  it('are invalid with an unknown action, naming what was probably meant', () => {
    const { steps: done, counts } = steps(
      { type: 'tag_sesion' },
      { type: 'tag_session', params: { tags: ['a'] } },
    );
    expect(done[0]).toMatchObject({
      status: 'invalid',
      error: {
        code: 'unknown-action',
        at: 'actions[0].type',
        message: expect.stringContaining('tag_session'),
      },
    });
    expect(done[1]?.status).toBe('would-run');
    expect(counts).toEqual({ succeeded: 1, failed: 1 });
  });

  it('are invalid with an unresolved placeholder, whose path and place are named, and perform nothing', () => {
    const [step] = steps({ type: 'tag_session', params: { tags: ['a', '${event.payload.nothing}'] } }).steps;
    expect(step).toMatchObject({
      status: 'invalid',
      effects: [],
      attempts: [],
      params: { tags: ['a', '[unresolved: event.payload.nothing]'] },
      error: {
        code: 'unresolved-template',
        at: 'actions[0].params.tags[1]',
        message: expect.stringContaining('event.payload.nothing'),
      },
    });
  });

  it('are invalid when their parameters do not fit after rendering', () => {
    const [step] = steps({ type: 'tag_session', params: { tags: '${event.payload.session.id}' } }).steps;
    expect(step).toMatchObject({
      status: 'invalid',
      error: { code: 'invalid-params', at: 'actions[0].params.tags' },
    });
  });

  it('stop the rest where onError or onActionError says so', () => {
    const bad = { id: 's1', type: 'nope' };
    const good = { id: 's2', type: 'tag_session', params: { tags: ['a'] } };
    const statuses = (rule: Record<string, unknown>) => run(ruleWith(rule)).steps.map(({ status }) => status);
    expect(statuses({ actions: [bad, good] })).toEqual(['invalid', 'would-run']);
    expect(statuses({ actions: [bad, good], onActionError: 'stop' })).toEqual(['invalid', 'not-reached']);
    expect(statuses({ actions: [{ ...bad, onError: 'stop' }, good] })).toEqual(['invalid', 'not-reached']);
    expect(statuses({ actions: [{ ...bad, onError: 'continue' }, good], onActionError: 'stop' })).toEqual([
      'invalid',
      'would-run',
    ]);
  });

  it('see what earlier steps gave and changed, and leave disabled ones out', () => {
    const record = steps(
      { id: 's0', type: 'nope', disabled: true },
      { id: 's1', type: 'tag_session', params: { tags: ['a'] } },
      { id: 's2', type: 'tag_session', params: { tags: ['b', '${steps.s1.output.added.0}!'] } },
    );
    expect(record.steps.map(({ status }) => status)).toEqual(['disabled', 'would-run', 'would-run']);
    expect(record.steps[2]?.output).toEqual({ tags: ['a', 'b', 'a!'], added: ['b', 'a!'] });
  });

  it('pick the next in turn and the least busy without using the state up', () => {
    const rule = (strategy: string) => ruleWith({ actions: [{ type: 'assign_to', params: { strategy } }] });
    const state = { lastAssigned: { cards: 'm_jonas_w' }, loads: { m_jonas_w: 3, m_priya_n: 1 } };
    const chosen = (strategy: string) =>
      dryRun({ rule: rule(strategy), event: fraudEvent, catalog, state }).steps[0]?.output;
    expect(chosen('round_robin')).toEqual({ memberId: 'm_priya_n' });
    expect(chosen('round_robin')).toEqual({ memberId: 'm_priya_n' });
    expect(chosen('load_balanced')).toEqual({ memberId: 'm_priya_n' });
    expect(state).toEqual({ lastAssigned: { cards: 'm_jonas_w' }, loads: { m_jonas_w: 3, m_priya_n: 1 } });
  });
});

describe('a scheduled rule', () => {
  const scheduled = ruleWith({
    scope: { apps: ['cards', 'loans'] },
    trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } },
    actions: [
      {
        type: 'send_email',
        params: { to: ['a@x.example'], subject: '${trigger.source}', body: '${trigger.firedAt}' },
      },
      { type: 'send_email', params: { to: ['a@x.example'], subject: '${event.app}', body: 'x' } },
    ],
  });
  const at = '2026-05-01T08:00:00.000Z';

  it('says what set it off, where that is not the clock', () => {
    const [event = fraudEvent] = scheduledEvents(scheduled, at, catalog);
    const byHand = dryRun({ rule: scheduled, event, catalog, source: 'manual' });
    expect(byHand.steps[0]?.effects).toMatchObject([{ kind: 'email.send', subject: 'manual' }]);
  });

  it('fires once for each app, on an event of its own, with source cron and no event variables', () => {
    const events = scheduledEvents(scheduled, at, catalog);
    expect(events).toMatchObject([
      {
        type: 'schedule',
        app: 'cards',
        streamId: 'r_test',
        actor: { kind: 'system' },
        tenantId: 'acme-bank',
      },
      { type: 'schedule', app: 'loans', streamId: 'r_test', firedAt: at },
    ]);
    const [event = fraudEvent] = events;
    const record = run(scheduled, event);
    expect(record).toMatchObject({ outcome: 'would-execute', notes: [] });
    expect(record.steps[0]?.effects).toMatchObject([{ subject: 'cron', body: at }]);
    expect(record.steps[1]).toMatchObject({ status: 'invalid', error: { code: 'unresolved-template' } });
  });

  it('is not considered on the schedule of another rule', () => {
    const [event = fraudEvent] = scheduledEvents({ ...scheduled, id: 'r_other' }, at, catalog);
    expect(run(scheduled, event).reason).toBe('trigger');
  });
});

describe('messy input', () => {
  it('is evaluated all the same, with a note', () => {
    const messy = { ...fraudEvent, payload: { session: { topic: 'fraud' } } };
    expect(run(fraud, messy).notes[0]).toContain('the event does not fit its schema: payload.session');
    const unknown = ruleWith({ trigger: { kind: 'event', eventType: 'made.up' } });
    expect(run(unknown, { ...fraudEvent, type: 'made.up' })).toMatchObject({
      outcome: 'would-execute',
      notes: [expect.stringContaining('"made.up"')],
    });
  });

  it('has conditions that cannot be read named in the notes, and never holds by them', () => {
    const record = run(ruleWith({ filter: [{ path: 'payload.__proto__.x', op: 'neq', value: 1 }] }));
    expect(record).toMatchObject({
      reason: 'conditions',
      notes: [expect.stringContaining('filter[0].path: ')],
    });
  });
});

describe('dry runs of the whole action catalogue', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const refuse = () => {
    throw new Error('a dry run touched the world');
  };
  const actions = catalog.packs.flatMap((pack) => pack.actionTypes.map((action) => ({ pack, action })));

  it.each(actions)(
    'would run $action.type with its sample parameters, touching nothing',
    ({ pack, action }) => {
      vi.spyOn(net, 'connect').mockImplementation(refuse);
      vi.spyOn(net, 'createConnection').mockImplementation(refuse);
      vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(refuse);
      vi.spyOn(tls, 'connect').mockImplementation(refuse);
      vi.spyOn(dns, 'lookup').mockImplementation(refuse);
      vi.spyOn(dgram, 'createSocket').mockImplementation(refuse);
      vi.spyOn(child_process, 'spawn').mockImplementation(refuse);
      vi.spyOn(child_process, 'exec').mockImplementation(refuse);
      vi.spyOn(globalThis, 'fetch').mockImplementation(refuse);
      expect(() => net.connect(1)).toThrow('touched the world');

      const events = pack.eventTypes.flatMap(({ samples }) => samples.map(({ event }) => event));
      const steps = events.map((event) => {
        const rule = ruleWith({
          trigger: { kind: 'event', eventType: event.type },
          scope: { apps: [event.app] },
          createdBy: pack.workspace.defaultCreator,
          actions: [{ type: action.type, params: action.sampleParams }],
        });
        const record = run(rule, event);
        expect(record.sideEffects).toBe(0);
        return record.steps[0];
      });
      const done = steps.find((step) => step?.status === 'would-run');
      expect(done?.effects.map(({ kind }) => kind)).toEqual(action.effects);
      // Nothing breaks on any sample; a step at most says what is missing.
      for (const step of steps) expect(['would-run', 'invalid', 'failed']).toContain(step?.status);
    },
  );
});
