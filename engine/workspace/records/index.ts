export { type AppliedEffect, type ApplyResult, applyEffect, type RecordChange } from './apply-effect.ts';
export { observeEvent } from './observe-event.ts';
export { pruneState } from './prune-state.ts';
export {
  createRecordRows,
  type RecordKind,
  type RecordRows,
  type WorkspaceRecord,
} from './record-rows.ts';
export { deleteOld, eraseSubject, type Removed, type Retention } from './retention.ts';
export { type SlaPolicy, type SlaTimer, slaEvent, slaKeys, slaTimers } from './sla.ts';
