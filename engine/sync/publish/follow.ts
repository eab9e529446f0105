import type { Publication, SyncError } from '../../contract/index.ts';
import { contentHash, type Result, success } from '../../model/index.ts';
import type { Store } from '../../store/index.ts';
import { fromStore } from '../context.ts';
import { writeVersion } from '../pull.ts';
import { actingItems } from './release-entry.ts';

/**
 * After a rollback, or a plan from another folder: a rule that was here what it was there becomes here what it is there
 * now. One that was worked on here since stays as it is; the next plan shows how it differs.
 */
export function followLocally(store: Store, { plan, workspace }: Publication): Result<null, SyncError> {
  const why = `Published to ${workspace}${plan.why === '' ? '' : `: ${plan.why}`}`;
  for (const { ruleId, kind, after, ifMatch, hash } of actingItems(plan)) {
    if (!after) continue;
    const document = store.getRule(ruleId);
    if (document.ok) {
      const { rule, hasUnsavedVersion } = document.value;
      const isBehind = contentHash(rule) === ifMatch && hash !== ifMatch;
      if (hasUnsavedVersion || !isBehind) continue;
    } else if (document.error.kind !== 'not-found') {
      return fromStore(document);
    } else {
      // Removed here, and brought back there on purpose.
      if (kind !== 'create' || !store.ruleHistory(ruleId).ok) continue;
      const restored = fromStore(store.restoreRule(ruleId));
      if (!restored.ok) return restored;
    }
    const written = writeVersion(store, ruleId, after, why.slice(0, 1000));
    if (!written.ok) return written;
  }
  return success(null);
}
