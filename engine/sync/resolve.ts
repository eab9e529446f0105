import type { PlanItem, PulledRule, SyncError } from '../contract/index.ts';
import { type Result, type Rule, success } from '../model/index.ts';
import { type Connected, connect, fromStore, type SyncOptions, syncFailure } from './context.ts';
import { readDrift } from './drift.ts';
import { mergeState } from './merge-state.ts';
import { look, type Seen } from './plan/make-plan.ts';
import { planItemOf } from './plan/plan-item.ts';
import { agree, changeWords, forget, type PullInto, writeVersion } from './pull.ts';
import { type RuleState, readStates, standingOf } from './rule-states.ts';
import type { ConflictChoices } from './sync.ts';

interface Wanted {
  workspace: string;
  ruleId: string;
  choices: ConflictChoices;
}

/** What a rule's conflicts come to with these choices. Nothing is changed. */
export async function previewConflict(
  options: SyncOptions,
  wanted: Wanted,
): Promise<Result<{ rule: Rule | null; item: PlanItem }, SyncError>> {
  const found = await findState(options, wanted);
  if (!found.ok) return found;
  const { state, item } = found.value;
  const { local, remote } = state;
  const merged = mergeState(state, wanted.choices);
  if (merged) return success({ rule: merged.rule, item });
  const isMine = sideOf(wanted.choices) !== 'theirs';
  const rule = isMine ? (local.kind === 'present' ? local.rule : null) : (remote?.rule ?? null);
  return success({ rule, item });
}

/** Settles a rule's conflicts: a new version here, and both sides agree on what the workspace has now. */
export async function resolveConflict(
  options: SyncOptions,
  wanted: Wanted,
): Promise<Result<PulledRule, SyncError>> {
  const found = await findState(options, wanted);
  if (!found.ok) return found;
  const { state, seen, item } = found.value;
  const { id, local, remote } = state;
  const { store, now } = options;
  const into: PullInto = {
    store,
    workspace: wanted.workspace,
    at: now().toISOString(),
    catalog: seen.catalog,
  };
  const why = `Settled with ${wanted.workspace}`;
  const done = (kind: PulledRule['kind'], words: string[]): Result<PulledRule, SyncError> =>
    success({ ruleId: id, name: item.name, kind, words, drift: item.drift, conflict: null });
  if (item.kind !== 'conflict')
    return syncFailure('not-found', `${id} has no conflict with "${wanted.workspace}"`);
  if (local.kind === 'present' && local.hasUnsavedDraft) {
    return syncFailure(
      'conflicts',
      `the draft of ${id} has changes that are no version yet; save a version first`,
    );
  }

  const merged = mergeState(state, wanted.choices);
  if (local.kind === 'present' && remote && merged) {
    if (merged.unsettled.length > 0) {
      return syncFailure('conflicts', `choose a side for ${merged.unsettled.join(', ')}`);
    }
    const written = writeVersion(store, id, merged.rule, why);
    if (!written.ok) return written;
    const agreed = agree(into, remote);
    if (!agreed.ok) return agreed;
    const words = changeWords(local.rule, merged.rule, seen.catalog);
    return success({
      ruleId: id,
      name: merged.rule.name,
      kind: 'merged',
      words,
      drift: item.drift,
      conflict: null,
    });
  }
  const side = sideOf(wanted.choices);
  if (side === null) return syncFailure('conflicts', 'choose a side for rule');
  if (local.kind === 'present') {
    // Deleted there: kept, it is made anew; given up, it goes here, too.
    const removed = side === 'theirs' ? fromStore(store.removeRule({ id, why })) : success(null);
    if (!removed.ok) return removed;
    const forgotten = forget(into, state, null);
    return forgotten.ok ? done(side === 'mine' ? 'kept' : 'removed', []) : forgotten;
  }
  if (!remote) return syncFailure('not-found', `${id} is neither here nor there any more`);
  if (side === 'theirs') {
    const restored = fromStore(store.restoreRule(id));
    if (!restored.ok) return restored;
    const written = writeVersion(store, id, remote.rule, why);
    if (!written.ok) return written;
  }
  // Mine: with both agreed on what is there, the next plan deletes it.
  const agreed = agree(into, remote);
  return agreed.ok ? done(side === 'mine' ? 'kept' : 'created', []) : agreed;
}

function sideOf(choices: ConflictChoices): 'mine' | 'theirs' | null {
  if (typeof choices === 'string') return choices;
  return Object.hasOwn(choices, 'rule') ? (choices.rule ?? null) : null;
}

async function findState(
  options: SyncOptions,
  { workspace, ruleId }: Wanted,
): Promise<Result<{ state: RuleState; seen: Seen; item: PlanItem }, SyncError>> {
  const connected = await connect(options, workspace);
  if (!connected.ok) return connected;
  const seen = await look(connected.value);
  if (!seen.ok) return seen;
  const states = readStates(options.store, workspace, seen.value.rules);
  if (!states.ok) return states;
  const state = states.value.find(({ id }) => id === ruleId);
  const item = state ? await itemOf(options, connected.value, seen.value, state) : success(null);
  if (!item.ok) return item;
  if (!state || !item.value) return syncFailure('not-found', `there is no rule ${ruleId} here`);
  return success({ state, seen: seen.value, item: item.value });
}

async function itemOf(
  { store }: SyncOptions,
  { client }: Connected,
  { catalog }: Seen,
  state: RuleState,
): Promise<Result<PlanItem | null, SyncError>> {
  const drift = await readDrift(client, state);
  if (!drift.ok) return drift;
  const marks = fromStore(store.sync.testedMarks());
  if (!marks.ok) return marks;
  const around = { catalog, marks: marks.value, drift: drift.value, isForced: false };
  return success(planItemOf(state, standingOf(state), around));
}
