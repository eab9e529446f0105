export {
  type SecretsState,
  type Snapshot,
  secretsState,
  settingsContract,
  snapshot,
} from './settings-contract.ts';
