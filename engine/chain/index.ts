export { defaultRetry, retryDelay } from './backoff.ts';
export type { ChainAnswer, ChainRequest, EffectFailure, GateClaim, Visit } from './chain-request.ts';
export { effectFailure, type FailureCause, failureCode, isRetryable } from './effect-failure.ts';
export { createFiringLog, type FiringLog } from './firing-log.ts';
export { decideGates, type FiringHistory, noFirings } from './gates.ts';
export { type CreatorStanding, creatorStanding } from './permission.ts';
export type { RunContext } from './run-context.ts';
export { runRule, runRuleSteps } from './run-rule.ts';
