import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import { filterNodeAt, type NodeId, readingOrder, stepIdOf } from '../../engine/editing/index.ts';
import { type FilterNode, isLeaf, isNot, type Rule, walkFilter } from '../../engine/model/index.ts';
import { filterText, groupTitle, stepTitle, triggerTitle } from '../words/rule-words.ts';
import { listText } from '../words/values.ts';

export interface OutlineLine {
  text: string;
  /** 1 is the outermost. */
  level: number;
  kind: 'trigger' | 'scope' | 'filter' | 'step';
  isOff: boolean;
}

/** The whole rule, line by line; quick for big rules, too. */
export function outlineLines(rule: Rule, catalog: Catalog): (OutlineLine & { node: NodeId })[] {
  const found = new Map([...walkFilter(rule.filter)].map(({ at, node }) => [at, node] as const));
  return readingOrder(rule).map((node) => ({
    node,
    ...outlineLine(node, rule, catalog, found.get(node) ?? null),
  }));
}

/** A node of the rule as one line of its outline. `found` spares looking for a filter node that is at hand. */
export function outlineLine(
  node: NodeId,
  rule: Rule,
  catalog: Catalog,
  found: FilterNode | null = filterNodeAt(rule, node),
): OutlineLine {
  const stepId = stepIdOf(node);
  if (stepId !== null) {
    const index = rule.actions.findIndex((step) => step.id === stepId);
    const step = rule.actions[index];
    const text = step ? `${index + 1}. ${stepTitle(step, catalog)}` : '';
    return { text, level: 1, kind: 'step', isOff: step?.disabled === true };
  }
  if (node === 'trigger') {
    return { text: `When: ${triggerTitle(rule.trigger, catalog)}`, level: 1, kind: 'trigger', isOff: false };
  }
  if (node === 'scope') {
    const apps = listText(rule.scope.apps.map((app) => appTitle(catalog, app))) || 'no app';
    return { text: `Only for: ${apps}`, level: 1, kind: 'scope', isOff: false };
  }
  if (!found) {
    const text = rule.filter.length === 0 ? 'No conditions' : 'If all of these hold';
    return { text, level: 1, kind: 'filter', isOff: false };
  }
  const text = isLeaf(found) ? filterText(found) : isNot(found) ? 'Not' : groupTitle(found);
  return { text, level: depthOf(node) + 1, kind: 'filter', isOff: found.disabled === true };
}

/** How deep a filter node stands: `filter[0]` 1, `filter[0].any[1].not` 3. */
function depthOf(node: NodeId): number {
  return node.split('.').length;
}
