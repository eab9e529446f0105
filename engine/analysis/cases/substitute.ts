import { isActiveNode } from '../../language/index.ts';
import {
  type FilterNode,
  filterChildren,
  isAll,
  isAny,
  isAnyItem,
  isLeaf,
  isNot,
  type Leaf,
  type Place,
  type Rule,
} from '../../model/index.ts';

/** A condition of a rule, and whether the rule wants it to hold or, inside an odd number of `not`s, to fail. */
export interface LeafPlace {
  leaf: Leaf;
  at: Place;
  wanted: boolean;
}

/** Every condition that takes part, in document order. */
export function activeLeaves(rule: Pick<Rule, 'filter'>): LeafPlace[] {
  const visit = (node: FilterNode, at: Place, wanted: boolean): LeafPlace[] => {
    if (!isActiveNode(node)) return [];
    if (isLeaf(node)) return [{ leaf: node, at, wanted }];
    const inside = isNot(node) ? !wanted : wanted;
    return filterChildren(node, at).flatMap((child) => visit(child.node, child.at, inside));
  };
  return rule.filter.flatMap((node, index) => visit(node, `filter[${index}]`, true));
}

/** The filter with the node at a place replaced by one that always holds, or never does. */
export function withConstant(filter: readonly FilterNode[], place: Place, holds: boolean): FilterNode[] {
  return withNode(filter, place, () => (holds ? { all: [] } : { any: [] }));
}

/** The filter with the node at a place made another. */
export function withNode(
  filter: readonly FilterNode[],
  place: Place,
  change: (node: FilterNode) => FilterNode,
): FilterNode[] {
  const rewrite = (node: FilterNode, at: Place): FilterNode => {
    if (at === place) return change(node);
    if (isLeaf(node) || !place.startsWith(at)) return node;
    if (isAny(node))
      return { ...node, any: node.any.map((child, index) => rewrite(child, `${at}.any[${index}]`)) };
    if (isAll(node))
      return { ...node, all: node.all.map((child, index) => rewrite(child, `${at}.all[${index}]`)) };
    if (isNot(node)) return { ...node, not: rewrite(node.not, `${at}.not`) };
    const where = rewrite(node.where, `${at}.where`);
    return isAnyItem(node) ? { ...node, where } : { ...node, where };
  };
  return filter.map((node, index) => rewrite(node, `filter[${index}]`));
}
