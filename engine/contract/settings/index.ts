export {
  type SecretsState,
  type ServiceSettings,
  type SettingsIssue,
  type Snapshot,
  secretsState,
  serviceSettings,
  settingsContract,
  settingsIssue,
  snapshot,
  type ToolServer,
  toolServer,
} from './settings-contract.ts';
