import { deepEqual } from '../../language/index.ts';
import { contentHash, type Rule } from '../../model/index.ts';

/** What one rule set has under an id: a rule that takes part, one that is disabled and does not, or none. */
export type Side = { kind: 'active'; rule: Rule } | { kind: 'disabled'; rule: Rule } | { kind: 'absent' };

/** One rule, by its id, in both sets. */
export interface RulePair {
  id: string;
  before: Side;
  after: Side;
}

export interface ComparedRules {
  before: readonly Rule[];
  after: readonly Rule[];
  /** Sets whose disabled rules take part as well. */
  includeDisabled?: { before?: boolean; after?: boolean };
}

/**
 * The rules that can come to anything else in one set than in the other, paired by id, in running order. Left out are
 * those that are off or absent in both, and those of the same content by the same creator: what they meet, they meet alike.
 */
export function pairRules({ before, after, includeDisabled = {} }: ComparedRules): RulePair[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const now = new Map(after.map((rule) => [rule.id, rule]));
  const ids = new Set([...old.keys(), ...now.keys()]);
  const pairs = [...ids].map((id) => ({
    id,
    before: sideOf(old.get(id), includeDisabled.before ?? false),
    after: sideOf(now.get(id), includeDisabled.after ?? false),
  }));
  return pairs.filter(mayDiffer).sort(inRunningOrder);
}

function sideOf(rule: Rule | undefined, includeDisabled: boolean): Side {
  if (!rule) return { kind: 'absent' };
  return rule.enabled || includeDisabled ? { kind: 'active', rule } : { kind: 'disabled', rule };
}

function mayDiffer({ before, after }: RulePair): boolean {
  if (before.kind !== 'active' || after.kind !== 'active') {
    return before.kind === 'active' || after.kind === 'active';
  }
  const isSame = before.rule.createdBy === after.rule.createdBy;
  return !isSame || contentHash(before.rule) !== contentHash(after.rule);
}

function inRunningOrder(one: RulePair, other: RulePair): number {
  return orderOf(one) - orderOf(other) || (one.id < other.id ? -1 : 1);
}

/** Where the two sets differ, the later one says. */
function orderOf({ before, after }: RulePair): number {
  if (after.kind === 'active') return after.rule.order;
  return before.kind === 'absent' ? 0 : before.rule.order;
}

/** Whether two rules, when they fire, might do different things. Versions count up, and say nothing of it. */
export function mayActOtherwise(before: Rule, after: Rule): boolean {
  return !deepEqual(actingPart(before), actingPart(after));
}

function actingPart({ name, actions, onActionError, createdBy }: Rule) {
  const steps = actions.map(({ note: _note, ...step }) => JSON.stringify(step));
  return { name, onActionError, createdBy, steps };
}
