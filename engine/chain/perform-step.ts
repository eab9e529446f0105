import type { ActionRun } from '../actions/index.ts';
import {
  type ActionStep,
  type Effect,
  failure,
  type Json,
  type JsonObject,
  joinPlaces,
  type Place,
  type Result,
  type StepError,
  type StepRecord,
  success,
} from '../model/index.ts';
import { askEffect, askNow, askRandom, askState, type ChainPart, tell } from './ask.ts';
import { defaultRetry, retryDelay } from './backoff.ts';

type Attempt = StepRecord['attempts'][number];

export interface PerformedStep {
  result: Result<JsonObject, { kind: 'failed' | 'invalid'; error: StepError }>;
  effects: Effect[];
  attempts: Attempt[];
  /** The one being made: the last of `attempts`. */
  attempt: Attempt;
  notes: string[];
  isPredicted: boolean;
  effectsPerformed: number;
}

interface StepPlace {
  step: ActionStep;
  at: Place;
  /** The same for every try of this run. */
  runKey: string;
}

/**
 * Carries out what an action asks for. An effect that fails in a way worth retrying is tried again after a growing
 * pause, within the step's attempts; effects already done are not repeated. What is left of the action is dropped
 * when an effect fails for good.
 */
export function* performStep(action: ActionRun, place: StepPlace): ChainPart<PerformedStep> {
  const { step, at } = place;
  const { at: startedAt } = yield* askNow();
  const attempt: Attempt = { at: startedAt };
  const done: PerformedStep = {
    result: success({}),
    effects: [],
    attempts: [attempt],
    attempt,
    notes: [],
    isPredicted: false,
    effectsPerformed: 0,
  };
  let answer: Json = null;
  for (;;) {
    const next = action.next(answer);
    if (next.done) {
      done.result = next.value.ok ? next.value : explain(next.value.error, at, done);
      return done;
    }
    const request = next.value;
    switch (request.kind) {
      case 'note':
        done.notes.push(request.text);
        answer = null;
        break;
      case 'read-state':
        answer = yield* askState({ kind: 'read-state', stepId: step.id, query: request.query });
        break;
      case 'perform-effect': {
        const performed = yield* performEffect(request.effect, place, done);
        if (!performed.ok) {
          done.result = failure({ kind: 'failed', error: performed.error });
          return done;
        }
        answer = performed.value;
      }
    }
  }
}

function* performEffect(
  effect: Effect,
  { step, at, runKey }: StepPlace,
  done: PerformedStep,
): ChainPart<Result<JsonObject, StepError>> {
  const retry = step.retry ?? defaultRetry;
  const key = `${runKey}:${step.id}:${done.effects.length}`;
  done.effects.push(effect);
  for (;;) {
    const attempt = done.attempts.length;
    const answer = yield* askEffect({
      kind: 'perform-effect',
      stepId: step.id,
      actionType: step.type,
      key,
      attempt,
      effect,
    });
    if (answer.kind === 'effect-done') {
      if (answer.isPredicted) done.isPredicted = true;
      if (answer.isPerformed) done.effectsPerformed++;
      return success(answer.output);
    }
    const { code, message, retryable, retryAfterMs } = answer.failure;
    const error: StepError = { code, message, at };
    done.attempt.error = error;
    if (!retryable || attempt >= retry.maxAttempts) return failure(error);
    const { at: failedAt } = yield* askNow();
    const delay = retryDelay(retry, attempt, yield* askRandom(), retryAfterMs);
    yield* tell({ kind: 'sleep-until', at: new Date(Date.parse(failedAt) + delay).toISOString() });
    const again = yield* askNow();
    done.attempt = { at: again.at };
    done.attempts.push(done.attempt);
  }
}

function explain(problem: { kind: 'failed' | 'invalid' } & StepError, at: Place, done: PerformedStep) {
  const error: StepError = { code: problem.code, message: problem.message, at: joinPlaces(at, problem.at) };
  done.attempt.error = error;
  // Invalid parameters were never tried.
  if (problem.kind === 'invalid') done.attempts = [];
  return failure({ kind: problem.kind, error });
}
