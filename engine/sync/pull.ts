import { describeChange } from '../analysis/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Drift, PlanConflict, PulledRule, PullReport, SyncError } from '../contract/index.ts';
import { contentHash, failure, type Result, type Rule, success } from '../model/index.ts';
import type { RemoteBase, Store } from '../store/index.ts';
import { connect, fromStore, type SyncOptions } from './context.ts';
import { driftWords, readDrift } from './drift.ts';
import { conflictOf, mergeState } from './merge-state.ts';
import { look } from './plan/make-plan.ts';
import { type RuleState, readStates, standingOf, switchFor } from './rule-states.ts';

/** Brings what moved in a workspace into this folder. What both sides changed differently is left as it is, and listed. */
export async function pull(
  options: SyncOptions,
  { workspace, signal }: { workspace: string; signal?: AbortSignal | undefined },
): Promise<Result<PullReport, SyncError>> {
  const { store, now } = options;
  const connected = await connect(options, workspace, { signal });
  if (!connected.ok) return connected;
  const seen = await look(connected.value);
  if (!seen.ok) return seen;
  const states = readStates(store, workspace, seen.value.rules);
  if (!states.ok) return states;
  const rules: PulledRule[] = [];
  for (const state of states.value) {
    if (signal?.aborted)
      return failure({ code: 'cancelled', message: 'the pull was stopped; what it took stays' });
    const isNew = state.base === null && state.local.kind === 'absent';
    const drift = isNew ? success(null) : await readDrift(connected.value.client, state);
    if (!drift.ok) return drift;
    const pulled = pullRule(
      { store, workspace, at: now().toISOString(), catalog: seen.value.catalog },
      state,
      drift.value,
    );
    if (!pulled.ok) return pulled;
    if (pulled.value) rules.push(pulled.value);
  }
  return success({ workspace, at: now().toISOString(), rules });
}

export interface PullInto {
  store: Store;
  workspace: string;
  at: string;
  catalog: Catalog;
}

function pullRule(
  into: PullInto,
  state: RuleState,
  drift: Drift | null,
): Result<PulledRule | null, SyncError> {
  const { store, workspace } = into;
  const { id, local, base, remote } = state;
  const name = (remote?.rule ?? (local.kind === 'present' ? local.rule : base?.rule))?.name ?? id;
  const report = (
    kind: PulledRule['kind'],
    words: readonly string[] = [],
    conflict: PlanConflict | null = null,
  ): Result<PulledRule, SyncError> => success({ ruleId: id, name, kind, words: [...words], drift, conflict });
  const why = (verb: string) => `${verb} ${workspace}${drift ? `: ${driftWords(drift)}` : ''}`;

  const standing = standingOf(state);
  if (standing.kind === 'gone') return forget(into, state, null);
  if (standing.kind === 'only-there' && local.kind === 'absent' && remote) {
    const { rule } = remote;
    const created = fromStore(store.createRule({ rule, why: why('Pulled from'), enabled: rule.enabled }));
    if (!created.ok) return created;
    return then(agree(into, remote), () => report('created'));
  }
  // Removed here: the next plan deletes it there, or nobody ever agreed on it.
  if (local.kind !== 'present') {
    const conflict = standing.kind === 'conflict' ? conflictOf(state, standing.reason) : null;
    return report(conflict ? 'conflict' : 'kept', [], conflict);
  }
  if (!remote) {
    if (standing.kind === 'conflict') return report('conflict', [], conflictOf(state, standing.reason));
    if (!base) return success(null);
    if (local.hasUnsavedDraft) return report('unsaved');
    const removed = fromStore(store.removeRule({ id, why: why('Removed as in') }));
    return removed.ok ? then(forget(into, state, null), () => report('removed')) : removed;
  }

  const merged = mergeState(state);
  const isOnlyMine = base?.hash === remote.hash && base.rule.enabled === remote.rule.enabled;
  if (isOnlyMine || !merged) return report(local.hash === remote.hash ? 'unchanged' : 'kept');
  const enabled = switchFor(local.rule.enabled, base?.rule.enabled, remote.rule.enabled);
  const isTaken = local.hash === remote.hash || local.hash === base?.hash;
  const next = { ...(isTaken ? remote.rule : merged.rule), enabled };
  if (!isTaken && merged.unsettled.length > 0) {
    return report('conflict', [], conflictOf(state, base ? 'both-changed' : 'never-synced'));
  }
  const isSame = contentHash(next) === local.hash && enabled === local.rule.enabled;
  if (isSame) return then(agree(into, remote), () => report('unchanged'));
  if (local.hasUnsavedDraft) return report('unsaved');
  const written = writeVersion(store, id, next, why(isTaken ? 'Pulled from' : 'Merged with'));
  if (!written.ok) return written;
  const words = changeWords(local.rule, next, into.catalog);
  return then(agree(into, remote), () => report(isTaken ? 'updated' : 'merged', words));
}

/** Both sides agree on the workspace's rule from now on. */
export function agree(
  { store, workspace, at }: PullInto,
  { rule, hash }: { rule: Rule; hash: string },
): Result<null, SyncError> {
  const base: RemoteBase = { rule, hash, seenAt: at };
  return fromStore(store.sync.moveBases(workspace, { seen: [base], gone: [] }));
}

/** There is nothing any more that both could agree on. */
export function forget<Value>(
  { store, workspace }: PullInto,
  { id }: RuleState,
  value: Value,
): Result<Value, SyncError> {
  const moved = fromStore(store.sync.moveBases(workspace, { seen: [], gone: [id] }));
  return moved.ok ? success(value) : moved;
}

/** Makes a content the next version of a rule that has no unsaved draft; its layout stays. */
export function writeVersion(store: Store, id: string, rule: Rule, why: string): Result<null, SyncError> {
  const document = fromStore(store.getRule(id));
  if (!document.ok) return document;
  const { layout, revision, rule: current } = document.value;
  if (contentHash(current) === contentHash(rule)) {
    const switched = fromStore(store.setEnabled({ id, enabled: rule.enabled, why }));
    return switched.ok ? success(null) : switched;
  }
  const drafted = fromStore(store.saveDraft({ id, baseRevision: revision, rule, codeText: null, layout }));
  if (!drafted.ok) return drafted;
  const saved = fromStore(
    store.saveVersion({
      id,
      baseRevision: drafted.value.revision,
      why: why.slice(0, 1000),
      enabled: rule.enabled,
    }),
  );
  return saved.ok ? success(null) : saved;
}

export function changeWords(before: Rule, after: Rule, catalog: Catalog): string[] {
  const words = describeChange(before, after, catalog).map(({ text }) => text);
  if (before.enabled === after.enabled) return words;
  return [...words, after.enabled ? 'enables the rule' : 'disables the rule'];
}

function then<Value>(
  result: Result<null, SyncError>,
  next: () => Result<Value, SyncError>,
): Result<Value, SyncError> {
  return result.ok ? next() : result;
}
