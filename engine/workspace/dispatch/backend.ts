import type { ChainAnswer } from '../../chain/index.ts';
import type { TriggerSource } from '../../language/index.ts';
import type { Event, Json, Rule, RunRecord } from '../../model/index.ts';

/** What became of an event that was handed over: seen for the first time, again, or another one under its id. */
export type TakenEvent = 'new' | 'same' | 'differs';

/** A run that is to be carried out. */
export interface NewRun {
  id: string;
  rule: Rule;
  event: Event;
  subject: string;
  source: TriggerSource;
  /** Null: an event or a schedule set it off. */
  by: string | null;
  replayOf: string | null;
  replayFrom: 'start' | 'failed' | null;
  /** ISO time. */
  at: string;
}

/** One answer that a run was given. */
export interface JournalEntry {
  sequence: number;
  engine: string;
  step: string | null;
  request: string;
  answer: ChainAnswer;
}

export interface Timer {
  kind: string;
  key: string;
  dueAt: string;
  data: Json;
}

/**
 * Where the dispatcher keeps what must not be lost: taken events, runs and their journals, timers, keyed state. All
 * it does inside one `transaction` happens or does not happen, together; this is what the guarantees rest on.
 */
export interface Backend {
  transaction<Value>(work: () => Value): Value;
  /** Called once the current transaction is committed, never when it is undone. */
  afterCommit(listener: () => void): void;
  takeEvent(event: Event, subject: string, receivedAt: string): TakenEvent;
  openRun(run: NewRun): void;
  /** Runs that are neither done nor held, oldest first. */
  openRuns(): { id: string; ruleId: string }[];
  run(id: string): NewRun | null;
  record(id: string): RunRecord | null;
  journal(runId: string): JournalEntry[];
  answer(runId: string, entry: JournalEntry): void;
  finishRun(id: string, record: RunRecord, at: string): void;
  holdRun(id: string, reason: string, at: string): void;
  isSettled(id: string): boolean;
  setTimer(timer: Timer): void;
  clearTimer(kind: string, key: string): void;
  /** Those due by then, earliest first. */
  dueTimers(now: string, limit: number): Timer[];
  nextTimer(): string | null;
  readState(kind: string, key: string): Json | undefined;
  writeState(kind: string, key: string, value: Json): void;
}
