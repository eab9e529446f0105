import type { Backend } from './backend.ts';
import type { Clock } from './clock.ts';
import type { StoredRun } from './dispatcher.ts';

/** Tells those who wait for a run that it is over. */
export interface Settling {
  tell(runId: string): void;
  /** The run once it is over; null when it is still open after so many milliseconds. */
  wait(runId: string, withinMs: number): Promise<StoredRun | null>;
}

export function createSettling(backend: Backend, clock: Pick<Clock, 'after'>): Settling {
  const waiters = new Map<string, Set<() => void>>();
  return {
    tell(runId) {
      for (const tell of waiters.get(runId) ?? []) tell();
      waiters.delete(runId);
    },
    wait(runId, withinMs) {
      if (backend.isSettled(runId)) return Promise.resolve(storedRun(backend, runId));
      return new Promise((resolve) => {
        const tellers = waiters.get(runId) ?? new Set();
        waiters.set(runId, tellers);
        const cancel = clock.after(withinMs, () => {
          tellers.delete(tell);
          if (tellers.size === 0) waiters.delete(runId);
          resolve(null);
        });
        function tell() {
          cancel();
          resolve(storedRun(backend, runId));
        }
        tellers.add(tell);
      });
    },
  };
}

function storedRun(backend: Backend, id: string): StoredRun | null {
  const run = backend.run(id);
  const record = backend.record(id);
  if (!run || !record) return null;
  const { event, source, replayOf } = run;
  return { id, record, event, source, scope: run.rule.scope.apps, replayOf };
}
