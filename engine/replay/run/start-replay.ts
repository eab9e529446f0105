import { performance } from 'node:perf_hooks';
import type { Catalog } from '../../catalog/index.ts';
import { failure, type Result, type Rule, success } from '../../model/index.ts';
import { createMatchers, type Matchers } from '../match/matchers.ts';
import { defaultTimeOf } from '../recording/default-time.ts';
import type { LineBatch } from '../recording/line-batches.ts';
import { openRecording, type Recording, type RecordingSource } from '../recording/open-recording.ts';
import { type BadLine, badLinesTold } from '../recording/read-line.ts';
import { createOutcomeCounts, type ReplaySummary, type RuleOutcomes } from './outcome-counts.ts';
import type { ReplayRow } from './replay-row.ts';
import { createSequencer } from './sequencer.ts';

export interface ReplayOptions {
  rules: readonly Rule[];
  catalog: Catalog;
  source: RecordingSource;
  /** Threads that match; 1 is this thread itself. By default one for each core, once there is enough to do for them. */
  workers?: number;
  /** ISO time for events without one; by default that of the recording's first event. */
  firedAt?: string;
  /** Where an interrupted replay goes on, and the rows it had come to. */
  from?: { checkpoint: ReplayCheckpoint; rows: Iterable<ReplayRow> };
  /** Takes the rows, a part at a time, in event order, then rule order; the next come when it is done. */
  onRows(rows: readonly ReplayRow[]): void | Promise<void>;
  /** Told between two batches: all rows up to here have been given. */
  onCheckpoint?(checkpoint: ReplayCheckpoint): void | Promise<void>;
  /** A monotonic clock in milliseconds. */
  measure?: () => number;
}

/** How far a replay has come, between two lines of its recording. */
export interface ReplayCheckpoint {
  /** Lines read, and the place behind them in the unpacked recording, in bytes. */
  lines: number;
  bytes: number;
  events: number;
  considered: number;
  badLines: number;
  /** The first bad lines, in order. */
  bad: BadLine[];
  /** The time for events without one. */
  firedAt: string;
  /** The clock of schedules, in milliseconds since the epoch, and how often it fired. */
  clock: number | null;
  firings: number;
  elapsedMs: number;
}

export interface ReplayProgress {
  events: number;
  badLines: number;
  /** Bytes of the recording as it is kept, and how many there are; null where nobody knows. */
  bytes: number;
  totalBytes: number | null;
  elapsedMs: number;
  eventsPerSecond: number;
  /** Estimated from the bytes; null where nobody knows how many there are. */
  secondsLeft: number | null;
  rules: RuleOutcomes[];
}

export interface ReplayEnd {
  /** Cancelled: the summary is of what was replayed until then. */
  kind: 'finished' | 'cancelled';
  summary: ReplaySummary;
  rules: RuleOutcomes[];
  /** The first bad lines, in order; the summary counts all. */
  bad: BadLine[];
  /** Where the recording ended before its end: before this line, or within the one before. */
  brokenAt: { line: number; reason: string } | null;
}

export interface RunningReplay {
  progress(): ReplayProgress;
  /** Stops soon; what was given out stays valid, and the end says `cancelled`. */
  cancel(): void;
  /** Fails where the recording cannot be read at all. Rejects where `onRows` or `onCheckpoint` does. */
  readonly ended: Promise<Result<ReplayEnd, Error>>;
}

/** Rows given out at a time. */
const rowsAtOnce = 4096;

/**
 * Replays a recording against rules: matches in parallel, gates and schedules in order, on the recording's own clock.
 * The rows are the same whatever the number of workers, and the same as of dry runs of every rule on every event.
 * Rules are taken enabled or not. Opens no socket, starts no process.
 */
export function startReplay(options: ReplayOptions): RunningReplay {
  const measure = options.measure ?? (() => performance.now());
  const rules = options.rules.toSorted(
    (one, other) => one.order - other.order || (one.id < other.id ? -1 : 1),
  );
  const { from } = options;
  const state: ReplayCheckpoint = from
    ? { ...from.checkpoint, bad: [...from.checkpoint.bad] }
    : noProgress(options.firedAt ?? '');
  const counts = createOutcomeCounts(rules);
  const sequencer = createSequencer(rules, options.catalog, { clock: state.clock, firings: state.firings });
  const cancelled = new AbortController();
  const startedAt = measure();
  const elapsedBefore = state.elapsedMs;
  const elapsed = () => elapsedBefore + measure() - startedAt;
  let recording: Recording | null = null;

  const give = async (rows: Iterable<ReplayRow>): Promise<void> => {
    let part: ReplayRow[] = [];
    for (const row of rows) {
      counts.add(row);
      part.push(row);
      if (part.length < rowsAtOnce) continue;
      await options.onRows(part);
      if (cancelled.signal.aborted) return;
      part = [];
    }
    if (part.length > 0) await options.onRows(part);
  };

  const take = async (batch: Pick<LineBatch, 'start' | 'end'>, matching: ReturnType<Matchers['match']>) => {
    const result = await orCancelled(matching, cancelled.signal);
    if (result === null) return;
    await give(sequencer.rows(result, state.lines + 1, batch.start));
    for (const { line, message } of result.bad) {
      if (state.bad.length < badLinesTold) state.bad.push({ line: state.lines + line + 1, message });
    }
    state.lines += result.lines;
    state.bytes = batch.end;
    state.events += result.events;
    state.considered += result.considered;
    state.badLines += result.badLines;
    state.clock = sequencer.clock();
    state.firings = sequencer.firings();
    state.elapsedMs = elapsed();
    if (!cancelled.signal.aborted) await options.onCheckpoint?.({ ...state, bad: [...state.bad] });
  };

  const whoIsFirst = async (reading: Promise<unknown>, matching: Promise<unknown> | undefined) => {
    const read = reading.then(() => 'read' as const);
    if (!matching) return await orCancelled(read, cancelled.signal);
    return await orCancelled(Promise.race([read, matching.then(() => 'take' as const)]), cancelled.signal);
  };

  const replay = async (opened: Recording): Promise<void> => {
    let matchers: Matchers | null = null;
    const underWay: { batch: { start: number; end: number }; matching: Promise<BatchResultOf> }[] = [];
    try {
      const batches = opened.batches();
      let reading: Promise<IteratorResult<LineBatch, void>> | null = batches.next();
      while (reading !== null || underWay.length > 0) {
        const [head] = underWay;
        const isFull = matchers !== null && underWay.length >= matchers.depth;
        // What is matched is given out at once, also while the recording has a pause.
        const turn = reading === null || isFull ? 'take' : await whoIsFirst(reading, head?.matching);
        if (cancelled.signal.aborted) return;
        if (turn === 'take') {
          underWay.shift();
          if (head) await take(head.batch, head.matching);
          continue;
        }
        const read: IteratorResult<LineBatch, void> | null = reading && (await reading);
        if (!read || read.done) {
          reading = null;
          continue;
        }
        const batch = read.value;
        if (state.firedAt === '') state.firedAt = defaultTimeOf(batch.bytes);
        matchers ??= createMatchers(options.workers, {
          catalog: options.catalog,
          rules,
          defaults: { firedAt: state.firedAt },
          keepsTicks: rules.some(({ trigger }) => trigger.kind === 'schedule'),
        });
        const { start, end } = batch;
        const matching = matchers.match(batch);
        // Looked at in its turn; until then it may fail unseen.
        matching.catch(() => {});
        underWay.push({ batch: { start, end }, matching });
        reading = batches.next();
      }
    } finally {
      await matchers?.close();
    }
  };

  const run = async (): Promise<Result<ReplayEnd, Error>> => {
    const opened = await openRecording(options.source, state.bytes);
    if (!opened.ok) return failure(opened.error);
    recording = opened.value;
    for (const row of from?.rows ?? []) {
      counts.add(row);
      sequencer.remember(row);
    }
    try {
      await replay(recording);
    } finally {
      await recording.close();
    }
    const isCancelled = cancelled.signal.aborted;
    const reason = isCancelled ? null : recording.brokenBy();
    return success({
      kind: isCancelled ? 'cancelled' : 'finished',
      summary: summarize(),
      rules: counts.byRule(),
      bad: [...state.bad],
      brokenAt: reason === null ? null : { line: state.lines + 1, reason },
    });
  };

  const summarize = (): ReplaySummary => {
    const { rules: known, matched, executed, skipped, invalid } = counts.total();
    const elapsedMs = elapsed();
    return {
      events: state.events,
      rules: known,
      considered: state.considered + state.firings,
      matched,
      executed,
      skipped,
      invalid,
      badLines: state.badLines,
      elapsedMs: Math.round(elapsedMs),
      eventsPerSecond: perSecond(state.events, elapsedMs),
    };
  };

  return {
    progress() {
      const elapsedMs = elapsed();
      const bytes = recording?.bytesTaken() ?? 0;
      const totalBytes = recording?.totalBytes ?? null;
      // What was done before an interruption took time of its own.
      const left = totalBytes === null || bytes === 0 ? null : (elapsedMs / bytes) * (totalBytes - bytes);
      return {
        events: state.events,
        badLines: state.badLines,
        bytes,
        totalBytes,
        elapsedMs: Math.round(elapsedMs),
        eventsPerSecond: perSecond(state.events, elapsedMs),
        secondsLeft: left === null ? null : Math.max(0, left / 1000),
        rules: counts.byRule(),
      };
    },
    cancel: () => cancelled.abort(),
    ended: run(),
  };
}

type BatchResultOf = Awaited<ReturnType<Matchers['match']>>;

function noProgress(firedAt: string): ReplayCheckpoint {
  return {
    lines: 0,
    bytes: 0,
    events: 0,
    considered: 0,
    badLines: 0,
    bad: [],
    firedAt,
    clock: null,
    firings: 0,
    elapsedMs: 0,
  };
}

function perSecond(events: number, elapsedMs: number): number {
  return elapsedMs > 0 ? Math.round((events * 1000) / elapsedMs) : 0;
}

/** Null as soon as the replay is cancelled. */
export async function orCancelled<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | null> {
  if (signal.aborted) return null;
  let stop = () => {};
  const stopped = new Promise<null>((resolve) => {
    stop = () => resolve(null);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
