import { filterChildren, type Rule } from '../model/index.ts';
import { type NodeId, stepNodeId } from './edit.ts';
import { filterNodeAt, parentOf } from './filter-edits.ts';

export type Direction = 'up' | 'down' | 'in' | 'out';

/** Every node a person can stand on, in reading order: trigger, scope, filter and what is in it, steps. */
export function readingOrder(rule: Rule): NodeId[] {
  const inside: NodeId[] = [];
  const visit = (children: { node: Parameters<typeof filterChildren>[0]; at: string }[]): void => {
    for (const { node, at } of children) {
      inside.push(at);
      visit(filterChildren(node, at));
    }
  };
  visit(rule.filter.map((node, index) => ({ node, at: `filter[${index}]` })));
  return ['trigger', 'scope', 'filter', ...inside, ...rule.actions.map((step) => stepNodeId(step.id))];
}

/**
 * Where an arrow key leads: up and down walk the reading order, `in` enters a frame, `out` leaves it. Null at an end.
 */
export function neighbour(rule: Rule, from: NodeId, direction: Direction): NodeId | null {
  const order = readingOrder(rule);
  const index = order.indexOf(from);
  if (index < 0) return 'trigger';
  switch (direction) {
    case 'up':
      return order[index - 1] ?? null;
    case 'down':
      return order[index + 1] ?? null;
    case 'in': {
      if (from === 'filter') return rule.filter.length > 0 ? 'filter[0]' : null;
      const node = filterNodeAt(rule, from);
      return node ? (filterChildren(node, from)[0]?.at ?? null) : null;
    }
    case 'out':
      return from.startsWith('filter[') ? parentOf(from).parent : null;
  }
}
