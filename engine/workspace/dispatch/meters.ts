import type { RunRecord } from '../../model/index.ts';
import type { DispatcherMetrics } from './dispatcher.ts';

type Counter = 'eventsAccepted' | 'eventsDuplicate' | 'matches' | 'retries';

/** What happened since the process started, as numbers. */
export interface Meters {
  count(counter: Counter): void;
  finished(record: RunRecord): void;
  effect(kind: string, isDone: boolean, milliseconds: number): void;
  counters(): Pick<
    DispatcherMetrics,
    | 'eventsAccepted'
    | 'eventsDuplicate'
    | 'runsExecuted'
    | 'runsSkipped'
    | 'effectsPerformed'
    | 'effectsFailed'
  >;
  matches(): number;
  retries(): number;
  /** Runs of which a step failed. */
  runsFailed(): number;
  skippedBy(): Record<string, number>;
  /** How often, and how long in all, by kind of effect. */
  effectTimes(): Record<string, { count: number; milliseconds: number }>;
}

export function createMeters(): Meters {
  const counts = { eventsAccepted: 0, eventsDuplicate: 0, matches: 0, retries: 0 };
  const runs = { runsExecuted: 0, runsSkipped: 0, failed: 0 };
  const effects = { effectsPerformed: 0, effectsFailed: 0 };
  const skipped = new Map<string, number>();
  const times = new Map<string, { count: number; milliseconds: number }>();
  return {
    count(counter) {
      counts[counter]++;
    },
    finished({ outcome, reason, counts: { failed } }) {
      if (outcome === 'executed') runs.runsExecuted++;
      if (outcome === 'executed' && failed > 0) runs.failed++;
      if (outcome !== 'skipped' || reason === null) return;
      runs.runsSkipped++;
      skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    },
    effect(kind, isDone, milliseconds) {
      effects[isDone ? 'effectsPerformed' : 'effectsFailed']++;
      const time = times.get(kind) ?? { count: 0, milliseconds: 0 };
      times.set(kind, { count: time.count + 1, milliseconds: time.milliseconds + milliseconds });
    },
    counters: () => ({
      eventsAccepted: counts.eventsAccepted,
      eventsDuplicate: counts.eventsDuplicate,
      runsExecuted: runs.runsExecuted,
      runsSkipped: runs.runsSkipped,
      ...effects,
    }),
    matches: () => counts.matches,
    retries: () => counts.retries,
    runsFailed: () => runs.failed,
    skippedBy: () => Object.fromEntries(skipped),
    effectTimes: () => Object.fromEntries(times),
  };
}
