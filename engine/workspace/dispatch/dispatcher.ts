import type { Catalog } from '../../catalog/index.ts';
import type { Performers, Secrets } from '../../effects/index.ts';
import type { Event, Rule, RunRecord } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';

/** What became of an event that was handed in. */
export interface AcceptedEvent {
  id: string;
  status: 'accepted' | 'duplicate';
}

/** Why a run was asked for by a person, and by whom. */
export interface ManualRun {
  rule: Rule;
  event: Event;
  /** The member who asked. */
  by: string;
}

/** How a recorded run is run again, on the event it had. */
export interface ReplayRun {
  runId: string;
  version: 'as-run' | 'current';
  /** `failed` goes on at the first step that failed, with the outputs there were. */
  from: 'start' | 'failed';
  by: string;
}

export type ReplayRefusal = 'run-not-found' | 'rule-not-found' | 'nothing-failed';

/** A run as it is kept: the record, and what it ran on. */
export interface StoredRun {
  id: string;
  record: RunRecord;
  event: Event;
  source: 'cron' | 'manual' | 'event';
  scope: string[];
  /** The run that this one repeats. */
  replayOf: string | null;
}

export interface DispatcherLimits {
  /** Runs of one rule at once. */
  runsPerRule: number;
  /** Effects a minute, by kind of effect; what is not named is not limited. */
  effectsPerMinute: Readonly<Partial<Record<string, number>>>;
  /** Questions to the model per UTC day; null: no quota. */
  modelQuestionsPerDay: number | null;
  /** A rule that fails so many runs in a row is paused. */
  failuresUntilPause: number;
}

export interface DispatcherOptions {
  database: Database;
  catalog: Catalog;
  clock: Clock;
  /** From 0 to below 1. */
  random: () => number;
  /** A fresh id with this prefix: `run_…`. */
  ids: (prefix: string) => string;
  performers: Performers;
  /** For the signing secrets of subscriptions. */
  secrets: Secrets;
  limits: DispatcherLimits;
  /** One line a person can act on. */
  log: (line: string) => void;
}

/** Time as the service sees it; a simulation brings its own. */
export interface Clock {
  now(): Date;
  /** Milliseconds that only go forward. */
  elapsed(): number;
  /** Calls back once after so many milliseconds; returns what cancels it. */
  after(milliseconds: number, call: () => void): () => void;
}

/** What `/metrics` shows of the dispatcher. Counters count since the start of the process. */
export interface DispatcherMetrics {
  eventsAccepted: number;
  eventsDuplicate: number;
  runsExecuted: number;
  runsSkipped: number;
  effectsPerformed: number;
  effectsFailed: number;
  noticesDelivered: number;
  runsOpen: number;
  eventsWaiting: number;
  noticesWaiting: number;
}

/**
 * Runs rules for real. What it is told inside a `database.write` is part of that transaction, and takes effect when
 * it is committed.
 */
export interface Dispatcher {
  /** Attaches to what is stored, resumes what was interrupted, and starts the schedules. Before the first event. */
  start(): void;
  /** Takes nothing new, finishes or parks the steps that are under way, and resolves when the database may be closed. */
  stop(): Promise<void>;
  /** Durable when it returns, or when the surrounding write commits. */
  accept(events: readonly Event[]): AcceptedEvent[];
  /** A rule was created, changed, enabled or disabled. */
  ruleChanged(rule: Rule): void;
  ruleRemoved(id: string): void;
  /** The `pauses` table changed. */
  pausesChanged(): void;
  /** Takes a run on, on the live path; its id at once, its record by `settled`. A rule need not be enabled. */
  runNow(request: ManualRun): { runId: string };
  replayRun(request: ReplayRun): { ok: true; value: { runId: string } } | { ok: false; error: ReplayRefusal };
  /** The run once it is over; null when it is still open after so many milliseconds. */
  settled(runId: string, withinMs: number): Promise<StoredRun | null>;
  metrics(): DispatcherMetrics;
}
