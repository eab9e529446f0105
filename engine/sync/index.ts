export type { SyncOptions } from './context.ts';
export { createSync } from './create-sync.ts';
export { driftWords } from './drift.ts';
export type {
  ConflictChoices,
  PlanOptions,
  PublishOptions,
  PublishProgressOptions,
  Sync,
  SyncAnswer,
} from './sync.ts';
