import { checkRule } from '../analysis/index.ts';
import type { PlanItem, PublishPlan, SyncError } from '../contract/index.ts';
import { contentHash, type Result, type Rule } from '../model/index.ts';
import { connect, fromCall, fromStore, type SyncOptions, syncFailure } from './context.ts';
import { completePlan, look } from './plan/make-plan.ts';
import { planItemOf } from './plan/plan-item.ts';
import { type RuleState, readStates } from './rule-states.ts';

/** Versions looked through for the one that is wanted. */
const mostVersions = 10_000;

/**
 * The plan that makes an earlier content the newest version. The switch stays as it is; a deleted rule comes back
 * disabled, in its own history.
 */
export async function planRollback(
  options: SyncOptions,
  {
    workspace,
    ruleId,
    version,
    why,
  }: { workspace: string; ruleId: string; version: number; why?: string | undefined },
): Promise<Result<PublishPlan, SyncError>> {
  const connected = await connect(options, workspace);
  if (!connected.ok) return connected;
  const { client } = connected.value;
  const history = fromCall(await client.history(ruleId, mostVersions));
  if (!history.ok) return history;
  const wanted = history.value.find((each) => each.version === version);
  if (!wanted) {
    const known = history.value.map((each) => each.version).join(', ');
    return syncFailure('not-found', `${ruleId} has no version ${version} in "${workspace}"; it has ${known}`);
  }
  const seen = await look(connected.value);
  if (!seen.ok) return seen;
  const states = readStates(options.store, workspace, seen.value.rules);
  if (!states.ok) return states;
  const marks = fromStore(options.store.sync.testedMarks());
  if (!marks.ok) return marks;
  const before = seen.value.rules.find(({ id }) => id === ruleId) ?? null;
  if (before && contentHash(before) === contentHash(wanted.rule)) {
    return syncFailure('nothing-to-publish', `the content of version ${version} is what ${ruleId} has now`);
  }
  const after: Rule = before
    ? { ...wanted.rule, enabled: before.enabled, version: before.version }
    : { ...wanted.rule, enabled: false };
  const { catalog } = seen.value;
  const state: RuleState = states.value.find(({ id }) => id === ruleId) ?? {
    id: ruleId,
    local: { kind: 'absent' },
    base: null,
    remote: null,
  };
  const around = { catalog, marks: marks.value, drift: null, isForced: false };
  const item = planItemOf(state, { kind: before ? 'change' : 'create', after }, around);
  if (!item) return syncFailure('not-found', `there is no rule ${ruleId}`);
  const items: PlanItem[] = [{ ...item, notes: [], problems: checkRule(after, catalog) }];
  const words = `Rollback to version ${version}`;
  return await completePlan(options, connected.value, seen.value, {
    items,
    outside: [],
    onlyThere: [],
    wanted: { workspace, events: null, why: why === undefined || why === '' ? words : `${words}: ${why}` },
  });
}
