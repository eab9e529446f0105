import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog, findEventType } from '../../../engine/catalog/index.ts';
import { type ChainAnswer, type ChainRequest, retryDelay, runRule } from '../../../engine/chain/index.ts';
import { type Gate, type Rule, type RunRecord, readRuleValue } from '../../../engine/model/index.ts';

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
function drive(rule: Rule, effects: EffectAnswer[] = [], refusedBy: Gate | null = null, known = catalog) {
  const asked: ChainRequest[] = [];
  let clock = '2026-05-01T00:00:00.000Z';
  const left = [...effects];
  const answer = (request: ChainRequest): ChainAnswer => {
    asked.push(request);
    switch (request.kind) {
      case 'now':
        return { kind: 'now', at: clock, elapsedMs: Date.parse(clock) };
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
  const run = runRule(rule, sample, { catalog: known, driver: 'test', isDryRun: false });
  let next = run.next();
  while (!next.done) next = run.next(answer(next.value));
  const record: RunRecord = next.value;
  return { record, asked, kinds: asked.map(({ kind }) => kind) };
}

describe('a run', () => {
  it('claims its gates once, after the filter and before the first step', () => {
    const rule = ruleWith({ filter: [{ path: 'app', op: 'eq', value: 'cards' }], actions: [mail] });
    expect(drive(rule).kinds.filter((kind) => kind !== 'now')).toEqual([
      'visit',
      'visit',
      'visit',
      'visit',
      'claim-gates',
      'visit',
      'perform-effect',
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

  it('says what was done, and counts side effects', () => {
    const { record } = drive(ruleWith({ actions: [mail] }));
    expect(record).toMatchObject({ outcome: 'executed', driver: 'test', sideEffects: 1 });
    expect(record.steps[0]).toMatchObject({ status: 'succeeded', output: { messageId: '<1>' } });
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
    const filter = [
      { any: [text('matches', '('), text('matches', '^en'), text('matches', 5)] },
      { path: 'payload..x', op: 'eq', value: 1 },
    ];
    const { notes } = drive(ruleWith({ filter })).record;
    expect(notes).toEqual([
      expect.stringMatching(/^filter\[0\]\.any\[0\]\.value: .*\(/),
      expect.stringMatching(/^filter\[1\]\.path: not a path/),
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
    expect(new Set(performed.map(({ key }) => key)).size).toBe(1);
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
