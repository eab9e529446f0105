import type { Visit } from '../chain/index.ts';
import type { Place, RunRecord } from '../model/index.ts';
import { createDryAnswerer, type DryRunOptions, startDryRun } from './dry-run.ts';
import { type Progress, recordSoFar } from './record-so-far.ts';

export interface DebugState {
  /** Stops passed so far; 0 is before the trigger. */
  position: number;
  /** How many stops the whole run has; at this position it is done. */
  length: number;
  /** The place about to be looked at: `filter[0].any[1]`, `limits`, `actions[2]`; null at the end. */
  at: Place | null;
  part: Visit['part'] | null;
  /** Every place that has been passed, in the order it was come to. */
  visited: readonly Place[];
  /** How far each filter node and step has come. */
  progress: Readonly<Record<Place, Progress>>;
  /** What is known by now; steps that were not come to are as written. Final when `isDone`. */
  record: RunRecord;
  isDone: boolean;
}

/** Steps through a dry run. Every method returns the state it leads to; states are never changed afterwards. */
export interface DebugSession {
  readonly state: DebugState;
  /** The places where the run can be stopped, in order; at a position stands the stop of that index. */
  readonly stops: readonly Place[];
  /** The record of the whole run, wherever the session stands. */
  readonly final: RunRecord;
  /** Goes to a position between 0, before the trigger, and `state.length`, the end; beyond them to the nearer one. */
  goTo(position: number): DebugState;
  /** Goes to the next stop. At the end it stays there. */
  next(): DebugState;
  /** Goes one stop back. */
  back(): DebugState;
  /** Goes on to the next stop at, or inside, a place; to the end where there is none. */
  runTo(place: Place): DebugState;
  /** Goes on to the next stop for which `isBreakpoint` holds, or to the end. */
  runUntil(isBreakpoint: (at: Place) => boolean): DebugState;
  /** Goes back to before the trigger. */
  restart(): DebugState;
}

/**
 * A dry run that can be stopped before the trigger, the scope, each reached filter node, the gates and each step. It
 * is the run of `dryRun`, request for request; going back replays the same answers up to an earlier stop.
 */
export function startDebugSession({ firingLog: _unclaimed, ...options }: DryRunOptions): DebugSession {
  const { stops, final } = runWithStops(options);
  let position = 0;
  let state = stateAt(0);

  function stateAt(index: number): DebugState {
    const stop = stops[index];
    const passed = stops.slice(0, index).map(({ at }) => at);
    const isDone = stop === undefined;
    const { record, progress } = recordSoFar(final, options.rule, passed, stop ?? null);
    return {
      position: index,
      length: stops.length,
      at: stop?.at ?? null,
      part: stop?.part ?? null,
      visited: [...new Set(passed)],
      progress,
      record,
      isDone,
    };
  }

  function moveTo(index: number): DebugState {
    position = Math.max(0, Math.min(index, stops.length));
    state = stateAt(position);
    return state;
  }

  function runUntil(isBreakpoint: (at: Place) => boolean): DebugState {
    const found = stops.findIndex(({ at }, index) => index > position && isBreakpoint(at));
    return moveTo(found < 0 ? stops.length : found);
  }

  return {
    get state() {
      return state;
    },
    stops: stops.map(({ at }) => at),
    final,
    goTo: moveTo,
    next: () => moveTo(position + 1),
    back: () => moveTo(position - 1),
    restart: () => moveTo(0),
    runTo: (place) =>
      runUntil((at) => at === place || at.startsWith(`${place}.`) || at.startsWith(`${place}[`)),
    runUntil,
  };
}

/** The run and its stops, found by answering it as the dry run does. */
function runWithStops(options: DryRunOptions): { stops: Visit[]; final: RunRecord } {
  const run = startDryRun(options);
  const answer = createDryAnswerer(options);
  const stops: Visit[] = [];
  let next = run.next();
  while (!next.done) {
    if (next.value.kind === 'visit' && next.value.isReached) stops.push(next.value);
    next = run.next(answer(next.value));
  }
  return { stops, final: next.value };
}
