import type { Rule } from '../model/index.ts';

/** The outcome of one structural edit: a rule again, a name for the undo list, and what to select next. */
export interface Edit {
  rule: Rule;
  label: string;
  /** A node id of the graph (see `NodeId`); undefined leaves the selection alone. */
  select?: NodeId;
  /** Several to select instead; the last of them leads. */
  selectAll?: readonly NodeId[];
}

/**
 * How a node of the graph is named: `trigger`, `scope`, `filter`, a filter node's place (`filter[0].any[1]`), or
 * `step:<step id>`. Steps go by id, so that a reordered step stays the same node on screen.
 */
export type NodeId = string;

export function stepNodeId(stepId: string): NodeId {
  return `step:${stepId}`;
}

/** The step id of a step's node, or null for any other node. */
export function stepIdOf(node: NodeId): string | null {
  return node.startsWith('step:') ? node.slice(5) : null;
}

export function isFilterNodeId(node: NodeId): boolean {
  return node.startsWith('filter[');
}

/** The node that a place in the rule belongs to: `actions[1].params.to[0]` → `step:s2`. */
export function nodeAtPlace(rule: Rule, at: string): NodeId | null {
  const step = /^actions\[(\d+)\]/.exec(at);
  if (step) {
    const found = rule.actions[Number(step[1])];
    return found ? stepNodeId(found.id) : null;
  }
  const filter = /^filter\[\d+\](?:\.(?:any|all)\[\d+\]|\.not(?![\w-])|\.where(?![\w-]))*/.exec(at);
  if (filter) return filter[0];
  return /^(trigger|scope|filter)\b/.exec(at)?.[0] ?? null;
}

/** The place of a node in the rule: `step:s2` → `actions[1]`. */
export function placeOfNode(rule: Rule, node: NodeId): string | null {
  const stepId = stepIdOf(node);
  if (stepId === null) return node;
  const index = rule.actions.findIndex((step) => step.id === stepId);
  return index < 0 ? null : `actions[${index}]`;
}
