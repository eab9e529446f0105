import type { Cause } from './raised-events.ts';

/** Rules that set each other off in a circle, in order; the last sets off the first. */
export interface Loop {
  causes: Cause[];
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
    const first = circle.reduce(
      (least, cause, index) => (cause.from < (circle[least]?.from ?? '') ? index : least),
      0,
    );
    const turned = [...circle.slice(first), ...circle.slice(0, first)];
    const key = JSON.stringify(turned.map((cause) => cause.from));
    if (!loops.has(key)) loops.set(key, { causes: turned, isProved: proved !== null });
  }
  return [...loops.values()];
}

function shortestCircle(start: string, next: (id: string) => readonly Cause[]): Cause[] | null {
  const cameBy = new Map<string, Cause>();
  const queue = [start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const cause of next(id)) {
      if (cause.to === start) return [...pathTo(id, start, cameBy), cause];
      if (cameBy.has(cause.to)) continue;
      cameBy.set(cause.to, cause);
      queue.push(cause.to);
    }
  }
  return null;
}

function pathTo(id: string, start: string, cameBy: ReadonlyMap<string, Cause>): Cause[] {
  const path: Cause[] = [];
  for (let at = id; at !== start; ) {
    const cause = cameBy.get(at);
    if (!cause) break;
    path.unshift(cause);
    at = cause.from;
  }
  return path;
}
