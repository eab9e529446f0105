import type { PublishPlan } from '../../engine/contract/index.ts';

/** What a plan calls a rule. */
export function nameOfRule(plan: PublishPlan, id: string): string {
  const known =
    plan.items.find(({ ruleId }) => ruleId === id) ?? plan.remote.find(({ ruleId }) => ruleId === id);
  return known?.name ?? id;
}
