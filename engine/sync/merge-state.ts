import type { PlanConflict } from '../contract/index.ts';
import { type MergeChoices, type MergedRule, mergeRules } from '../editing/index.ts';
import type { RuleState } from './rule-states.ts';

/** The merge of a rule that is on both sides; null where it is on one only. */
export function mergeState(
  { local, base, remote }: RuleState,
  choices: MergeChoices = {},
): MergedRule | null {
  if (local.kind !== 'present' || !remote) return null;
  return mergeRules(base?.rule ?? null, local.rule, remote.rule, choices);
}

/** What a person has to settle about a rule. */
export function conflictOf(state: RuleState, reason: PlanConflict['reason']): PlanConflict {
  const merged = mergeState(state);
  if (merged) return { reason, mergesCleanly: merged.conflicts.length === 0, fields: merged.conflicts };
  const mine = state.local.kind === 'present' ? { mine: JSON.parse(JSON.stringify(state.local.rule)) } : {};
  const theirs = state.remote ? { theirs: JSON.parse(JSON.stringify(state.remote.rule)) } : {};
  const base = state.base ? { base: JSON.parse(JSON.stringify(state.base.rule)) } : {};
  return { reason, mergesCleanly: false, fields: [{ id: 'rule', at: '', ...base, ...mine, ...theirs }] };
}
