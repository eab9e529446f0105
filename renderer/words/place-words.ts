import type { Catalog } from '../../engine/catalog/index.ts';
import { filterNodeAt } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { filterText, stepTitle } from './rule-words.ts';

/** A place of the rule as people call it: "the scope", "session.topic equals “fraud”", "action 2: Send e-mail". */
export function placeText(at: string, rule: Rule, catalog: Catalog): string {
  const index = /^actions\[(\d+)\]/.exec(at)?.[1];
  const step = index === undefined ? undefined : rule.actions[Number(index)];
  if (step) return `action ${Number(index) + 1}: ${stepTitle(step, catalog)}`;
  const node = filterNodeAt(rule, at);
  if (node) return filterText(node);
  return at === 'limits' ? 'the limits: permission, cooldown, caps' : `the ${at}`;
}
