import type { StateQuery } from '../actions/index.ts';
import type { Effect, Gate, Json, JsonObject, Place, RuleLimits } from '../model/index.ts';

/** A point at which a debugger can stop; every other driver answers it at once. */
export interface Visit {
  kind: 'visit';
  part: 'trigger' | 'scope' | 'filter' | 'gates' | 'step';
  /** A place in the rule; the gates stand at `limits`. */
  at: Place;
  /** False for a filter node that a short-circuit would not come to. */
  isReached: boolean;
}

/**
 * A claim on all gates together. Either none refuses and the firing is counted, or nothing is consumed. The answer
 * names the first refusing gate in the order of `gates`; `refusals` are those known to refuse already.
 */
export interface GateClaim {
  kind: 'claim-gates';
  ruleId: string;
  subject: string;
  app: string;
  /** ISO time. */
  at: string;
  limits: RuleLimits;
  refusals: Gate[];
}

/** What a run asks of its driver. Each request has one kind of answer, `null` where nothing is to be said. */
export type ChainRequest =
  | { kind: 'now' }
  | { kind: 'random' }
  | GateClaim
  | { kind: 'read-state'; stepId: string; query: StateQuery }
  /** `key` is the same each time this effect of this run is tried, so that it can be done once. */
  | {
      kind: 'perform-effect';
      stepId: string;
      actionType: string;
      key: string;
      attempt: number;
      effect: Effect;
    }
  /** ISO time. */
  | { kind: 'sleep-until'; at: string }
  | Visit;

/** What went wrong with an effect, as a driver tells it. */
export interface EffectFailure {
  code: string;
  message: string;
  retryable: boolean;
  /** Milliseconds, from Retry-After. */
  retryAfterMs?: number;
}

export type ChainAnswer =
  /** `at` is an ISO time; `elapsedMs` counts monotonically from any start. */
  | { kind: 'now'; at: string; elapsedMs: number }
  /** From 0 up to, not including, 1. */
  | { kind: 'random'; value: number }
  | { kind: 'gates'; refusedBy: Gate | null }
  | { kind: 'state'; value: Json }
  /** `isPredicted`: the output is a sample, because only the world could know it. `isPerformed`: it happened. */
  | { kind: 'effect-done'; output: JsonObject; isPredicted: boolean; isPerformed: boolean }
  | { kind: 'effect-failed'; failure: EffectFailure }
  | { kind: 'done' };
