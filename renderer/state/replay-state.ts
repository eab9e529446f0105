import { create } from 'zustand';
import type {
  ComparisonResult,
  MatchFilter,
  NearMissFunnel,
  OutcomeChart,
  RecordingInfo,
  ReplayEntry,
  ReplayRowView,
  ReplayView,
} from '../../engine/contract/index.ts';
import { gates } from '../../engine/model/index.ts';

/** A file on its way to the engine. */
export interface UploadState {
  key: number;
  name: string;
  bytes: number;
  sent: number;
  /** Why it did not arrive. */
  trouble: string | null;
}

/** Which rules to replay: the open one, all enabled, all, or those of an app or with a label. */
export type RuleChoice = 'open' | 'enabled' | 'all' | `app:${string}` | `label:${string}`;

/** What the centre shows: what to do with a recording, a replay, a comparison, or near misses. */
export type ReplayPage =
  | { kind: 'setup' }
  | { kind: 'run'; id: string }
  | { kind: 'comparison' }
  | { kind: 'near-misses' };

/** Work whose result comes in one piece at its end. */
export type Work<Result> =
  | { kind: 'none' }
  | { kind: 'running'; share: number | null; words: string }
  | { kind: 'done'; result: Result }
  | { kind: 'failed'; message: string };

export interface RowList {
  /** How many there are, as far as is known. */
  count: number;
  /** Pages that are here, by number. */
  pages: ReadonlyMap<number, readonly ReplayRowView[]>;
}

/** The gate that a match was held back by. */
export type Gate = NonNullable<ReplayRowView['reason']>;

/** What became of a match: it would execute, or what held it back. */
export type Outcome = 'executed' | Gate;

export interface ReplayFilter {
  rule: string | null;
  app: string | null;
  outcome: 'executed' | 'held-back' | null;
  /** Why it was held back; asks nothing of what would execute. */
  reason: Gate | null;
  /** Milliseconds since the epoch. */
  span: { from: number; until: number } | null;
}

export interface ReplayState {
  /** Null until they are known. */
  recordings: RecordingInfo[] | null;
  runs: ReplayEntry[] | null;
  trouble: string | null;
  uploads: UploadState[];
  recording: string | null;
  page: ReplayPage;
  choice: RuleChoice;
  content: 'draft' | 'saved';
  view: ReplayView | null;
  viewTrouble: string | null;
  tab: 'matches' | 'rules';
  filter: ReplayFilter;
  chart: OutcomeChart | null;
  rows: RowList;
  /** The match that is opened, or was last: `seq`. */
  row: number | null;
  comparison: Work<ComparisonResult>;
  nearMisses: Work<{ rule: string; funnel: NearMissFunnel }>;
}

export const noFilter: ReplayFilter = {
  rule: null,
  app: null,
  outcome: null,
  reason: null,
  span: null,
};
export const noRows: RowList = { count: 0, pages: new Map() };

/** What Replay shows; beside the studio's own state, which knows nothing of it. */
export const useReplay = create<ReplayState>()(() => ({
  recordings: null,
  runs: null,
  trouble: null,
  uploads: [],
  recording: null,
  page: { kind: 'setup' },
  choice: 'enabled',
  content: 'draft',
  view: null,
  viewTrouble: null,
  tab: 'matches',
  filter: noFilter,
  chart: null,
  rows: noRows,
  row: null,
  comparison: { kind: 'none' },
  nearMisses: { kind: 'none' },
}));

/** A filter as the engine is asked with it. */
export function matchFilterOf({ rule, app, outcome, reason, span }: ReplayFilter): MatchFilter {
  const reasons = reason !== null ? [reason] : outcome === 'executed' ? [null] : [...gates];
  return {
    ...(rule === null ? {} : { rules: [rule] }),
    ...(app === null ? {} : { apps: [app] }),
    ...(outcome === null && reason === null ? {} : { reasons }),
    ...(span ?? {}),
  };
}

/** Asks for one outcome; what would execute was held back for no reason, so a reason that was asked for goes. */
export function withOutcome(outcome: ReplayFilter['outcome'], now: ReplayFilter): ReplayFilter {
  return { ...now, outcome, reason: outcome === 'executed' ? null : now.reason };
}

/** Asks for one reason; nothing that would execute has any. */
export function withReason(reason: Gate | null, now: ReplayFilter): ReplayFilter {
  return { ...now, reason, outcome: reason !== null && now.outcome === 'executed' ? null : now.outcome };
}

/** The part of a filter that asks for just this outcome; null: for all of them. */
export function asking(outcome: Outcome | null): Pick<ReplayFilter, 'outcome' | 'reason'> {
  if (outcome === null || outcome === 'executed') return { outcome, reason: null };
  return { outcome: 'held-back', reason: outcome };
}
