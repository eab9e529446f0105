import type { Catalog } from '../../catalog/index.ts';
import type { EffectResult, Performers, Post, Secrets } from '../../effects/index.ts';
import type { Event, Rule, RunRecord } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import type { SlaPolicy } from '../records/index.ts';
import type { Clock } from './clock.ts';

export type { Clock } from './clock.ts';

/** What became of an event that was handed in. */
export interface AcceptedEvent {
  id: string;
  status: 'accepted' | 'duplicate';
  /** A duplicate whose body is another one than the first time: it was not taken in. */
  differs?: true;
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
  /** Posts under the address guard: `sendPost` on the performers' client. */
  post: (post: Post, signal: AbortSignal) => Promise<EffectResult>;
  /** When tickets are due; null: never. */
  sla: SlaPolicy | null;
  /** Whether mail can be sent: then the owner of a rule that is paused is told by mail too. */
  hasMail: boolean;
  limits: DispatcherLimits;
  /** One line a person can act on. */
  log: (line: string) => void;
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
