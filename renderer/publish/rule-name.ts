import type { PublishPlan } from '../../engine/contract/index.ts';

/** What a plan calls a rule. */
export function nameOfRule(plan: PublishPlan, id: string): string {
  const known =
    plan.items.find(({ ruleId }) => ruleId === id) ?? plan.remote.find(({ ruleId }) => ruleId === id);
  return known?.name ?? id;
}

/** A message that names rules by id and name, with their names alone: `r_1 "Fraud" matches` → `“Fraud” matches`. */
export function withoutIds(plan: PublishPlan, message: string): string {
  return [...plan.items, ...plan.remote].reduce(
    (text, { ruleId, name }) => text.replaceAll(`${ruleId} ${JSON.stringify(name)}`, `“${name}”`),
    message,
  );
}
