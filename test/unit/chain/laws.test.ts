import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChainAnswer,
  type ChainRequest,
  createFiringLog,
  defaultRetry,
  effectFailure,
  runRule,
} from '../../../engine/chain/index.ts';
import { createDryWorld } from '../../../engine/drivers/dry-world.ts';
import { faultFor } from '../../../engine/drivers/faults.ts';
import { dryRun, type Fault } from '../../../engine/drivers/index.ts';
import { predictEffect } from '../../../engine/drivers/predict-effect.ts';
import { seededRandom } from '../../../engine/drivers/seeded-random.ts';
import type { Event, FilterNode, Json, Rule, RunRecord } from '../../../engine/model/index.ts';
import { catalog } from '../drivers/setting.ts';
import { filterNodes } from '../editing/arbitrary-rules.ts';

/** A driver that performs: every effect is done, and gives what the dry run predicts for it. */
function runLive(rule: Rule, event: Event, seed: number, faults: readonly Fault[]) {
  const random = seededRandom(seed);
  const world = createDryWorld({});
  const log = createFiringLog();
  const requests: ChainRequest[] = [];
  let clock = event.firedAt;
  const answer = (request: ChainRequest): ChainAnswer => {
    requests.push(request);
    switch (request.kind) {
      case 'now':
        return { kind: 'now', at: clock, elapsedMs: 0 };
      case 'random':
        return { kind: 'random', value: random() };
      case 'sleep-until':
        expect(Date.parse(request.at)).toBeGreaterThanOrEqual(Date.parse(clock));
        clock = request.at;
        return { kind: 'done' };
      case 'visit':
        return { kind: 'done' };
      case 'claim-gates':
        return { kind: 'gates', refusedBy: log.claim(request) };
      case 'read-state':
        return { kind: 'state', value: world.read(request.query) };
      case 'perform-effect': {
        const cause = faultFor(faults, request);
        if (cause) return { kind: 'effect-failed', failure: effectFailure(cause) };
        world.apply(request.effect);
        const { output } = predictEffect(request.effect, request.actionType, catalog);
        return { kind: 'effect-done', output, isPredicted: false, isPerformed: true };
      }
    }
  };
  const run = runRule(rule, event, { catalog, driver: 'live', isDryRun: false });
  let next = run.next();
  while (!next.done) next = run.next(answer(next.value));
  return { record: next.value, requests };
}

const actionTypes = catalog.packs.flatMap((pack) => pack.actionTypes);
const samples = catalog.packs.flatMap((pack) =>
  pack.eventTypes.flatMap(({ samples: list }) => list.map(({ event }) => event)),
);
const apps = [...catalog.apps.keys()];
const members = [...catalog.members.keys(), 'stranger'];

const steps = fc
  .array(
    fc.record({
      action: fc.constantFrom(...actionTypes),
      extra: fc.constantFrom<Record<string, Json>>(
        {},
        {},
        {},
        { subject: '${event.payload.nothing}' },
        { oops: 1 },
      ),
      more: fc.record(
        {
          disabled: fc.constant(true),
          onError: fc.constantFrom('continue' as const, 'stop' as const),
          retry: fc.record({
            maxAttempts: fc.integer({ min: 1, max: 6 }),
            initialDelayMs: fc.integer({ min: 0, max: 5000 }),
            factor: fc.integer({ min: 1, max: 4 }),
            maxDelayMs: fc.integer({ min: 0, max: 20_000 }),
            jitter: fc.constantFrom('full' as const, 'none' as const),
          }),
        },
        { requiredKeys: [] },
      ),
    }),
    { maxLength: 5 },
  )
  .map((list) =>
    list.map(({ action, extra, more }, index) => ({
      id: `s${index + 1}`,
      type: action.type,
      params: { ...action.sampleParams, ...extra },
      ...more,
    })),
  );
const faults: fc.Arbitrary<Fault[]> = fc.array(
  fc.record({
    stepId: fc.constantFrom('s1', 's2', 's3'),
    cause: fc.constantFrom<Fault['cause']>(
      { kind: 'network' },
      { kind: 'time-out' },
      { kind: 'http', status: 500 },
      { kind: 'http', status: 429, retryAfterMs: 45_000 },
      { kind: 'http', status: 404 },
      { kind: 'smtp', status: 421 },
      { kind: 'rejected-recipient' },
      { kind: 'tool-error' },
    ),
    attempts: fc.option(
      fc
        .tuple(fc.integer({ min: 1, max: 3 }), fc.nat({ max: 3 }))
        .map(([from, more]) => ({ from, to: from + more })),
    ),
  }),
  { maxLength: 3 },
);
const cases = fc.record({
  event: fc.constantFrom(...samples),
  depth: fc.constantFrom(0, 0, 0, 4, 5),
  isAimed: fc.boolean(),
  filter: fc.oneof(fc.constant<FilterNode[]>([]), fc.array(filterNodes, { maxLength: 2 })),
  actions: steps,
  scope: fc.subarray(apps),
  onActionError: fc.constantFrom('continue' as const, 'stop' as const),
  createdBy: fc.constantFrom(...members),
  faults,
  seed: fc.integer(),
});
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function ruleAndEvent({ event, depth, isAimed, filter, actions, scope, onActionError, createdBy }: Case) {
  const rule: Rule = {
    id: 'r_law',
    name: 'Law',
    labels: [],
    order: 100,
    enabled: true,
    scope: { apps: isAimed ? [event.app] : scope },
    trigger: { kind: 'event', eventType: isAimed ? event.type : 'session.opened' },
    filter,
    actions,
    limits: { cooldownSeconds: 60, maxFiresPerDay: 5, maxPerMinute: 2 },
    onActionError,
    createdBy,
    version: 1,
  };
  return { rule, event: depth === 0 ? event : { ...event, causedBy: { runId: 'run_0', depth } } };
}

/** What a live run records, in the words of a dry run. */
function inDryWords(record: RunRecord): RunRecord {
  const outcomes = { executed: 'would-execute', skipped: 'would-skip' } as const;
  const { outcome } = record;
  return {
    ...record,
    driver: 'dry-run',
    outcome: outcome === 'executed' || outcome === 'skipped' ? outcomes[outcome] : outcome,
    sideEffects: 0,
    steps: record.steps.map((step) => ({
      ...step,
      status: step.status === 'succeeded' ? 'would-run' : step.status,
    })),
  };
}

function withoutMarks(record: RunRecord): RunRecord {
  return {
    ...record,
    notes: record.notes.filter((note) => !note.startsWith('fault assumed')),
    steps: record.steps.map(({ predicted: _predicted, ...step }) => step),
  };
}

describe('every rule meeting every event', () => {
  it('is recorded live as its dry run said, in everything but the effects performed', () => {
    fc.assert(
      fc.property(cases, (made) => {
        const { rule, event } = ruleAndEvent(made);
        const dry = dryRun({ rule, event, catalog, seed: made.seed, faults: made.faults });
        const { record } = runLive(rule, event, made.seed, made.faults);
        expect(inDryWords(record)).toEqual(withoutMarks(dry));
        expect(dry.sideEffects).toBe(0);
        const succeeded = record.steps.filter(({ status }) => status === 'succeeded');
        expect(record.sideEffects).toBeGreaterThanOrEqual(succeeded.flatMap(({ effects }) => effects).length);
      }),
      { numRuns: 3000 },
    );
  });

  it('ends in exactly one of executed and skipped when it matches, and claims its gates once', () => {
    fc.assert(
      fc.property(cases, (made) => {
        const { rule, event } = ruleAndEvent(made);
        const { record, requests } = runLive(rule, event, made.seed, made.faults);
        const isConsidered =
          rule.trigger.kind === 'event' &&
          rule.trigger.eventType === event.type &&
          rule.scope.apps.includes(event.app);
        const isMatch = isConsidered && record.filter.pass;
        expect(requests.filter(({ kind }) => kind === 'claim-gates')).toHaveLength(isMatch ? 1 : 0);
        if (!isConsidered) expect(record.outcome).toBe('not-considered');
        else if (!isMatch) expect([record.outcome, record.reason]).toEqual(['skipped', 'conditions']);
        else expect(record.reason === null ? 'executed' : 'skipped').toBe(record.outcome);
        if (record.outcome !== 'executed') {
          expect(requests.some(({ kind }) => kind === 'perform-effect')).toBe(false);
          expect(record.steps.every(({ status }) => status === 'not-reached' || status === 'disabled')).toBe(
            true,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('never tries more often than it may, never goes back in time, and tries one effect under one key', () => {
    fc.assert(
      fc.property(cases, (made) => {
        const { rule, event } = ruleAndEvent({ ...made, isAimed: true });
        const { record, requests } = runLive(rule, event, made.seed, made.faults);
        let time = Date.parse(event.firedAt);
        for (const [index, { attempts }] of record.steps.entries()) {
          expect(attempts.length).toBeLessThanOrEqual(
            rule.actions[index]?.retry?.maxAttempts ?? defaultRetry.maxAttempts,
          );
          for (const { at } of attempts) {
            expect(Date.parse(at)).toBeGreaterThanOrEqual(time);
            time = Date.parse(at);
          }
          // Only the last attempt can have succeeded.
          expect(attempts.slice(0, -1).every(({ error }) => error !== undefined)).toBe(true);
        }
        const performed = requests.filter((request) => request.kind === 'perform-effect');
        const keys = new Map<string, string>();
        for (const { key, effect } of performed) {
          const same = keys.get(key) ?? JSON.stringify(effect);
          expect(JSON.stringify(effect)).toBe(same);
          keys.set(key, same);
        }
        expect(keys.size).toBe(record.steps.flatMap(({ effects }) => effects).length);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same, byte for byte, under the same seed and clock', () => {
    fc.assert(
      fc.property(cases, (made) => {
        const { rule, event } = ruleAndEvent(made);
        const options = { rule, event, catalog, seed: made.seed, faults: made.faults };
        expect(JSON.stringify(dryRun(options))).toBe(
          JSON.stringify(dryRun({ ...options, rule: structuredClone(rule), event: structuredClone(event) })),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
