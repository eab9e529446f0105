export { askWorkspace } from './ask-workspace.ts';
export type { SyncOptions } from './context.ts';
export { createSync } from './create-sync.ts';
export { driftWords } from './drift.ts';
export { planBlockers } from './plan/blockers.ts';
export type {
  ConflictChoices,
  PlanOptions,
  PublishOptions,
  PublishProgressOptions,
  Sync,
  SyncAnswer,
} from './sync.ts';
