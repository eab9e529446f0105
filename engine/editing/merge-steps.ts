import { type ActionStep, isJsonObject, type JsonObject } from '../model/index.ts';
import { type Arbiter, agree, mergeFields, mergeValue, type Where, within } from './merge-conflicts.ts';
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
  const retry = field('retry', (step) => step.retry);
  const onError = field('onError', (step) => step.onError);
  const disabled = field('disabled', (step) => step.disabled ?? false);
  const note = field('note', (step) => step.note);
  return {
    id: mine.id,
    ...mergeAction(arbiter, where, base, mine, theirs),
    ...(retry === undefined ? {} : { retry }),
    ...(onError === undefined ? {} : { onError }),
    ...(disabled ? { disabled } : {}),
    ...(note === undefined ? {} : { note }),
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
    const params = mergeFields(arbiter, within(where, '.params'), base.params, mine.params, theirs.params);
    return { type: mine.type, params: isJsonObject(params) ? params : mine.params };
  }
  const [from, one, other] = [base, mine, theirs].map(({ type, params }) => ({ type, params }));
  return mergeValue(arbiter, where, from, one ?? mine, other ?? theirs);
}
