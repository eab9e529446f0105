import type { Backend } from './backend.ts';
import type { Clock } from './clock.ts';

const minuteMs = 60_000;

/** Holds effects back that would be more than a minute allows, by kind. Counts since the start of the process. */
export interface EffectPace {
  /** Milliseconds to wait before an effect of this kind may begin; 0: it may, and is counted. */
  claim(kind: string): number;
}

export function createEffectPace(
  perMinute: Readonly<Partial<Record<string, number>>>,
  clock: Pick<Clock, 'elapsed'>,
): EffectPace {
  const begun = new Map<string, number[]>();
  return {
    claim(kind) {
      const most = perMinute[kind];
      if (most === undefined) return 0;
      const now = clock.elapsed();
      const recent = (begun.get(kind) ?? []).filter((at) => at > now - minuteMs);
      begun.set(kind, recent);
      const [oldest] = recent;
      if (recent.length >= most && oldest !== undefined) return oldest + minuteMs - now;
      recent.push(now);
      return 0;
    },
  };
}

/**
 * Counts a question to the model against the quota of its UTC day; false: it is spent. Part of the caller's
 * transaction. A question that a crash cuts off counts again when it is asked again.
 */
export function claimQuestion(backend: Backend, perDay: number | null, now: string): boolean {
  if (perDay === null) return true;
  const day = now.slice(0, 10);
  const asked = Number(backend.readState('model-questions', day) ?? 0);
  if (asked >= perDay) return false;
  backend.writeState('model-questions', day, asked + 1);
  return true;
}
