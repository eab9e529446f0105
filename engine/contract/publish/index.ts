export { historyContract, type RunQuery, runQuery, type WorkspaceActivity } from './history-contract.ts';
export { conflictChoices, publishContract } from './publish-contract.ts';
export {
  type DemoWorkspace,
  demoWorkspace,
  type LiveRule,
  liveRule,
  remotesContract,
} from './remotes-contract.ts';
