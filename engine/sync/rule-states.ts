import type { SyncError } from '../contract/index.ts';
import { contentHash, type Result, type Rule, success } from '../model/index.ts';
import type { RemoteBase, Store } from '../store/index.ts';
import { fromStore } from './context.ts';

/** A rule of this folder: its last saved version. Drafts are nobody's business but their author's. */
export type LocalRule =
  | { kind: 'present'; rule: Rule; hash: string; hasUnsavedDraft: boolean }
  | { kind: 'removed' }
  | { kind: 'absent' };

/** One rule: here, when both sides last agreed, and there. */
export interface RuleState {
  id: string;
  local: LocalRule;
  base: RemoteBase | null;
  remote: { rule: Rule; hash: string } | null;
}

/** Every rule that either side knows, or knew, by id. */
export function readStates(
  store: Store,
  workspace: string,
  remoteRules: readonly Rule[],
): Result<RuleState[], SyncError> {
  const documents = fromStore(store.listRules());
  if (!documents.ok) return documents;
  const bases = fromStore(store.sync.bases(workspace));
  if (!bases.ok) return bases;
  const baseOf = new Map(bases.value.map((base) => [base.rule.id, base]));
  const remoteOf = new Map(remoteRules.map((rule) => [rule.id, { rule, hash: contentHash(rule) }]));
  const documentOf = new Map(documents.value.map((document) => [document.rule.id, document]));
  const ids = new Set([...documentOf.keys(), ...baseOf.keys(), ...remoteOf.keys()]);
  const states: RuleState[] = [];
  for (const id of [...ids].sort()) {
    const document = documentOf.get(id);
    const local = readLocal(store, id, document);
    if (!local.ok) return local;
    states.push({ id, local: local.value, base: baseOf.get(id) ?? null, remote: remoteOf.get(id) ?? null });
  }
  return success(states);
}

function readLocal(
  store: Store,
  id: string,
  document: { rule: Rule; hasUnsavedVersion: boolean } | undefined,
): Result<LocalRule, SyncError> {
  if (document && !document.hasUnsavedVersion) {
    const { rule } = document;
    return success({ kind: 'present', rule, hash: contentHash(rule), hasUnsavedDraft: false });
  }
  const history = store.ruleHistory(id);
  if (!history.ok)
    return history.error.kind === 'not-found' ? success({ kind: 'absent' }) : fromStore(history);
  const saved = history.value[0]?.rule;
  if (!document || !saved) return success({ kind: 'removed' });
  const { enabled, version } = document.rule;
  const rule = { ...saved, enabled, version };
  return success({ kind: 'present', rule, hash: contentHash(rule), hasUnsavedDraft: true });
}

/** Which content and which switch a rule should have in the workspace, and what speaks against it. */
export type Standing =
  /** Nothing of ours is to be published. `isBehind`: the workspace moved on. */
  | { kind: 'unchanged'; isBehind: boolean }
  | { kind: 'create' | 'change' | 'enable' | 'disable'; after: Rule }
  | { kind: 'delete' }
  | { kind: 'conflict'; reason: 'both-changed' | 'deleted-there' | 'deleted-here' | 'never-synced' }
  /** In the workspace only. */
  | { kind: 'only-there' }
  /** Nowhere any more. */
  | { kind: 'gone' };

/** Compares the three states of a rule. Pure. */
export function standingOf({ local, base, remote }: RuleState): Standing {
  switch (local.kind) {
    case 'absent':
      return remote ? { kind: 'only-there' } : { kind: 'gone' };
    case 'removed':
      if (!remote) return { kind: 'gone' };
      if (!base) return { kind: 'only-there' };
      return remote.hash === base.hash ? { kind: 'delete' } : { kind: 'conflict', reason: 'deleted-here' };
    case 'present':
      return standingOfPresent(local, base, remote);
  }
}

function standingOfPresent(
  local: { rule: Rule; hash: string },
  base: RemoteBase | null,
  remote: RuleState['remote'],
): Standing {
  if (!remote) {
    if (!base) return { kind: 'create', after: local.rule };
    const isTouched = local.hash !== base.hash || local.rule.enabled !== base.rule.enabled;
    return isTouched ? { kind: 'conflict', reason: 'deleted-there' } : { kind: 'unchanged', isBehind: true };
  }
  const enabled = switchFor(local.rule.enabled, base?.rule.enabled, remote.rule.enabled);
  const hasSameContent = local.hash === remote.hash;
  if (hasSameContent || local.hash === base?.hash) {
    const after = { ...remote.rule, enabled };
    if (enabled !== remote.rule.enabled) return { kind: enabled ? 'enable' : 'disable', after };
    const hasMoved = base !== null && base.rule.enabled !== remote.rule.enabled;
    return { kind: 'unchanged', isBehind: !hasSameContent || (hasMoved && local.rule.enabled !== enabled) };
  }
  if (base?.hash === remote.hash) {
    return { kind: 'change', after: { ...local.rule, enabled, version: remote.rule.version } };
  }
  return { kind: 'conflict', reason: base ? 'both-changed' : 'never-synced' };
}

/**
 * Whether a rule should be enabled: who moved the switch since both last agreed decides. Where they never agreed, a
 * rule that is off here says nothing (that is how rules begin), one that is on does.
 */
export function switchFor(mine: boolean, base: boolean | undefined, theirs: boolean): boolean {
  if (base === undefined) return mine || theirs;
  return mine === base ? theirs : mine;
}
