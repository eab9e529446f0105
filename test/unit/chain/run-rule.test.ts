import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog, findEventType } from '../../../engine/catalog/index.ts';
import {
  type ChainAnswer,
  type ChainRequest,
  type RunContext,
  retryDelay,
  runRule,
} from '../../../engine/chain/index.ts';
import {
  contentHash,
  type Event,
  type Gate,
  maxCauseDepth,
  type Rule,
  type RunRecord,
  readRuleValue,
} from '../../../engine/model/index.ts';

const catalog = createCatalog(builtInPacks());
const event = findEventType(catalog, 'session.opened')?.samples[0]?.event;
if (!event) throw new Error('the cx pack has changed');
const sample = event;

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
/** The catalog with a member who belongs to another app than the events of these tests. */
const outsiders = createCatalog(
  catalog.packs.map((pack) => ({
    ...pack,
    directory: {
      ...pack.directory,
      members: pack.directory.members.map((member) =>
        member.id === 'm_omar_d'
          ? { ...member, id: 'm_outsider', name: 'Out Sider', role: 'manager' as const, apps: ['loans'] }
          : member,
      ),
    },
  })),
);
const mail = {
  id: 's1',
  type: 'send_email',
  params: { to: ['a@x.example'], subject: 'S', body: 'B' },
};

type EffectAnswer = Extract<ChainAnswer, { kind: 'effect-done' | 'effect-failed' }>;
const done: EffectAnswer = {
  kind: 'effect-done',
  output: { messageId: '<1>' },
  isPredicted: false,
  isPerformed: true,
};
const fails = (code: string, more: { retryable: boolean; retryAfterMs?: number }): EffectAnswer => ({
  kind: 'effect-failed',
  failure: { code, message: `it said ${code}`, ...more },
});

/** A driver that acts: effects are answered in turn, the clock moves by sleeping, random is always a half. */
function drive(
  rule: Rule,
  effects: EffectAnswer[] = [],
  refusedBy: Gate | null = null,
  known = catalog,
  met: Event = sample,
  more: Partial<RunContext> = {},
) {
  const asked: ChainRequest[] = [];
  let clock = '2026-05-01T00:00:00.000Z';
  const left = [...effects];
  const answer = (request: ChainRequest): ChainAnswer => {
    asked.push(request);
    switch (request.kind) {
      case 'now':
        // A measuring clock has fractions; what is told has none.
        return { kind: 'now', at: clock, elapsedMs: Date.parse(clock) + asked.length / 100 };
      case 'random':
        return { kind: 'random', value: 0.5 };
      case 'sleep-until':
        clock = request.at;
        return { kind: 'done' };
      case 'visit':
        return { kind: 'done' };
      case 'claim-gates':
        return { kind: 'gates', refusedBy };
      case 'read-state':
        return { kind: 'state', value: null };
      case 'perform-effect':
        return left.shift() ?? done;
    }
  };
  const run = runRule(rule, met, { catalog: known, driver: 'test', isDryRun: false, ...more });
  let next = run.next();
  while (!next.done) next = run.next(answer(next.value));
  const record: RunRecord = next.value;
  return { record, asked, kinds: asked.map(({ kind }) => kind) };
}

describe('a run', () => {
  it('visits each part, and claims its gates once, after the filter and before the first step', () => {
    const rule = ruleWith({ filter: [{ path: 'app', op: 'eq', value: 'cards' }], actions: [mail] });
    expect(drive(rule).asked.filter(({ kind }) => kind !== 'now' && kind !== 'perform-effect')).toEqual([
      { kind: 'visit', part: 'trigger', at: 'trigger', isReached: true },
      { kind: 'visit', part: 'scope', at: 'scope', isReached: true },
      { kind: 'visit', part: 'filter', at: 'filter[0]', isReached: true },
      { kind: 'visit', part: 'gates', at: 'limits', isReached: true },
      {
        kind: 'claim-gates',
        ruleId: 'r_test',
        subject: 's_7001',
        app: 'cards',
        at: '2026-05-01T00:00:00.000Z',
        limits: rule.limits,
        refusals: [],
      },
      { kind: 'visit', part: 'step', at: 'actions[0]', isReached: true },
    ]);
    expect(drive(rule).kinds).toEqual([
      'now',
      'visit',
      'visit',
      'visit',
      'visit',
      'claim-gates',
      'visit',
      'now',
      'perform-effect',
      'now',
    ]);
  });

  it('claims nothing and performs nothing when trigger, scope or filter fail', () => {
    for (const changes of [
      { trigger: { kind: 'event', eventType: 'kb.updated' } },
      { scope: { apps: ['loans'] } },
      { filter: [{ path: 'app', op: 'eq', value: 'loans' }] },
    ]) {
      const { kinds } = drive(ruleWith({ ...changes, actions: [mail] }));
      expect(kinds).not.toContain('claim-gates');
      expect(kinds).not.toContain('perform-effect');
    }
  });

  it('performs nothing when a gate refuses', () => {
    const { record, kinds } = drive(ruleWith({ actions: [mail] }), [], 'rate-limit');
    expect(record).toMatchObject({ outcome: 'skipped', reason: 'rate-limit' });
    expect(kinds).not.toContain('perform-effect');
  });

  it('hands the gates the refusals it knows itself, so that they consume nothing', () => {
    const { asked } = drive(ruleWith({ createdBy: 'm_karl_v' }), [], 'permission');
    expect(asked.find(({ kind }) => kind === 'claim-gates')).toMatchObject({
      subject: 's_7001',
      refusals: ['permission'],
    });
  });

  it('says what was done, when, how long it took, and counts side effects', () => {
    const rule = ruleWith({ actions: [mail, { ...mail, id: 's2', disabled: true }] });
    const busy = fails('http-503', { retryable: true });
    const { record } = drive(rule, [busy], null, catalog, sample, { notes: ['from the driver'] });
    expect(record).toEqual({
      recordVersion: 1,
      rule: { id: 'r_test', name: 'Test', version: rule.version, hash: contentHash(rule) },
      event: { id: sample.id, type: 'session.opened', app: 'cards' },
      driver: 'test',
      outcome: 'executed',
      reason: null,
      notes: ['from the driver'],
      filter: { pass: true, nodes: [] },
      steps: [
        {
          id: 's1',
          type: 'send_email',
          status: 'succeeded',
          params: mail.params,
          output: { messageId: '<1>', to: ['a@x.example'] },
          effects: [expect.objectContaining({ kind: 'email.send' })],
          attempts: [
            {
              at: '2026-05-01T00:00:00.000Z',
              error: { code: 'http-503', message: 'it said http-503', at: 'actions[0]' },
            },
            { at: '2026-05-01T00:00:00.500Z' },
          ],
          error: null,
        },
        {
          id: 's2',
          type: 'send_email',
          status: 'disabled',
          params: mail.params,
          output: null,
          effects: [],
          attempts: [],
          error: null,
        },
      ],
      counts: { succeeded: 1, failed: 0 },
      sideEffects: 1,
      startedAt: '2026-05-01T00:00:00.000Z',
      latencyMs: 500,
    });
  });

  it('begins the keys of effects with the rule and the event, or with what a repeated run is called', () => {
    const keysOf = (more = {}) =>
      drive(ruleWith({ actions: [mail] }), [], null, catalog, sample, more).asked.flatMap((request) =>
        request.kind === 'perform-effect' ? [request.key] : [],
      );
    const [usual = ''] = keysOf();
    expect(usual).toMatch(new RegExp(`:${sample.id}:[^:]+:0$`));
    expect(keysOf({ runKey: 'run_7' })).toEqual([
      `run_7${usual.slice(usual.lastIndexOf(':', usual.length - 3))}`,
    ]);
  });

  it('notes once each: what the driver says, an empty scope, an unknown event type and an unknown creator', () => {
    const met = { ...sample, type: 'made.up' };
    const changes = {
      trigger: { kind: 'event', eventType: 'made.up' },
      scope: { apps: [] },
      createdBy: 'stranger',
    };
    const more = { notes: ['same', 'same'] };
    const { record } = drive(ruleWith({ ...changes, actions: [mail] }), [], null, catalog, met, more);
    expect(record).toMatchObject({
      outcome: 'not-considered',
      reason: 'scope',
      notes: [
        'same',
        'the scope is empty: the rule never fires',
        'the event type "made.up" is not in the catalog',
        'creator "stranger" is not in the catalog; permissions were not checked',
      ],
      counts: { succeeded: 0, failed: 0 },
      sideEffects: 0,
      steps: [{ id: 's1', status: 'not-reached', params: mail.params }],
    });
  });

  it('notes where an event does not fit its schema', () => {
    const packs = catalog.packs.map((pack) => ({
      ...pack,
      eventTypes: pack.eventTypes.map((each) => ({
        ...each,
        payloadSchema: {
          type: 'object',
          minProperties: 1,
          properties: { session: { type: 'object' } },
        },
      })),
    }));
    const notes = (payload: Event['payload']) =>
      drive(ruleWith({}), [], null, createCatalog(packs), { ...sample, payload }).record.notes;
    expect(notes({})).toEqual([expect.stringMatching(/^the event does not fit its schema: payload: ./)]);
    expect(notes({ session: 5 })).toEqual([
      expect.stringMatching(/^the event does not fit its schema: payload\.session: ./),
    ]);
    expect(notes({ session: {} })).toEqual([]);
  });

  it('compares by the order of an enum that the catalog knows', () => {
    const severity = { enum: ['low', 'medium', 'high'], 'x-ordered': true };
    const packs = catalog.packs.map((pack) => ({
      ...pack,
      eventTypes: pack.eventTypes.map((each) => ({
        ...each,
        payloadSchema: { type: 'object', properties: { severity } },
      })),
    }));
    const rule = ruleWith({ filter: [{ path: 'payload.severity', op: 'gt', value: 'medium' }] });
    const met = { ...sample, payload: { severity: 'high' } };
    expect(drive(rule, [], null, createCatalog(packs), met).record.reason).toBeNull();
    expect(drive(rule, [], null, catalog, met).record.reason).toBe('conditions');
  });

  it('considers a scheduled rule for its own clock alone', () => {
    const rule = ruleWith({ trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } } });
    const tick = { ...sample, type: 'schedule', streamId: 'r_test', payload: {} };
    const reason = (met: Event) => drive(rule, [], null, catalog, met).record;
    expect(reason(tick)).toMatchObject({ reason: null, outcome: 'executed', notes: [] });
    expect(reason({ ...tick, streamId: 'r_other' })).toMatchObject({
      reason: 'trigger',
      outcome: 'not-considered',
    });
    expect(reason({ ...tick, type: 'session.opened' }).reason).toBe('trigger');
  });

  it('is not deeper than eight causes', () => {
    const refusals = (depth: number) =>
      drive(ruleWith({}), [], null, catalog, {
        ...sample,
        causedBy: { runId: 'run_1', depth },
      }).asked.flatMap((request) => (request.kind === 'claim-gates' ? request.refusals : []));
    expect(refusals(maxCauseDepth - 1)).toEqual([]);
    expect(refusals(maxCauseDepth)).toEqual(['depth']);
  });

  it('fills variables of the rule, the trigger and the event', () => {
    const text =
      '${automation.id} ${automation.name} ${automation.version} ${trigger.source} ${trigger.firedAt} ${event.app}';
    const rule = ruleWith({ actions: [{ ...mail, params: { ...mail.params, subject: text } }] });
    const params = (more: Partial<RunContext>) =>
      drive(rule, [], null, catalog, sample, more).record.steps[0]?.params;
    expect(params({})).toMatchObject({
      subject: `r_test Test ${rule.version} event ${sample.firedAt} cards`,
    });
    expect(params({ source: 'manual' })).toMatchObject({
      subject: `r_test Test ${rule.version} manual ${sample.firedAt} cards`,
    });
  });

  it('has the source cron on a schedule', () => {
    const rule = ruleWith({
      trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } },
      actions: [{ ...mail, params: { ...mail.params, subject: '${trigger.source}' } }],
    });
    const tick = { ...sample, type: 'schedule', streamId: 'r_test', payload: {} };
    const { record } = drive(rule, [], null, catalog, tick);
    expect(record.steps[0]?.params).toMatchObject({ subject: 'cron' });
  });

  it('notes what its actions noted', () => {
    const escalate = { id: 's1', type: 'escalate_to_human', params: { team: 'nobody', reason: 'R' } };
    expect(drive(ruleWith({ actions: [escalate] })).record.notes).toEqual([
      'the team "nobody" is not in the catalog',
    ]);
  });

  it('says of a predicted output that it is a sample, and of others nothing', () => {
    const predicted = { ...done, isPredicted: true, isPerformed: false };
    const [step] = drive(ruleWith({ actions: [mail] }), [predicted]).record.steps;
    expect(step).toMatchObject({ status: 'succeeded', predicted: true });
    const [known] = drive(ruleWith({ actions: [mail] }), [done]).record.steps;
    expect(known).not.toHaveProperty('predicted');
  });

  it.each<[Record<string, unknown>, Record<string, unknown>]>([
    [
      { type: 'send_emial' },
      {
        code: 'unknown-action',
        message: 'there is no action "send_emial"; did you mean "send_email"?',
        at: 'actions[0].type',
      },
    ],
    [
      { type: 'assignto' },
      {
        code: 'unknown-action',
        message: 'there is no action "assignto"; did you mean "assign_to", "assign"?',
        at: 'actions[0].type',
      },
    ],
    [
      { type: 'zzzzzzzzzzzzzz' },
      {
        code: 'unknown-action',
        message: 'there is no action "zzzzzzzzzzzzzz"',
        at: 'actions[0].type',
      },
    ],
    [
      { params: { ...mail.params, subject: '${event.payload.a} ${event.payload.b} ${event.payload.a}' } },
      {
        code: 'unresolved-template',
        message: 'cannot be resolved: event.payload.a, event.payload.b',
        at: 'actions[0].params.subject',
      },
    ],
    [
      { params: { ...mail.params, subject: 5 } },
      {
        code: 'invalid-params',
        message: expect.stringMatching(/./),
        at: 'actions[0].params.subject',
      },
    ],
  ])('has an invalid step, which tried nothing: %j', (change, error) => {
    const { record, kinds } = drive(ruleWith({ actions: [{ ...mail, ...change }] }));
    expect(record.steps[0]).toMatchObject({
      status: 'invalid',
      output: null,
      effects: [],
      attempts: [],
      error,
    });
    expect(record.counts).toEqual({ succeeded: 0, failed: 1 });
    expect(kinds).not.toContain('perform-effect');
  });

  it('has failing steps where its creator may not touch the app of the event', () => {
    const { record } = drive(ruleWith({ createdBy: 'm_outsider', actions: [mail] }), [], null, outsiders);
    const error = {
      code: 'permission',
      message: 'Out Sider may not change anything in the app "cards"',
      at: 'actions[0]',
    };
    expect(record.steps).toEqual([
      {
        id: 's1',
        type: 'send_email',
        status: 'failed',
        params: mail.params,
        output: null,
        effects: [],
        attempts: [{ at: '2026-05-01T00:00:00.000Z', error }],
        error,
      },
    ]);
    expect(record.counts).toEqual({ succeeded: 0, failed: 1 });
  });

  it('performs nothing for an action that its catalog knows and Rulewright cannot carry out', () => {
    const packs = catalog.packs.map((pack) => ({
      ...pack,
      actionTypes: pack.actionTypes.map((each) =>
        each.type === 'send_email' ? { ...each, type: 'send_fax' } : each,
      ),
    }));
    const rule = ruleWith({ actions: [{ ...mail, type: 'send_fax' }] });
    const { record, kinds } = drive(rule, [], null, createCatalog(packs));
    expect(record.steps[0]).toMatchObject({
      status: 'invalid',
      error: {
        code: 'unknown-action',
        message: 'the action "send_fax" has no module that could carry it out',
        at: 'actions[0].type',
      },
    });
    expect(kinds).not.toContain('perform-effect');
  });

  it('notes conditions that can never hold because their path or pattern cannot be read, with their place', () => {
    const text = (op: string, value: unknown) => ({ path: 'payload.session.language', op, value });
    const bad = { path: 'payload..x', op: 'eq', value: 1 };
    const filter = [
      { any: [text('matches', '('), text('matches', '^en'), text('matches', 5), text('eq', '(')] },
      bad,
      { ...bad, disabled: true },
      { not: bad },
      { anyItem: 'payload..x', where: bad },
      { everyItem: 'payload..x', where: text('eq', 'a') },
    ];
    const { notes } = drive(ruleWith({ filter })).record;
    const stuck = 'not a path: stuck at "..x" (position 7)';
    expect(notes).toEqual([
      'filter[0].any[0].value: error parsing regexp: missing closing ): `(`',
      `filter[1].path: ${stuck}`,
      `filter[3].not.path: ${stuck}`,
      `filter[4].anyItem: ${stuck}`,
      `filter[4].where.path: ${stuck}`,
      `filter[5].everyItem: ${stuck}`,
    ]);
  });

  it('ends with a bug, not a wrong record, when its driver answers another question', () => {
    const run = runRule(ruleWith({}), sample, { catalog, driver: 'test', isDryRun: true });
    run.next();
    expect(() => run.next({ kind: 'random', value: 0 })).toThrow('"now"');
  });
});

describe('retrying', () => {
  const busy = fails('http-503', { retryable: true });

  it('waits longer each time, within jitter, keeps the effect key, and records each attempt', () => {
    const { record, asked } = drive(ruleWith({ actions: [mail] }), [busy, busy, done]);
    const slept = asked.filter((request) => request.kind === 'sleep-until').map(({ at }) => at);
    expect(slept).toEqual(['2026-05-01T00:00:00.500Z', '2026-05-01T00:00:01.500Z']);
    const performed = asked.filter((request) => request.kind === 'perform-effect');
    expect(performed.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(performed.map(({ key }) => key))).toEqual(new Set([`r_test:${sample.id}:s1:0`]));
    expect(record.steps[0]).toMatchObject({
      status: 'succeeded',
      error: null,
      attempts: [
        { at: '2026-05-01T00:00:00.000Z', error: { code: 'http-503', at: 'actions[0]' } },
        { at: '2026-05-01T00:00:00.500Z', error: { code: 'http-503' } },
        { at: '2026-05-01T00:00:01.500Z' },
      ],
      effects: [{ kind: 'email.send' }],
    });
  });

  it('waits at least as long as it is asked to', () => {
    const limited = fails('http-429', { retryable: true, retryAfterMs: 30_000 });
    const { asked } = drive(ruleWith({ actions: [mail] }), [limited, done]);
    expect(asked.find(({ kind }) => kind === 'sleep-until')).toMatchObject({
      at: '2026-05-01T00:00:30.000Z',
    });
  });

  it('gives up after its attempts, and at once on what no retry can mend', () => {
    const four = drive(ruleWith({ actions: [mail] }), [busy, busy, busy, busy, done]).record.steps[0];
    expect(four).toMatchObject({ status: 'failed', error: { code: 'http-503' } });
    expect(four?.attempts).toHaveLength(4);
    const two = drive(ruleWith({ actions: [{ ...mail, retry: { maxAttempts: 2 } }] }), [busy, busy, done]);
    expect(two.record.steps[0]?.attempts).toHaveLength(2);
    const rejected = drive(ruleWith({ actions: [mail] }), [fails('smtp-550', { retryable: false }), done]);
    expect(rejected.record.steps[0]).toMatchObject({
      status: 'failed',
      attempts: [{ error: { code: 'smtp-550' } }],
    });
  });

  it('lets the next step run after a failure, or stops where it should', () => {
    const failed = fails('smtp-550', { retryable: false });
    const second = { ...mail, id: 's2' };
    const statuses = (rule: Record<string, unknown>) =>
      drive(ruleWith(rule), [failed]).record.steps.map(({ status }) => status);
    expect(statuses({ actions: [mail, second] })).toEqual(['failed', 'succeeded']);
    expect(statuses({ actions: [mail, second], onActionError: 'stop' })).toEqual(['failed', 'not-reached']);
  });

  it('leaves the output of a failed step unresolved in later ones', () => {
    const uses = { id: 's2', type: 'tag_session', params: { tags: ['${steps.s1.output.messageId}'] } };
    const { record } = drive(ruleWith({ actions: [mail, uses] }), [fails('x', { retryable: false })]);
    expect(record.steps[1]).toMatchObject({ status: 'invalid', error: { code: 'unresolved-template' } });
  });

  it('bounds its delays', () => {
    const retry = {
      maxAttempts: 9,
      initialDelayMs: 1000,
      factor: 2,
      maxDelayMs: 5000,
      jitter: 'none' as const,
    };
    expect([1, 2, 3, 4, 9].map((attempt) => retryDelay(retry, attempt, 0.5))).toEqual([
      1000, 2000, 4000, 5000, 5000,
    ]);
    expect(retryDelay({ ...retry, jitter: 'full' }, 3, 0)).toBe(0);
    expect(retryDelay({ ...retry, jitter: 'full' }, 3, 0.999_999)).toBe(4000);
  });
});
