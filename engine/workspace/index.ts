export { type Caller, scopesOfRole } from './access/caller.ts';
export type { NewToken, Tokens } from './access/tokens.ts';
export type { Clock, Dispatcher, DispatcherMetrics } from './dispatch/index.ts';
export { type ListenOptions, listen, type WorkspaceServer } from './http/listen.ts';
export { describeApi } from './http/openapi.ts';
export { type OpenWorkspaceOptions, openWorkspace } from './open-workspace.ts';
export { firstSettings } from './settings/first-settings.ts';
export { readSettings, type WorkspaceSettings } from './settings/settings.ts';
export type { Workspace } from './workspace.ts';
