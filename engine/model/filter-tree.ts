import type { AllGroup, AnyGroup, AnyItemNode, EveryItemNode, FilterNode, Leaf, NotNode } from './rule.ts';

export type FilterKind = 'leaf' | 'any' | 'all' | 'not' | 'anyItem' | 'everyItem';

export function isLeaf(node: FilterNode): node is Leaf {
  return 'op' in node;
}
export function isAny(node: FilterNode): node is AnyGroup {
  return 'any' in node;
}
export function isAll(node: FilterNode): node is AllGroup {
  return 'all' in node;
}
export function isNot(node: FilterNode): node is NotNode {
  return 'not' in node;
}
export function isAnyItem(node: FilterNode): node is AnyItemNode {
  return 'anyItem' in node;
}
export function isEveryItem(node: FilterNode): node is EveryItemNode {
  return 'everyItem' in node;
}

export function filterKind(node: FilterNode): FilterKind {
  if (isLeaf(node)) return 'leaf';
  if (isAny(node)) return 'any';
  if (isAll(node)) return 'all';
  if (isNot(node)) return 'not';
  return isAnyItem(node) ? 'anyItem' : 'everyItem';
}

/** A node's children with their places, in order: `filter[0].any[1]`, `filter[0].not`, `filter[0].where`. */
export function filterChildren(node: FilterNode, at: string): { node: FilterNode; at: string }[] {
  if (isLeaf(node)) return [];
  if (isAny(node)) return node.any.map((child, index) => ({ node: child, at: `${at}.any[${index}]` }));
  if (isAll(node)) return node.all.map((child, index) => ({ node: child, at: `${at}.all[${index}]` }));
  if (isNot(node)) return [{ node: node.not, at: `${at}.not` }];
  return [{ node: node.where, at: `${at}.where` }];
}

/** Every node of a rule's filter with its place, parents first, in document order. */
export function* walkFilter(
  filter: readonly FilterNode[],
): Generator<{ node: FilterNode; at: string; depth: number }> {
  const stack = filter.map((node, index) => ({ node, at: `filter[${index}]`, depth: 1 })).reverse();
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    yield entry;
    const { depth } = entry;
    stack.push(
      ...filterChildren(entry.node, entry.at)
        .map((child) => ({ ...child, depth: depth + 1 }))
        .reverse(),
    );
  }
}
