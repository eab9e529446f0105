import type { RuleConflict } from '../contract/index.ts';
import { type Rule, readRuleValue } from '../model/index.ts';
import { type Arbiter, at, createArbiter, isSame, type MergeChoices, mergeValue } from './merge-conflicts.ts';
import { mergeFilter } from './merge-filter.ts';
import { mergeLists, pairByKey } from './merge-lists.ts';
import { mergeSteps } from './merge-steps.ts';

/** What two versions of a rule that came from one come to. */
export interface MergedRule {
  /** A valid rule; mine stands in wherever nobody has settled a conflict. Its version is mine. */
  rule: Rule;
  /** Every place that both sides changed differently, settled or not, in the order a rule is read. */
  conflicts: RuleConflict[];
  /** Ids of the conflicts that the choices leave open. */
  unsettled: string[];
}

/**
 * Three-way merge, field by field and node by node. What one side changed is taken; what both changed alike, too; the
 * rest are conflicts. Without a base (the two never were one) whatever differs is a conflict. Swapping the sides swaps
 * the conflicts' sides and nothing else.
 */
export function mergeRules(
  base: Rule | null,
  mine: Rule,
  theirs: Rule,
  choices: MergeChoices = {},
): MergedRule {
  const arbiter = createArbiter(choices);
  const merged = mergeContent(arbiter, base, mine, theirs);
  const read = readRuleValue(JSON.parse(JSON.stringify(merged)));
  if (read.ok) return { rule: read.value, conflicts: arbiter.conflicts, unsettled: arbiter.unsettled };
  // Together it would be too much for one rule: one side as a whole, then.
  const whole = createArbiter(choices);
  const side = whole.settle(at(''), { base, mine, theirs });
  const rule = side === 'mine' ? mine : { ...theirs, id: mine.id, version: mine.version };
  return { rule, conflicts: whole.conflicts, unsettled: whole.unsettled };
}

function mergeContent(arbiter: Arbiter, base: Rule | null, mine: Rule, theirs: Rule): Rule {
  const field = <Value>(place: string, read: (rule: Rule) => Value): Value =>
    mergeValue(arbiter, at(place), base === null ? undefined : read(base), read(mine), read(theirs));
  const name = field('name', (rule) => rule.name);
  const description = field('description', (rule) => rule.description);
  const texts = (place: string, read: (rule: Rule) => string[]) =>
    base === null
      ? field(place, read)
      : mergeTexts(arbiter, place, { base: read(base), mine: read(mine), theirs: read(theirs) });
  const labels = texts('labels', (rule) => rule.labels);
  const order = field('order', (rule) => rule.order);
  const enabled = field('enabled', (rule) => rule.enabled);
  const apps = texts('scope.apps', (rule) => rule.scope.apps);
  const trigger = field('trigger', (rule) => rule.trigger);
  const filter =
    base === null
      ? field('filter', (rule) => rule.filter)
      : mergeFilter(arbiter, at('filter'), base.filter, mine.filter, theirs.filter);
  const actions =
    base === null
      ? field('actions', (rule) => rule.actions)
      : mergeSteps(arbiter, at('actions'), base.actions, mine.actions, theirs.actions);
  return {
    id: mine.id,
    name,
    description,
    labels,
    order,
    enabled,
    scope: { apps },
    trigger,
    filter,
    actions,
    limits: {
      cooldownSeconds: field('limits.cooldownSeconds', ({ limits }) => limits.cooldownSeconds),
      maxFiresPerDay: field('limits.maxFiresPerDay', ({ limits }) => limits.maxFiresPerDay),
      maxPerMinute: field('limits.maxPerMinute', ({ limits }) => limits.maxPerMinute),
    },
    onActionError: field('onActionError', (rule) => rule.onActionError),
    createdBy: field('createdBy', (rule) => rule.createdBy),
    version: mine.version,
  };
}

function mergeTexts(
  arbiter: Arbiter,
  place: string,
  lists: { base: string[]; mine: string[]; theirs: string[] },
): string[] {
  return [
    ...mergeLists<string>(arbiter, at(place), lists, {
      pair: pairTexts,
      pairAdded: pairTexts,
      merge: (_where, _base, mine) => mine,
      place: (index) => `[${index}]`,
      orderName: null,
    }),
  ];
}

function pairTexts(from: readonly string[], to: readonly string[]): Map<number, number> {
  return pairByKey(from, to, (text) => text);
}

/** Whether two rules are the same but for their version. */
export function isSameRule(one: Rule, other: Rule): boolean {
  return isSame({ ...one, version: 0 }, { ...other, version: 0 });
}
