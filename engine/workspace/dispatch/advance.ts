import type { StateQuery } from '../../actions/index.ts';
import { type Catalog, findMember, mayTouchApp } from '../../catalog/index.ts';
import { type ChainAnswer, type ChainRequest, decideGates, noFirings } from '../../chain/index.ts';
import type { EffectResult, RaisedEvent } from '../../effects/index.ts';
import type { Effect, Event, Json, RunRecord } from '../../model/index.ts';
import { applyEffect, type RecordRows } from '../records/index.ts';
import type { Backend } from './backend.ts';
import { claimGates } from './gate-state.ts';
import { claimQuestion } from './limits.ts';
import { answerRun, type LiveRun, reusedAnswer, skipVisits } from './live-run.ts';

export type EffectRequest = Extract<ChainRequest, { kind: 'perform-effect' }>;

/** Where a run stands once everything was answered that the database can answer. */
export type Advance =
  | { kind: 'finished'; record: RunRecord }
  /** Its gates let it through; its steps are still to come. */
  | { kind: 'admitted' }
  | { kind: 'sleeping'; until: string }
  | { kind: 'effect'; request: EffectRequest };

export interface AdvanceOptions {
  backend: Backend;
  catalog: Catalog;
  records: RecordRows;
  now: () => { at: string; elapsedMs: number };
  random: () => number;
  modelQuestionsPerDay: number | null;
  /** Whether the rule is in force now; one that is disabled or deleted performs nothing more. */
  isInForce: (ruleId: string) => boolean;
  /** Takes in what an effect made happen, in the same transaction. */
  raise: (event: Event) => void;
}

/**
 * Answers a run's requests, each in the journal before the run goes on, until it waits for the world or for time. Part
 * of the caller's transaction: what a step reads, what it changes and what it raises happen together.
 */
export function advance(live: LiveRun, options: AdvanceOptions, isIntake = false): Advance {
  const { backend } = options;
  for (;;) {
    skipVisits(live);
    if (live.next.done) return { kind: 'finished', record: live.next.value };
    const request = live.next.value;
    const reused = reusedAnswer(live, request);
    if (reused) {
      answerRun(live, request, reused, backend);
      continue;
    }
    switch (request.kind) {
      case 'visit':
        break;
      case 'now':
        answerRun(live, request, { kind: 'now', ...options.now() }, backend);
        break;
      case 'random':
        answerRun(live, request, { kind: 'random', value: options.random() }, backend);
        break;
      case 'claim-gates': {
        // A repeated run was counted when it first fired.
        const isRepeated = live.run.replayOf !== null;
        const refusedBy = isRepeated
          ? decideGates({ ...request, limits: unlimited }, noFirings)
          : claimGates(backend, request);
        answerRun(live, request, { kind: 'gates', refusedBy }, backend);
        if (isIntake && refusedBy === null) return { kind: 'admitted' };
        break;
      }
      case 'read-state': {
        const value = readState(request.query, live, options.records, backend);
        answerRun(live, request, { kind: 'state', value }, backend);
        break;
      }
      case 'sleep-until':
        if (request.at > options.now().at) return { kind: 'sleeping', until: request.at };
        answerRun(live, request, { kind: 'done' }, backend);
        break;
      case 'perform-effect': {
        const answer = performHere(request, live, options);
        if (!answer) return { kind: 'effect', request };
        answerRun(live, request, answer, backend);
      }
    }
  }
}

/** The error of what was not done because the rule was disabled or deleted after it matched. */
export const calledOff = 'rule-disabled';

/** A run that a person asked for does not need its rule to be enabled. */
export function isCalledOff({ run }: LiveRun, { isInForce }: Pick<AdvanceOptions, 'isInForce'>): boolean {
  return run.by === null && !isInForce(run.rule.id);
}

const unlimited = { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null };

/** Writes down what an effect on the world came to, with all that follows from it. Part of the caller's transaction. */
export function settleEffect(
  live: LiveRun,
  request: EffectRequest,
  result: EffectResult,
  options: AdvanceOptions,
): void {
  if (result.ok) {
    markSent(live, request.effect, options.records);
    raiseAll(live, request.key, result.value.raised, live.run.event.app, options);
  }
  const answer: ChainAnswer = result.ok
    ? { kind: 'effect-done', output: result.value.output, isPredicted: false, isPerformed: true }
    : { kind: 'effect-failed', failure: result.error };
  answerRun(live, request, answer, options.backend);
}

/** What happens in the database itself; null: the effect is on the world outside. */
function performHere(request: EffectRequest, live: LiveRun, options: AdvanceOptions): ChainAnswer | null {
  const { backend, catalog, records } = options;
  const { effect, key } = request;
  const { at } = options.now();
  if (isCalledOff(live, options)) {
    const message = 'the rule was disabled before this was done';
    return { kind: 'effect-failed', failure: { code: calledOff, message, retryable: false } };
  }
  if (effect.kind === 'model.ask') {
    if (claimQuestion(backend, options.modelQuestionsPerDay, at)) return null;
    const message = 'the questions to the model that this workspace may ask in a day are used up';
    return { kind: 'effect-failed', failure: { code: 'quota-spent', message, retryable: false } };
  }
  const { rule, event } = live.run;
  const creator = findMember(catalog, rule.createdBy);
  const mayTouch = (app: string) =>
    rule.scope.apps.includes(app) && (creator === undefined || mayTouchApp(creator, app));
  const applied = applyEffect(records, effect, { event, mayTouch, key, at });
  if (!applied) return null;
  if (!applied.ok) return { kind: 'effect-failed', failure: applied.error };
  const { app, memberId, strategy } = effect;
  if (effect.kind === 'session.assign' && strategy === 'round_robin' && typeof app === 'string') {
    backend.writeState('round-robin', app, memberId ?? null);
  }
  const { output, raised, record } = applied.value;
  raiseAll(live, key, raised, record.app, options, record.streamVersion);
  return { kind: 'effect-done', output, isPredicted: false, isPerformed: true };
}

function readState(query: StateQuery, { run }: LiveRun, records: RecordRows, backend: Backend): Json {
  switch (query.kind) {
    case 'round-robin':
      return { last: backend.readState('round-robin', query.app) ?? null };
    case 'loads':
      return records.loads(query.app, query.members);
    case 'sent-hits':
      return records.sentHits(run.rule.id, query.savedSearch);
    case 'session':
    case 'ticket': {
      const record = records.get(query.kind, query.id);
      return record && record.app === run.event.app ? record.fields : null;
    }
  }
}

function markSent({ run }: LiveRun, effect: Effect, records: RecordRows): void {
  const { savedSearch, hitIds } = effect;
  if (effect.kind !== 'email.send' || typeof savedSearch !== 'string' || !Array.isArray(hitIds)) return;
  const ids = hitIds.filter((id) => typeof id === 'string');
  records.markSent(run.rule.id, savedSearch, ids);
}

/** Their ids follow from the effect's key, so that each happens once however often the effect is tried. */
function raiseAll(
  { run }: LiveRun,
  key: string,
  raised: readonly RaisedEvent[],
  app: string,
  { now, raise }: AdvanceOptions,
  streamVersion = 0,
): void {
  const { event, rule, id: runId } = run;
  const causedBy = { runId, depth: (event.causedBy?.depth ?? 0) + 1 };
  for (const [index, { type, payload }] of raised.entries()) {
    raise({
      id: `${key}:${index}`,
      type,
      app,
      firedAt: now().at,
      actor: { kind: 'system', id: rule.id },
      streamId: run.subject,
      streamVersion,
      tenantId: event.tenantId,
      payload,
      causedBy,
    });
  }
}
