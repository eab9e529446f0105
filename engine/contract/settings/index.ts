export {
  type SecretsState,
  type ServiceSettings,
  type Snapshot,
  secretsState,
  serviceSettings,
  settingsContract,
  snapshot,
} from './settings-contract.ts';
