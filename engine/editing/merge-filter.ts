import {
  type FilterKind,
  type FilterNode,
  filterKind,
  hashJson,
  isAll,
  isAny,
  isAnyItem,
  isEveryItem,
  isLeaf,
  isNot,
  type Leaf,
  type NodeExtras,
} from '../model/index.ts';
import { type Arbiter, agree, mergeValue, type Where, within } from './merge-conflicts.ts';
import { type ListRules, mergeLists, pairByKey, pairFurther } from './merge-lists.ts';

/** Merges two lists of filter nodes that came from one. The order of conditions means nothing, so it is no conflict. */
export function mergeFilter(
  arbiter: Arbiter,
  where: Where,
  base: readonly FilterNode[],
  mine: readonly FilterNode[],
  theirs: readonly FilterNode[],
): FilterNode[] {
  const rules: ListRules<FilterNode> = {
    pair: pairNodes,
    pairAdded: pairSame,
    merge: (place, ...nodes) => mergeNode(arbiter, place, ...nodes),
    place: (index) => `[${index}]`,
    orderName: null,
  };
  return [...mergeLists(arbiter, where, { base, mine, theirs }, rules)];
}

function mergeNode(
  arbiter: Arbiter,
  where: Where,
  base: FilterNode | undefined,
  mine: FilterNode,
  theirs: FilterNode,
): FilterNode {
  const agreed = agree(base, mine, theirs);
  if (agreed) return agreed.value;
  if (base !== undefined) {
    const merged = mergeAlike(arbiter, where, base, mine, theirs);
    if (merged) return { ...merged, ...mergeExtras(arbiter, where, base, mine, theirs) };
  }
  return arbiter.settle(where, { base, mine, theirs }) === 'mine' ? mine : theirs;
}

/** The meaning of three nodes of one sort; null where they are of different sorts. */
function mergeAlike(
  arbiter: Arbiter,
  where: Where,
  base: FilterNode,
  mine: FilterNode,
  theirs: FilterNode,
): FilterNode | null {
  if (isLeaf(base) && isLeaf(mine) && isLeaf(theirs)) {
    // Path, operator and value mean something together only.
    return mergeValue(arbiter, where, testOf(base), testOf(mine), testOf(theirs));
  }
  if (isNot(base) && isNot(mine) && isNot(theirs)) {
    return { not: mergeNode(arbiter, within(where, '.not'), base.not, mine.not, theirs.not) };
  }
  const [old, left, right] = [base, mine, theirs].map(childrenOf);
  if (old && left && right) {
    const inner = within(where, `.${left.kind}`, `.${right.kind}`);
    const children = mergeFilter(arbiter, inner, old.children, left.children, right.children);
    const kind = mergeValue(arbiter, where, old.kind, left.kind, right.kind);
    return kind === 'any' ? { any: children } : { all: children };
  }
  const [was, here, there] = [base, mine, theirs].map(itemsOf);
  if (was && here && there) {
    const list = mergeValue(arbiter, where, was.list, here.list, there.list);
    const inner = mergeNode(arbiter, within(where, '.where'), was.where, here.where, there.where);
    const { kind, path } = list;
    return kind === 'anyItem' ? { anyItem: path, where: inner } : { everyItem: path, where: inner };
  }
  return null;
}

function childrenOf(node: FilterNode): { kind: 'any' | 'all'; children: FilterNode[] } | null {
  if (isAny(node)) return { kind: 'any', children: node.any };
  return isAll(node) ? { kind: 'all', children: node.all } : null;
}

function itemsOf(
  node: FilterNode,
): { list: { kind: 'anyItem' | 'everyItem'; path: string }; where: FilterNode } | null {
  if (isAnyItem(node)) return { list: { kind: 'anyItem', path: node.anyItem }, where: node.where };
  if (isEveryItem(node)) return { list: { kind: 'everyItem', path: node.everyItem }, where: node.where };
  return null;
}

function mergeExtras(
  arbiter: Arbiter,
  where: Where,
  base: NodeExtras,
  mine: NodeExtras,
  theirs: NodeExtras,
): NodeExtras {
  const field = <Name extends keyof NodeExtras>(name: Name): NodeExtras[Name] =>
    mergeValue(arbiter, within(where, `.${name}`), base[name], mine[name], theirs[name]);
  return { id: field('id'), disabled: field('disabled'), note: field('note') };
}

function testOf({ path, op, value }: Leaf): Leaf {
  return { path, op, value };
}

/** By id, then by content, then by what they are about, then by what stands between the same neighbours. */
function pairNodes(from: readonly FilterNode[], to: readonly FilterNode[]): Map<number, number> {
  const pairs = pairSame(from, to);
  pairFurther(pairs, from, to, subjectOf);
  // What is left of the same sort in the same order: a condition that was turned into another.
  pairFurther(pairs, from, to, sortOf);
  return pairs;
}

function pairSame(from: readonly FilterNode[], to: readonly FilterNode[]): Map<number, number> {
  const pairs = pairByKey(from, to, ({ id }) => id);
  pairFurther(pairs, from, to, keyOf);
  return pairs;
}

/** The content: ids and notes aside. */
function keyOf(node: FilterNode): string {
  return hashJson(content(node));
}

function content(node: FilterNode): unknown {
  const { id: _id, note: _note, ...rest } = node;
  if ('any' in rest) return { ...rest, any: rest.any.map(content) };
  if ('all' in rest) return { ...rest, all: rest.all.map(content) };
  if ('not' in rest) return { ...rest, not: content(rest.not) };
  return 'where' in rest ? { ...rest, where: content(rest.where) } : rest;
}

function subjectOf(node: FilterNode): string | undefined {
  if (isLeaf(node)) return `leaf ${node.path}`;
  if (isAnyItem(node)) return `items ${node.anyItem}`;
  return isEveryItem(node) ? `items ${node.everyItem}` : undefined;
}

const sorts: Record<FilterKind, string> = {
  leaf: 'leaf',
  any: 'group',
  all: 'group',
  not: 'not',
  anyItem: 'items',
  everyItem: 'items',
};

function sortOf(node: FilterNode): string {
  return sorts[filterKind(node)];
}
