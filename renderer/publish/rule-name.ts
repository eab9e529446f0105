import type { PublishPlan } from '../../engine/contract/index.ts';

type Named = Pick<PublishPlan['items'][number], 'ruleId' | 'name'>;

/** The rules that a plan knows, on this side and on the other. */
interface NamedRules {
  items: readonly Named[];
  remote: readonly Named[];
}

/** What a plan calls a rule. */
export function nameOfRule(plan: NamedRules, id: string): string {
  const known =
    plan.items.find(({ ruleId }) => ruleId === id) ?? plan.remote.find(({ ruleId }) => ruleId === id);
  return known?.name ?? id;
}

/** A message that names rules by id and name, with their names alone: `r_1 "Fraud" matches` → `“Fraud” matches`. */
export function withoutIds(plan: NamedRules, message: string): string {
  return [...plan.items, ...plan.remote].reduce((text, { ruleId, name }) => {
    const named = text.replaceAll(`${ruleId} ${JSON.stringify(name)}`, `“${name}”`);
    // In a round of rules the first stands by its id alone.
    return named.replace(new RegExp(`(?<![\\w-])${ruleId}(?![\\w-])`, 'g'), () => `“${name}”`);
  }, message);
}
