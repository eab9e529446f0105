import type { Catalog } from '../../catalog/index.ts';
import { deepEqual } from '../../language/index.ts';
import { contentHash, type Event, type FilterNode, type Rule } from '../../model/index.ts';
import { defaultSteps, eventsOf, findEvent, formulaFor, isRefuted } from '../satisfy/find-event.ts';
import { type Setting, settingsOf } from './settings.ts';

/** Yes and no are proved; undecided is neither. */
export type Verdict = 'yes' | 'no' | 'undecided';

export interface RuleComparison {
  /** Whether some event matches both, and one that does: both filters were evaluated on it. */
  overlap: { verdict: Verdict; witness?: Event };
  /** Whether every event that the first matches, the second matches too; otherwise one that only the first does. */
  firstInSecond: { verdict: Verdict; counterexample?: Event };
  secondInFirst: { verdict: Verdict; counterexample?: Event };
  /** The same in all but the name. */
  isDuplicate: boolean;
  /** Things that both set, to different values, where both match; in the order of the first rule's steps. */
  conflicts: { what: string; first: Setting; second: Setting }[];
}

/** How two rules stand to each other: which events both match, and what they then do to each other. */
export function compareRules(first: Rule, second: Rule, catalog: Catalog): RuleComparison {
  const apps = first.scope.apps.filter((app) => second.scope.apps.includes(app));
  const isApart = !deepEqual(sharedTrigger(first), sharedTrigger(second));
  const conflicts = settingsOf(first, catalog).flatMap((one) =>
    settingsOf(second, catalog)
      .filter((other) => other.what === one.what && !deepEqual(other.value, one.value))
      .map((other) => ({ what: one.what, first: one, second: other })),
  );
  const isDuplicate = hashWithoutName(first) === hashWithoutName(second);
  if (isApart || apps.length === 0) {
    return {
      overlap: { verdict: 'no' },
      firstInSecond: within(first, second, catalog, isApart),
      secondInFirst: within(second, first, catalog, isApart),
      isDuplicate,
      conflicts: [],
    };
  }
  const both = eventsOf(first, catalog, apps);
  const found = findEvent([...first.filter, ...second.filter], both, { left: defaultSteps });
  const witness = found.verdict === 'yes' ? { witness: found.event } : {};
  return {
    overlap: { verdict: found.verdict, ...witness },
    firstInSecond: within(first, second, catalog, false),
    secondInFirst: within(second, first, catalog, false),
    isDuplicate,
    conflicts: found.verdict === 'yes' ? conflicts : [],
  };
}

/** Whether all that one rule matches, the other does. */
function within(one: Rule, other: Rule, catalog: Catalog, isApart: boolean): RuleComparison['firstInSecond'] {
  // What fires on nothing is inside everything.
  if (one.scope.apps.length === 0) return { verdict: 'yes' };
  const outside = one.scope.apps.filter((app) => !other.scope.apps.includes(app));
  if (isApart || outside.length > 0) {
    const apps = isApart ? one.scope.apps : outside;
    const found = findEvent(one.filter, eventsOf(one, catalog, apps), { left: defaultSteps });
    if (found.verdict === 'yes') return { verdict: 'no', counterexample: found.event };
    if (found.verdict === 'undecided') return { verdict: 'undecided' };
    if (isApart) return { verdict: 'yes' };
  }
  const shared = one.scope.apps.filter((app) => other.scope.apps.includes(app));
  if (shared.length === 0) return { verdict: 'yes' };
  const question = eventsOf(one, catalog, shared);
  const onlyOne: FilterNode[] = [...one.filter, { not: { all: other.filter } }];
  if (isRefuted(formulaFor(onlyOne, question), question, { left: defaultSteps }, false))
    return { verdict: 'yes' };
  const found = findEvent(onlyOne, question, { left: defaultSteps });
  return found.verdict === 'yes' ? { verdict: 'no', counterexample: found.event } : { verdict: 'undecided' };
}

/** What two rules must have in common to meet one event. The events of a schedule belong to one rule. */
function sharedTrigger({ id, trigger }: Rule) {
  return trigger.kind === 'event' ? trigger.eventType : { schedule: id };
}

function hashWithoutName(rule: Rule): string {
  return contentHash({ ...rule, name: 'x' });
}
