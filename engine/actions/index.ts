export type {
  ActionAnswer,
  ActionContext,
  ActionFailure,
  ActionModule,
  ActionRequest,
  ActionRun,
  StateQuery,
} from './action-module.ts';
export { findActionModule } from './action-modules.ts';
export { isOneAddress } from './recipients.ts';
export { hostOf } from './webhook.ts';
