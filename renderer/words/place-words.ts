import { type Catalog, findActionType, schemaAt } from '../../engine/catalog/index.ts';
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

/** What the forms call the fields of a rule that are no node of their own. */
const fieldNames: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  labels: 'Labels',
  order: 'Order',
  enabled: 'Enabled',
  trigger: 'Trigger',
  scope: 'Apps',
  onActionError: 'If an action fails',
  'limits.cooldownSeconds': 'Cooldown, seconds',
  'limits.maxFiresPerDay': 'Most per day',
  'limits.maxPerMinute': 'Most per minute',
};

/** A field as its form calls it: "Order", "Action 2: Send e-mail, Subject"; a condition is called what it asks. */
export function fieldText(at: string, rule: Rule, catalog: Catalog): string {
  const name = fieldNames[at] ?? fieldNames[/^[a-zA-Z]+/.exec(at)?.[0] ?? ''];
  if (name !== undefined) return name;
  const place = placeText(at, rule, catalog);
  const title = `${place.charAt(0).toUpperCase()}${place.slice(1)}`;
  const param = paramTitle(at, rule, catalog);
  return param === null ? title : `${title}, ${param}`;
}

/** What the action's form calls a parameter; its key where the catalog has no title for it. */
function paramTitle(at: string, rule: Rule, catalog: Catalog): string | null {
  const [, index, key] = /^actions\[(\d+)\]\.params\.([^.[]+)/.exec(at) ?? [];
  const step = rule.actions[Number(index)];
  if (key === undefined || !step) return null;
  const schema = findActionType(catalog, step.type)?.paramsSchema;
  const title = schema && schemaAt(schema, [key])?.schema.title;
  return typeof title === 'string' ? title : key;
}
