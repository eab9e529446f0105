export { type Scope, scope, scopes } from './access.ts';
export { type AuditLine, type AuditSummary, auditEntry, auditSummary } from './audit.ts';
export { type Me, me, type SavedSearch, savedSearch, workspaceCatalog } from './directory.ts';
export { type ErasureTarget, erased, erasureTarget } from './erasures.ts';
export { type AcceptedEvents, acceptedEvents, postedEvents, workspaceEvents } from './events.ts';
export {
  type PlacedError,
  type ProblemData,
  type ProblemDetails,
  placedError,
  problemData,
  problemDetails,
  type WorkspaceErrorCode,
  workspaceErrors,
} from './problem-details.ts';
export { type Release, type ReleaseEntry, release, releaseEntries, releaseEntry } from './releases.ts';
export type { RouteMeta } from './route.ts';
export {
  type CreatedRule,
  createdRule,
  type Occasion,
  occasion,
  type PauseState,
  type PauseTarget,
  pauseState,
  pauseTarget,
  postedRule,
  type WorkspaceVersion,
  workspaceVersion,
} from './rules.ts';
export { replayRequest, type StoredRunBody, storedRun, workspaceRuns } from './runs.ts';
export {
  createdSubscription,
  type NoticeName,
  noticeName,
  type Subscription,
  subscription,
} from './subscriptions.ts';
export { type WorkspaceContract, workspaceContract } from './workspace-contract.ts';
