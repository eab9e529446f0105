import type { MovedRule, PublishPlan, RemoteState, SyncError } from '../../contract/index.ts';
import { type Result, type Rule, success } from '../../model/index.ts';
import type { RemoteClient } from '../client/remote-client.ts';
import { fromCall } from '../context.ts';
import { remoteStateOf } from './make-plan.ts';

/** Rules that are not as the plan saw them, and who moved them. Empty: the plan still holds. */
export async function findMoved(
  client: RemoteClient,
  plan: PublishPlan,
  rules: readonly Rule[],
): Promise<Result<MovedRule[], SyncError>> {
  const now = new Map(rules.map((rule) => [rule.id, remoteStateOf(rule)]));
  const then = new Map(plan.remote.map((state) => [state.ruleId, state]));
  const moved: MovedRule[] = [];
  for (const [ruleId, is] of new Map([...then, ...now])) {
    const what = whatMoved(then.get(ruleId), now.get(ruleId), plan);
    if (what === null) continue;
    const history = fromCall(await client.history(ruleId, 1));
    if (!history.ok) return history;
    const [newest] = history.value;
    const by = newest ? ` by ${newest.who} on ${newest.when} (version ${newest.version})` : '';
    moved.push({ ruleId, name: is.name, what: `${what}${by}`, author: newest?.who ?? null });
  }
  return success(moved);
}

function whatMoved(
  then: RemoteState | undefined,
  now: RemoteState | undefined,
  plan: PublishPlan,
): string | null {
  if (!now) return 'deleted';
  if (!then) {
    // A rule that the plan knows nothing of moves nothing, unless it has the id of one that is to be made.
    const isOurs = plan.items.some(({ ruleId, kind }) => ruleId === now.ruleId && kind !== 'unchanged');
    return isOurs ? 'created' : null;
  }
  if (then.checksum !== now.checksum) return 'changed';
  if (then.enabled === now.enabled) return null;
  return now.enabled ? 'enabled' : 'disabled';
}
