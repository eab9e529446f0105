import { defaultRetry } from '../chain/index.ts';
import type { ActionStep, Rule, RunRecord, StepError, StepRecord } from '../model/index.ts';
import type { Fault } from './faults.ts';

/** Times are milliseconds since the run began, on the run's own clock. */
export interface TimelineAttempt {
  /** Counted from 1. */
  number: number;
  at: number;
  error: StepError | null;
}

/** A pause between two attempts. */
export interface TimelineWait {
  from: number;
  to: number;
  /** The other side asked for it (Retry-After); otherwise it is the step's own backoff. */
  isAsked: boolean;
}

export interface TimelineStep {
  id: string;
  type: string;
  status: StepRecord['status'];
  /** When it began and was over; where it never began, the moment at which its turn would have been. */
  from: number;
  until: number;
  attempts: readonly TimelineAttempt[];
  waits: readonly TimelineWait[];
  error: StepError | null;
  /** Why it was not tried again: trying again cannot help, or it was tried as often as it may be. */
  gaveUp: 'for-good' | 'attempts' | null;
  /** What its failure led to; null where it did not fail. */
  decision: 'continue' | 'stop' | null;
}

export interface RunTimeline {
  /** ISO time. */
  startsAt: string;
  lengthMs: number;
  steps: readonly TimelineStep[];
}

/**
 * A run's steps laid out in time: every attempt, the pauses between them, and what came of a failure. `faults` are those
 * the run was made with, which tell an asked-for pause from backoff.
 */
export function runTimeline(record: RunRecord, rule: Rule, faults: readonly Fault[] = []): RunTimeline {
  const startsAt = record.startedAt ?? record.steps.find(hasBegun)?.attempts[0]?.at ?? epoch;
  const zero = Date.parse(startsAt);
  let clock = 0;
  const steps = record.steps.map((step): TimelineStep => {
    const attempts = step.attempts.map(({ at, error }, index) => ({
      number: index + 1,
      at: Date.parse(at) - zero,
      error: error ?? null,
    }));
    const from = attempts[0]?.at ?? clock;
    const until = attempts.at(-1)?.at ?? clock;
    clock = until;
    const written = rule.actions.find(({ id }) => id === step.id);
    return {
      id: step.id,
      type: step.type,
      status: step.status,
      from,
      until,
      attempts,
      waits: waitsBetween(
        attempts,
        faults.find(({ stepId }) => stepId === step.id),
      ),
      error: step.error,
      gaveUp: gaveUpBecause(step, written),
      decision: hasFailed(step) ? (written?.onError ?? rule.onActionError) : null,
    };
  });
  return { startsAt, lengthMs: clock, steps };
}

const epoch = '1970-01-01T00:00:00.000Z';

function hasBegun({ attempts }: StepRecord): boolean {
  return attempts.length > 0;
}

function hasFailed({ status }: StepRecord): boolean {
  return status === 'failed' || status === 'invalid';
}

function waitsBetween(attempts: readonly TimelineAttempt[], fault: Fault | undefined): TimelineWait[] {
  const asked = fault?.cause.kind === 'http' ? fault.cause.retryAfterMs : undefined;
  return attempts.flatMap(({ at: from }, index) => {
    const next = attempts[index + 1];
    return next ? [{ from, to: next.at, isAsked: asked !== undefined && next.at - from === asked }] : [];
  });
}

function gaveUpBecause(step: StepRecord, written: ActionStep | undefined): TimelineStep['gaveUp'] {
  if (step.status !== 'failed') return null;
  const most = (written?.retry ?? defaultRetry).maxAttempts;
  return step.attempts.length >= most ? 'attempts' : 'for-good';
}
