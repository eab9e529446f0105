export {
  compareRuleSets,
  type OutcomeChange,
  type RuleSetComparison,
} from './compare/compare-rule-sets.ts';
export { findNearMisses, type NearMissOptions } from './compare/find-near-misses.ts';
export { type ChangeGroup, type ChangeGroups, groupChanges } from './compare/group-changes.ts';
export type { ComparedRules, RulePair, Side } from './compare/pair-rules.ts';
export type { ReplayedOutcome } from './compare/side-replay.ts';
export {
  type ComparisonEnd,
  type ComparisonOptions,
  type ComparisonProgress,
  type ComparisonSummary,
  type RecordedChange,
  type RunningComparison,
  startComparison,
} from './compare/start-comparison.ts';
export {
  type ExpectationCase,
  type Expectations,
  type Expected,
  type ExpectedStep,
  expectationBytes,
  readExpectations,
  writeExpectations,
} from './expectations/expectation-file.ts';
export { type ExpectationSource, expectationFrom } from './expectations/expectation-from.ts';
export { type CaseResult, type CaseSurroundings, runCase } from './expectations/run-case.ts';
export type { Difference } from './expectations/subset-differences.ts';
export { openRecording, type Recording, type RecordingSource } from './recording/open-recording.ts';
export { type RecordedLine, readRecording } from './recording/read-recording.ts';
export {
  type OutcomeBucket,
  openStoredReplay,
  type ResultFilter,
  type ResultPage,
  type StoredReplay,
} from './results/read-results.ts';
export {
  listStoredReplays,
  removeStoredReplay,
  resumeStoredReplay,
  type StoredReplayOptions,
  startStoredReplay,
} from './results/stored-replay.ts';
export type { OutcomeCounts, ReplaySummary, RuleOutcomes } from './run/outcome-counts.ts';
export type { ReplayRow } from './run/replay-row.ts';
export {
  type ReplayCheckpoint,
  type ReplayEnd,
  type ReplayOptions,
  type ReplayProgress,
  type RunningReplay,
  startReplay,
} from './run/start-replay.ts';
export { createSampleRecording, type SampleRecordingOptions } from './sample-recording.ts';
