import { describeChange } from '../../engine/analysis/index.ts';
import type { Catalog } from '../../engine/catalog/index.ts';
import { type NodeId, nodeAtPlace } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';

/** What became of a node, seen from the side it is drawn on. */
export type NodeChange = 'added' | 'removed' | 'moved' | 'changed';

export interface ChangedNodes {
  before: ReadonlyMap<NodeId, NodeChange>;
  after: ReadonlyMap<NodeId, NodeChange>;
}

/** Which nodes of two versions differ. Each side is asked what it has that the other has not. */
export function changedNodes(before: Rule, after: Rule, catalog: Catalog): ChangedNodes {
  return {
    before: nodesOf(before, after, catalog, 'removed'),
    after: nodesOf(after, before, catalog, 'added'),
  };
}

/** What only the other side has is left out: there is no node for it here. */
function nodesOf(
  rule: Rule,
  other: Rule,
  catalog: Catalog,
  whenOnlyHere: 'added' | 'removed',
): Map<NodeId, NodeChange> {
  const found = new Map<NodeId, NodeChange>();
  for (const { text, at } of describeChange(other, rule, catalog)) {
    const node = nodeAtPlace(rule, at);
    const isWhole = /^(actions|filter)\b.*\]$/.test(at) && !at.includes('.params');
    if (node === null || (isWhole && text.startsWith('removes '))) continue;
    if (isWhole && text.startsWith('adds ')) found.set(node, whenOnlyHere);
    else if (isWhole && text.startsWith('moves ')) found.set(node, found.get(node) ?? 'moved');
    else if (found.get(node) !== whenOnlyHere) found.set(node, 'changed');
  }
  return found;
}
