export type {
  ChangeGroup,
  ComparisonNews,
  ComparisonResult,
  Explanation,
  MetRule,
  NearMissFunnel,
} from './comparisons.ts';
export type { CaseResult, ExpectationRun, SeenNode } from './expectations.ts';
export {
  largestRecording,
  type RecordedEvents,
  type RecordingInfo,
  uploadChunkBytes,
} from './recordings.ts';
export { replayContract } from './replay-contract.ts';
export type {
  MatchFilter,
  OpenedRow,
  OutcomeChart,
  ReplayEntry,
  ReplayRow as ReplayRowView,
  ReplayView,
  RuleOutcomes as RuleOutcomesView,
} from './replays.ts';
