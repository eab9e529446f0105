import type { RunTimeline, TimelineStep } from '../../engine/drivers/index.ts';
import { countText } from '../words/values.ts';

/** A stretch of time: "250 ms", "1.4 s", "30 s", "2 min 5 s". */
export function stretchText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const rest = Math.round(seconds % 60);
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** A moment of a run, counted from its start: "+1.4 s"; the start itself is "0 s". */
export function momentText(milliseconds: number): string {
  return milliseconds === 0 ? '0 s' : `+${stretchText(milliseconds)}`;
}

/** How a step ended, and what the chain made of it. */
export function endText(step: TimelineStep, isReal: boolean): string {
  const next =
    step.decision === null ? '' : step.decision === 'stop' ? '; the chain stops' : '; the chain goes on';
  switch (step.status) {
    case 'would-run':
    case 'succeeded': {
      const verb = isReal ? 'ran' : 'would run';
      return step.attempts.length > 1 ? `${verb} at attempt ${step.attempts.length}` : verb;
    }
    case 'failed':
      return `${isReal ? 'failed' : 'would fail'} ${
        step.gaveUp === 'attempts' ? `after ${countText(step.attempts.length, 'attempt')}` : 'for good'
      }${next}`;
    case 'invalid':
      return `invalid, not tried${next}`;
    case 'disabled':
      return 'switched off';
    case 'not-reached':
      return 'not reached';
  }
}

/** One line of the run as it happened. */
export interface Moment {
  key: string;
  at: number;
  stepId: string;
  kind: 'attempt' | 'wait' | 'end';
  tone: 'pass' | 'fail' | 'wait' | 'none';
  text: string;
}

/** Everything that happens in a run, in order. */
export function listMoments(timeline: RunTimeline, isReal: boolean): Moment[] {
  return timeline.steps.flatMap((step): Moment[] => {
    const { id: stepId } = step;
    const tried = step.attempts.flatMap((attempt, index): Moment[] => {
      const wait = step.waits[index];
      const number = step.attempts.length > 1 || attempt.error ? `Attempt ${attempt.number}: ` : '';
      const told: Moment = {
        key: `${stepId} ${attempt.number}`,
        at: attempt.at,
        stepId,
        kind: 'attempt',
        tone: attempt.error ? 'fail' : 'pass',
        text: `${number}${attempt.error?.message ?? (isReal ? 'done' : 'would be done')}`,
      };
      if (!wait) return [told];
      const why = wait.isAsked ? ', as the answer asked (Retry-After)' : ' (backoff)';
      const text = `Waits ${stretchText(wait.to - wait.from)}${why}`;
      return [told, { key: `${told.key} wait`, at: attempt.at, stepId, kind: 'wait', tone: 'wait', text }];
    });
    const hasEnd = step.attempts.length === 0 || step.decision !== null;
    if (!hasEnd) return tried;
    const message = step.status === 'invalid' && step.error ? `: ${step.error.message}` : '';
    const ended = endText(step, isReal);
    return [
      ...tried,
      {
        key: `${stepId} end`,
        at: step.until,
        stepId,
        kind: 'end',
        tone: step.decision === null ? 'none' : 'fail',
        text: `${ended.charAt(0).toUpperCase()}${ended.slice(1)}${message}`,
      },
    ];
  });
}
