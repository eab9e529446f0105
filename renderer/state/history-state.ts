import type { AuditSummary, StoredRunBody, SyncError } from '../../engine/contract/index.ts';
import type { Snapshot } from '../../engine/editing/index.ts';

/** What runs are looked for by; empty texts stand for all. */
export interface RunFilter {
  rule: string;
  event: string;
  app: string;
  outcome: '' | 'executed' | 'skipped';
  /** How far back, in hours; 0: everything that is kept. */
  hours: number;
}

/** A run on the canvas, with the rule as it ran. */
export interface ShownRun {
  run: StoredRunBody;
  /** Null: that version is not to be had any more; the record still is. */
  snapshot: Snapshot | null;
}

export interface HistoryState {
  /** Runs for real, in the workspace, or rehearsals on this machine. */
  place: 'workspace' | 'machine';
  filter: RunFilter;
  runs: readonly StoredRunBody[];
  nextCursor: string | null;
  list: { kind: 'loading' } | { kind: 'loaded' } | { kind: 'failed'; error: SyncError };
  week: AuditSummary | null;
  shown: ShownRun | null;
}

export const initialHistory: HistoryState = {
  place: 'workspace',
  filter: { rule: '', event: '', app: '', outcome: '', hours: 0 },
  runs: [],
  nextCursor: null,
  list: { kind: 'loading' },
  week: null,
  shown: null,
};
