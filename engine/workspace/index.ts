export { type Caller, scopesOfRole } from './access/caller.ts';
export type { NewToken, Tokens } from './access/tokens.ts';
export { createDispatcher } from './dispatch/create-dispatcher.ts';
export type { Clock, Dispatcher, DispatcherMetrics } from './dispatch/index.ts';
export { type ListenOptions, listen, type WorkspaceServer } from './http/listen.ts';
export { describeApi } from './http/openapi.ts';
export { type OpenWorkspaceOptions, openWorkspace } from './open-workspace.ts';
export {
  type ServedWorkspace,
  type ServeFailure,
  type ServeWorkspaceOptions,
  serveWorkspace,
} from './serve/serve-workspace.ts';
export { readSession, type WorkspaceConnection } from './serve/session.ts';
export { firstSettings } from './settings/first-settings.ts';
export { reviewSettings, type SettingsReview } from './settings/review-settings.ts';
export { readSettings, type WorkspaceSettings } from './settings/settings.ts';
export { writeConsent } from './settings/settings-text.ts';
export type { Workspace } from './workspace.ts';
