import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Catalog } from '../../catalog/index.ts';
import { failure, type Result, type Rule, success } from '../../model/index.ts';
import { type BatchResult, createBatchMatcher } from '../match/batch-matcher.ts';
import { defaultTimeOf } from '../recording/default-time.ts';
import { openRecording, type Recording, type RecordingSource } from '../recording/open-recording.ts';
import { type BadLine, readLine } from '../recording/read-line.ts';
import { orCancelled } from '../run/start-replay.ts';
import { compareRuleSets, type OutcomeChange, type RuleSetComparison } from './compare-rule-sets.ts';
import { type ChangeGroup, groupChanges } from './group-changes.ts';
import { lineAt } from './line-at.ts';
import type { ComparedRules, RulePair } from './pair-rules.ts';
import { createPairedClock, type PairedClock } from './paired-clock.ts';

/** A change with the line of the recording its event stands on, from 1; null for a firing of the clock. */
export interface RecordedChange extends OutcomeChange {
  line: number | null;
}

export interface ComparisonOptions extends ComparedRules {
  catalog: Catalog;
  source: RecordingSource;
  /** ISO time for events without one; by default that of the recording's first event. */
  firedAt?: string;
  /** Changes in event order, then rule order; the comparison goes on when they are taken. */
  onChanges(changes: readonly RecordedChange[]): void | Promise<void>;
  /** A monotonic clock in milliseconds. */
  measure?: () => number;
}

export interface ComparisonSummary {
  events: number;
  /** Rules of either set, and those of them that might come to anything else. */
  rules: number;
  compared: number;
  changed: number;
  badLines: number;
  elapsedMs: number;
  eventsPerSecond: number;
}

export interface ComparisonEnd {
  /** Cancelled: the summary is of what was compared until then. */
  kind: 'finished' | 'cancelled';
  summary: ComparisonSummary;
  /** By rule and reason, the largest first; how many changes had no room in any. */
  groups: ChangeGroup[];
  ungrouped: number;
  /** The first bad lines, in order; the summary counts all. */
  bad: BadLine[];
  /** Where the recording ended before its end. */
  brokenAt: { line: number; reason: string } | null;
}

export interface ComparisonProgress {
  events: number;
  changed: number;
  /** Bytes of the recording as it is kept, and how many there are; null where nobody knows. */
  bytes: number;
  totalBytes: number | null;
  elapsedMs: number;
}

export interface RunningComparison {
  progress(): ComparisonProgress;
  /** Stops soon; what was given out stays valid, and the end says `cancelled`. */
  cancel(): void;
  /** Fails where the recording cannot be read at all. Rejects where `onChanges` does. */
  readonly ended: Promise<Result<ComparisonEnd, Error>>;
}

/** Bad lines that are told of; all are counted. */
const badLinesTold = 1000;
/** Changes given out at a time. */
const changesAtOnce = 4096;

/**
 * Replays a recording against two rule sets at once, on its own clock, each with firings of its own, and gives out what
 * differs. Only events that some changed rule may match are read whole; memory does not grow with the recording.
 */
export function startComparison(options: ComparisonOptions): RunningComparison {
  const measure = options.measure ?? (() => performance.now());
  const startedAt = measure();
  const comparison = compareRuleSets(options, options.catalog);
  const groups = groupChanges();
  const cancelled = new AbortController();
  const state = { events: 0, changed: 0, badLines: 0, lines: 0 };
  const bad: BadLine[] = [];
  let recording: Recording | null = null;

  const give = async (changes: Iterable<RecordedChange>): Promise<void> => {
    let part: RecordedChange[] = [];
    for (const change of changes) {
      groups.add(change, change.line);
      state.changed++;
      part.push(change);
      if (part.length < changesAtOnce) continue;
      await options.onChanges(part);
      if (cancelled.signal.aborted) return;
      part = [];
    }
    if (part.length > 0) await options.onChanges(part);
  };

  const compareAll = async (opened: Recording): Promise<void> => {
    const clock = createPairedClock(comparison.pairs, options.catalog);
    let firedAt = options.firedAt;
    let match: ((bytes: Uint8Array) => BatchResult) | null = null;
    const batches = opened.batches();
    for (;;) {
      const next = await orCancelled(batches.next(), cancelled.signal);
      if (next === null || next.done) return;
      const { bytes } = next.value;
      firedAt ??= defaultTimeOf(bytes);
      match ??= createBatchMatcher({
        catalog: options.catalog,
        rules: rulesToWatch(comparison.pairs),
        defaults: { firedAt },
        keepsTicks: true,
      });
      const result = match(bytes);
      await give(changesIn(bytes, result, state.lines, { firedAt, comparison, clock }));
      for (const { line, message } of result.bad) {
        if (bad.length < badLinesTold) bad.push({ line: state.lines + line + 1, message });
      }
      state.lines += result.lines;
      state.events += result.events;
      state.badLines += result.badLines;
      // Others have their turn: who cancels, who looks at the progress.
      await setImmediate();
      if (cancelled.signal.aborted) return;
    }
  };

  const summarize = (): ComparisonSummary => {
    const elapsedMs = measure() - startedAt;
    const ids = new Set([...options.before, ...options.after].map(({ id }) => id));
    return {
      events: state.events,
      rules: ids.size,
      compared: comparison.pairs.length,
      changed: state.changed,
      badLines: state.badLines,
      elapsedMs: Math.round(elapsedMs),
      eventsPerSecond: elapsedMs > 0 ? Math.round((state.events * 1000) / elapsedMs) : 0,
    };
  };

  const run = async (): Promise<Result<ComparisonEnd, Error>> => {
    const opened = await openRecording(options.source);
    if (!opened.ok) return failure(opened.error);
    recording = opened.value;
    try {
      await compareAll(recording);
    } finally {
      await recording.close();
    }
    const reason = cancelled.signal.aborted ? null : recording.brokenBy();
    return success({
      kind: cancelled.signal.aborted ? 'cancelled' : 'finished',
      summary: summarize(),
      groups: groups.groups(),
      ungrouped: groups.ungrouped(),
      bad,
      brokenAt: reason === null ? null : { line: state.lines + 1, reason },
    });
  };

  return {
    progress: () => ({
      events: state.events,
      changed: state.changed,
      bytes: recording?.bytesTaken() ?? 0,
      totalBytes: recording?.totalBytes ?? null,
      elapsedMs: Math.round(measure() - startedAt),
    }),
    cancel: () => cancelled.abort(),
    ended: run(),
  };
}

/**
 * Rules that find every event on which a pair might differ: those that either side matches. What they do does not
 * matter here. Both sides of a pair have one id, which only recorded events of a schedule are told by.
 */
function rulesToWatch(pairs: readonly RulePair[]): Rule[] {
  return pairs.flatMap(({ id, before, after }) => {
    const rules = [before, after].flatMap((side) =>
      side.kind === 'active' ? [{ ...side.rule, actions: [] }] : [],
    );
    const [scheduled] = rules.filter(({ trigger }) => trigger.kind === 'schedule');
    const waiting = rules
      .filter(({ trigger }) => trigger.kind === 'event')
      .map((rule, index) => ({ ...rule, id: `${id} ${index}` }));
    if (!scheduled) return waiting;
    const apps = [...new Set(rules.flatMap(({ scope }) => scope.apps))];
    return [...waiting, { ...scheduled, scope: { apps }, filter: [] }];
  });
}

/** What differs in a batch of lines: its events and what fires by the clock between them, in their order. */
function* changesIn(
  bytes: Uint8Array,
  { matches, ticks }: BatchResult,
  linesBefore: number,
  { firedAt, comparison, clock }: { firedAt: string; comparison: RuleSetComparison; clock: PairedClock },
): Generator<RecordedChange, void, void> {
  function* fire(to: number): Generator<RecordedChange, void, void> {
    for (const { event, dueOn } of clock.advance(to)) {
      for (const change of comparison.meetFiring(event, dueOn)) yield { ...change, line: null };
    }
  }
  let nextTick = 0;
  for (const [position, line] of matches.lines.entries()) {
    for (let tick = ticks[nextTick]; tick && tick.line <= line; tick = ticks[++nextTick])
      yield* fire(tick.at);
    const event = readLine(lineAt(bytes, matches.starts[position] ?? 0), { firedAt });
    // The matcher has read it: it is one.
    if (!event.ok) continue;
    for (const change of comparison.meet(event.value)) yield { ...change, line: linesBefore + line + 1 };
  }
  for (let tick = ticks[nextTick]; tick; tick = ticks[++nextTick]) yield* fire(tick.at);
}
