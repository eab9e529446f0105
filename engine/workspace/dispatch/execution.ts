import type { Catalog } from '../../catalog/index.ts';
import type { EffectResult, Performers } from '../../effects/index.ts';
import type { RunRecord } from '../../model/index.ts';
import {
  type Advance,
  type AdvanceOptions,
  advance,
  type EffectRequest,
  isCalledOff,
  settleEffect,
} from './advance.ts';
import type { Backend, NewRun } from './backend.ts';
import type { Clock } from './clock.ts';
import { isStorageError, messageOf } from './failures.ts';
import type { EffectPace } from './limits.ts';
import { type LiveRun, resumeRun, startRun } from './live-run.ts';
import type { Meters } from './meters.ts';
import type { PauseSwitches } from './pause-switches.ts';
import { createRunQueue } from './run-queue.ts';

/** Runs that are carried out in one transaction, and effects under way at once. */
const batchSize = 128;
const mostUnderWay = 64;
/** How long a stop waits for effects that are under way, and a database that failed is left alone, in ms. */
const graceMs = 10_000;
const pauseAfterFailure = 1_000;

/** A run to go on with: from its journal, or from where it stands; `result` is what its effect came to. */
interface Work {
  id: string;
  ruleId: string;
  live?: LiveRun;
  result?: { request: EffectRequest; result: EffectResult };
}

type Outcome = Advance | { kind: 'held' } | { kind: 'stopped' };

export interface ExecutionOptions {
  backend: Backend;
  catalog: () => Catalog;
  clock: Clock;
  runsPerRule: number;
  pace: EffectPace;
  performers: Performers;
  switches: Pick<PauseSwitches, 'stops'>;
  meters: Meters;
  advancing: () => AdvanceOptions;
  /** Ends a run, in the same transaction. */
  conclude: (live: LiveRun, record: RunRecord) => void;
  /** A run is over, or held; after the commit. */
  settled: (runId: string) => void;
  /** The earliest timer may be another one. */
  timersChanged: () => void;
  log: (line: string) => void;
}

/** Carries runs out: in batches, few of one rule at once, and outside the database one effect of a run after the other. */
export interface Execution {
  start(): void;
  stop(): Promise<void>;
  /** Opens a run up to its gates; part of the caller's transaction. */
  open(run: NewRun): void;
  /** A run that is stored, to be carried out. */
  enqueue(run: { id: string; ruleId: string }): void;
  /** Keeps a run that cannot be carried out, with the reason; part of the caller's transaction. */
  hold(id: string, reason: string): void;
  /** What stopped runs may have been let go on. */
  release(): void;
  /** Runs that are not over and not asleep. */
  count(): number;
}

export function createExecution(options: ExecutionOptions): Execution {
  const { backend, catalog, clock, pace, performers, switches, meters, advancing, conclude, log } = options;
  const queue = createRunQueue(options.runsPerRule);
  const stoppedRuns = new Map<string, { id: string; ruleId: string }>();
  const ready: Work[] = [];
  const underWay = new Set<Promise<void>>();
  const abort = new AbortController();
  let isRunning = false;
  let isPumping = false;

  function hold(id: string, reason: string): void {
    backend.holdRun(id, reason, clock.now().toISOString());
    backend.afterCommit(() => {
      log(`the run ${id} is held: ${reason}`);
      options.settled(id);
    });
  }

  function enqueue(run: { id: string; ruleId: string }): void {
    queue.add(run);
    schedulePump();
  }

  function schedulePump(afterMs = 0): void {
    if (!isRunning || isPumping) return;
    isPumping = true;
    clock.after(afterMs, () => {
      isPumping = false;
      pump();
    });
  }

  function pump(): void {
    if (!isRunning) return;
    const batch = ready.splice(0, batchSize);
    while (batch.length < batchSize && underWay.size + batch.length < mostUnderWay + batchSize / 2) {
      const taken = queue.take();
      if (!taken) break;
      batch.push(taken);
    }
    if (batch.length === 0) return;
    const outcomes = process(batch);
    for (const [work, outcome] of outcomes ?? []) follow(work, outcome);
    if (outcomes && (ready.length > 0 || queue.size > 0)) schedulePump();
  }

  /** Null: the database does not take anything at the moment, and the work waits. */
  function process(batch: readonly Work[]): [Work, Outcome][] | null {
    try {
      return backend.transaction(() => batch.map((work): [Work, Outcome] => [work, carryOn(work)]));
    } catch (error) {
      // What was undone has to begin again from the journals, one by one, so that one run cannot stop the others.
      const again = batch.map(({ live: _undone, ...work }) => work);
      const [only] = again;
      if (again.length > 1) {
        const outcomes: [Work, Outcome][] = [];
        for (const work of again) outcomes.push(...(process([work]) ?? []));
        return outcomes;
      }
      if (only && !isStorageError(error)) {
        try {
          backend.transaction(() => hold(only.id, `it cannot be carried on: ${messageOf(error)}`));
          return [[only, { kind: 'held' }]];
        } catch (holding) {
          log(`a run could not be held: ${messageOf(holding)}`);
        }
      }
      log(`the database does not take runs at the moment: ${messageOf(error)}`);
      ready.push(...again);
      schedulePump(pauseAfterFailure);
      return null;
    }
  }

  function carryOn(work: Work): Outcome {
    const live = work.live ?? load(work.id);
    if (!live) return { kind: 'held' };
    work.live = live;
    const { result } = work;
    if (result && !live.next.done && live.next.value.kind === 'perform-effect') {
      if (live.next.value.key === result.request.key)
        settleEffect(live, live.next.value, result.result, advancing());
    } else if (isStopped(live)) {
      return { kind: 'stopped' };
    }
    const outcome = advance(live, advancing());
    if (outcome.kind === 'finished') conclude(live, outcome.record);
    if (outcome.kind === 'sleeping') {
      backend.setTimer({ kind: 'run', key: work.id, dueAt: outcome.until, data: { ruleId: work.ruleId } });
    }
    return outcome;
  }

  function load(id: string): LiveRun | null {
    const run = backend.run(id);
    if (!run) {
      hold(id, 'its event is no longer stored');
      return null;
    }
    const resumed = resumeRun(run, catalog(), backend);
    if (resumed.ok) return resumed.value;
    hold(id, resumed.error);
    return null;
  }

  /** What comes of a run after its transaction is committed. */
  function follow(work: Work, outcome: Outcome): void {
    switch (outcome.kind) {
      case 'effect':
        if (work.live && isStopped(work.live)) leave(work, true);
        else startEffect(work, outcome.request);
        return;
      case 'sleeping':
        meters.count('retries');
        leave(work, false);
        options.timersChanged();
        return;
      case 'stopped':
        leave(work, true);
        return;
      case 'admitted':
      case 'finished':
      case 'held':
        leave(work, false);
    }
  }

  /** A run that a person asked for is theirs to start, whatever is paused. */
  function isStopped({ run }: LiveRun): boolean {
    return run.by === null && switches.stops(run.rule, run.event.app);
  }

  function leave({ id, ruleId }: Work, untilResumed: boolean): void {
    queue.end(ruleId);
    if (untilResumed) stoppedRuns.set(id, { id, ruleId });
  }

  /** Much may have been switched off while an effect waited for its turn. */
  function takeTurn(work: Work, request: EffectRequest): void {
    const { live } = work;
    if (live && (isStopped(live) || isCalledOff(live, advancing()))) {
      ready.push(work);
      schedulePump();
    } else startEffect(work, request);
  }

  function startEffect(work: Work, request: EffectRequest): void {
    if (!isRunning) return;
    const wait = pace.claim(request.effect.kind);
    if (wait > 0) {
      clock.after(wait, () => takeTurn(work, request));
      return;
    }
    const started = clock.elapsed();
    const effect: Promise<void> = performers
      .perform(request.effect, { key: request.key, signal: abort.signal })
      .then((result) => {
        meters.effect(request.effect.kind, result.ok, clock.elapsed() - started);
        // Cut off by the stop: nobody knows what came of it, so that it is tried again under the same key.
        if (abort.signal.aborted) return;
        const settled: Work = { ...work, result: { request, result } };
        if (isRunning) {
          ready.push(settled);
          schedulePump();
        } else process([settled]);
      })
      .catch((error) => log(`an effect broke: ${messageOf(error)}`))
      .finally(() => underWay.delete(effect));
    underWay.add(effect);
  }

  return {
    start() {
      isRunning = true;
      schedulePump();
    },
    async stop() {
      isRunning = false;
      const cancel = clock.after(graceMs, () => abort.abort());
      await Promise.all(underWay);
      cancel();
    },
    open(run) {
      backend.openRun(run);
      const live = startRun(run, catalog(), backend);
      const outcome = advance(live, advancing(), true);
      if (outcome.kind === 'finished') conclude(live, outcome.record);
      else backend.afterCommit(() => enqueue({ id: run.id, ruleId: run.rule.id }));
    },
    enqueue,
    hold,
    release() {
      for (const run of stoppedRuns.values()) queue.add(run);
      stoppedRuns.clear();
      schedulePump();
    },
    count: () => queue.size + ready.length + underWay.size + stoppedRuns.size,
  };
}
