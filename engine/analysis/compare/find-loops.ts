import type { Cause } from './raised-events.ts';

/** Rules that set each other off in a circle, in order; the last sets off the first. */
export interface Loop {
  first: Cause;
  others: Cause[];
  /** True: every step of it is proved possible. */
  isProved: boolean;
}

/** The shortest circle through each rule that is on one, each circle once, starting at its first id. */
export function findLoops(causes: readonly Cause[]): Loop[] {
  const from = Map.groupBy(causes, (cause) => cause.from);
  const loops = new Map<string, Loop>();
  for (const start of [...from.keys()].toSorted()) {
    // A circle of proved steps says more than a shorter one that may not be.
    const proved = shortestCircle(start, (id) =>
      (from.get(id) ?? []).filter(({ verdict }) => verdict === 'yes'),
    );
    const circle = proved ?? shortestCircle(start, (id) => from.get(id) ?? []);
    if (!circle) continue;
    const first = circle.reduce((least, cause) => (cause.from < least.from ? cause : least));
    const index = circle.indexOf(first);
    const others = [...circle.slice(index + 1), ...circle.slice(0, index)];
    const key = JSON.stringify([first, ...others].map((cause) => cause.from));
    if (!loops.has(key)) loops.set(key, { first, others, isProved: proved !== null });
  }
  return [...loops.values()];
}

function shortestCircle(start: string, next: (id: string) => readonly Cause[]): Cause[] | null {
  const seen = new Set<string>();
  const queue: { id: string; path: Cause[] }[] = [{ id: start, path: [] }];
  for (let at = queue.shift(); at; at = queue.shift()) {
    for (const cause of next(at.id)) {
      const path = [...at.path, cause];
      if (cause.to === start) return path;
      if (seen.has(cause.to)) continue;
      seen.add(cause.to);
      queue.push({ id: cause.to, path });
    }
  }
  return null;
}
