import type { Catalog } from '../../engine/catalog/index.ts';
import { filterNodeAt, nodeAtPlace } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { filterText, stepTitle } from './rule-words.ts';

const partNames: Readonly<Record<string, string>> = {
  trigger: 'the trigger',
  scope: 'the scope',
  filter: 'the filter',
  actions: 'the actions',
  limits: 'the limits',
  name: 'the name',
  description: 'the description',
  labels: 'the labels',
  order: 'the order',
};

/** A place of the rule as people call it: "the scope", "session.topic equals “fraud”", "action 2: Send e-mail". */
export function placeText(at: string, rule: Rule, catalog: Catalog): string {
  const index = /^actions\[(\d+)\]/.exec(at)?.[1];
  const step = index === undefined ? undefined : rule.actions[Number(index)];
  if (step) return `action ${Number(index) + 1}: ${stepTitle(step, catalog)}`;
  const owner = nodeAtPlace(rule, at);
  const node = owner === null ? null : filterNodeAt(rule, owner);
  if (node) return filterText(node);
  if (at === 'limits') return 'the limits: permission, cooldown, caps';
  const part = owner ?? /^[a-zA-Z]+/.exec(at)?.[0] ?? '';
  return partNames[part] ?? 'the rule';
}
