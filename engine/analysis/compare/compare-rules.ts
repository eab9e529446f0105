import type { Catalog } from '../../catalog/index.ts';
import { deepEqual } from '../../language/index.ts';
import type { Event, FilterNode, Rule } from '../../model/index.ts';
import {
  createQuestions,
  defaultSteps,
  findEvent,
  formulaFor,
  isRefuted,
  type Questions,
} from '../satisfy/find-event.ts';
import { hashWithoutName } from './rule-pairs.ts';
import { type Conflict, conflictsBetween, settingsOf } from './settings.ts';

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
  conflicts: Conflict[];
}

/** How two rules stand to each other: which events both match, and what they then do to each other. */
export function compareRules(
  first: Rule,
  second: Rule,
  catalog: Catalog,
  questions: Questions = createQuestions(catalog),
): RuleComparison {
  const apps = first.scope.apps.filter((app) => second.scope.apps.includes(app));
  const isApart = !deepEqual(sharedTrigger(first), sharedTrigger(second));
  const isDuplicate = hashWithoutName(first) === hashWithoutName(second);
  if (isApart || apps.length === 0) {
    return {
      overlap: { verdict: 'no' },
      firstInSecond: within(first, second, questions, isApart),
      secondInFirst: within(second, first, questions, isApart),
      isDuplicate,
      conflicts: [],
    };
  }
  const both = questions(first, apps);
  const found = findEvent([...first.filter, ...second.filter], both, { left: defaultSteps });
  const witness = found.verdict === 'yes' ? { witness: found.event } : {};
  return {
    overlap: { verdict: found.verdict, ...witness },
    firstInSecond: within(first, second, questions, false),
    secondInFirst: within(second, first, questions, false),
    isDuplicate,
    conflicts:
      found.verdict === 'yes'
        ? conflictsBetween(settingsOf(first, catalog), settingsOf(second, catalog))
        : [],
  };
}

/** Whether all that one rule matches, the other does. */
function within(
  one: Rule,
  other: Rule,
  questions: Questions,
  isApart: boolean,
): RuleComparison['firstInSecond'] {
  // What fires on nothing is inside everything.
  if (one.scope.apps.length === 0) return { verdict: 'yes' };
  const outside = one.scope.apps.filter((app) => !other.scope.apps.includes(app));
  if (isApart || outside.length > 0) {
    const apps = isApart ? one.scope.apps : outside;
    const found = findEvent(one.filter, questions(one, apps), { left: defaultSteps });
    if (found.verdict === 'yes') return { verdict: 'no', counterexample: found.event };
    if (found.verdict === 'undecided') return { verdict: 'undecided' };
    if (isApart) return { verdict: 'yes' };
  }
  const shared = one.scope.apps.filter((app) => other.scope.apps.includes(app));
  if (shared.length === 0) return { verdict: 'yes' };
  const question = questions(one, shared);
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
