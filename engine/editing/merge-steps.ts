import type { ActionStep, JsonObject } from '../model/index.ts';
import { type Arbiter, agree, mergeObjects, mergeValue, type Where, within } from './merge-conflicts.ts';
import { type ListRules, mergeLists, pairByKey } from './merge-lists.ts';

/** Merges two action chains that came from one. Steps are told by their ids; their order is when they run. */
export function mergeSteps(
  arbiter: Arbiter,
  where: Where,
  base: readonly ActionStep[],
  mine: readonly ActionStep[],
  theirs: readonly ActionStep[],
): ActionStep[] {
  const rules: ListRules<ActionStep> = {
    pair: pairById,
    pairAdded: pairById,
    merge: (place, ...steps) => mergeStep(arbiter, place, ...steps),
    place: (index) => `[${index}]`,
    orderName: ({ id }) => id,
  };
  return [...mergeLists(arbiter, where, { base, mine, theirs }, rules)];
}

function pairById(from: readonly ActionStep[], to: readonly ActionStep[]): Map<number, number> {
  return pairByKey(from, to, ({ id }) => id);
}

function mergeStep(
  arbiter: Arbiter,
  where: Where,
  base: ActionStep | undefined,
  mine: ActionStep,
  theirs: ActionStep,
): ActionStep {
  const agreed = agree(base, mine, theirs);
  if (agreed) return agreed.value;
  if (base === undefined) {
    return arbiter.settle(where, { base, mine, theirs }) === 'mine' ? mine : theirs;
  }
  const field = <Value>(name: string, read: (step: ActionStep) => Value): Value =>
    mergeValue(arbiter, within(where, `.${name}`), read(base), read(mine), read(theirs));
  return {
    id: mine.id,
    ...mergeAction(arbiter, where, base, mine, theirs),
    retry: field('retry', (step) => step.retry),
    onError: field('onError', (step) => step.onError),
    disabled: field('disabled', (step) => step.disabled),
    note: field('note', (step) => step.note),
  };
}

/** Parameters belong to their action: they are merged one by one only while it is the same one. */
function mergeAction(
  arbiter: Arbiter,
  where: Where,
  base: ActionStep,
  mine: ActionStep,
  theirs: ActionStep,
): { type: string; params: JsonObject } {
  if (base.type === mine.type && base.type === theirs.type) {
    const place = within(where, '.params');
    return { type: mine.type, params: mergeObjects(arbiter, place, base.params, mine.params, theirs.params) };
  }
  return mergeValue(arbiter, where, actionOf(base), actionOf(mine), actionOf(theirs));
}

function actionOf({ type, params }: ActionStep): { type: string; params: JsonObject } {
  return { type, params };
}
