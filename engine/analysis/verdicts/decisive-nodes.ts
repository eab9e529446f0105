import type { FilterTrace } from '../../model/index.ts';

/** A node that stands in the way of a match: its verdict is not the one `needed`. */
export interface DecisiveNode {
  trace: FilterTrace;
  needed: boolean;
}

/**
 * What kept a filter from holding, as deep as it goes: conditions, list quantifiers, and groups without children. In
 * document order; nothing for a filter that holds. Conditions inside `where` are told of by their list.
 */
export function decisiveNodes(nodes: readonly FilterTrace[]): DecisiveNode[] {
  return nodes.flatMap((node) => (node.pass ? [] : inTheWay(node, true)));
}

/** `trace` is known not to be as needed. */
function inTheWay(trace: FilterTrace, needed: boolean): DecisiveNode[] {
  if ('not' in trace) return inTheWay(trace.not, !needed);
  const children = 'any' in trace ? trace.any : 'all' in trace ? trace.all : [];
  if (children.length === 0) return [{ trace, needed }];
  return children.flatMap((child) => (child.pass === needed ? [] : inTheWay(child, needed)));
}
