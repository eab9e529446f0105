import {
  type FilterNode,
  isAll,
  isAny,
  isLeaf,
  isNot,
  type Place,
  type PlaceSegment,
  parsePlace,
  type Rule,
  walkFilter,
} from '../model/index.ts';
import type { Edit } from './edit.ts';

export type GroupKind = 'any' | 'all' | 'not';

/** The filter node at a place such as `filter[0].any[1]`, or null. */
export function filterNodeAt(rule: Rule, at: Place): FilterNode | null {
  for (const entry of walkFilter(rule.filter)) if (entry.at === at) return entry.node;
  return null;
}

/** The group a filter node stands in, and its index there. The outermost group is `filter`. */
export function parentOf(at: Place): { parent: Place; index: number } {
  const match = /^(.*?)(?:\.(?:any|all))?\[(\d+)\]$/.exec(at);
  if (match?.[1] !== undefined && match[2] !== undefined)
    return { parent: match[1], index: Number(match[2]) };
  return { parent: at.replace(/\.(?:not|where)$/, ''), index: 0 };
}

/** How many nodes a group holds side by side; `filter` is the outermost one. */
export function childCount(rule: Rule, parent: Place): number {
  if (parent === 'filter') return rule.filter.length;
  const node = filterNodeAt(rule, parent);
  if (!node) return 0;
  if (isAny(node)) return node.any.length;
  if (isAll(node)) return node.all.length;
  return isLeaf(node) ? 0 : 1;
}

/** Inserts a node into a group. A `not` or item node holds one child, so a second one makes that child a group. */
export function insertFilter(rule: Rule, parent: Place, index: number, node: FilterNode): Edit {
  // An object of its own: the same one may be added twice, and it is found again by identity.
  const added = { ...node };
  const label = isLeaf(node) ? 'Add condition' : 'Add group';
  return selecting({ ...rule, filter: inserted(rule.filter, parent, index, added) }, label, added);
}

/** The filter with a node put into a group. */
export function inserted(
  filter: readonly FilterNode[],
  parent: Place,
  index: number,
  node: FilterNode,
): FilterNode[] {
  if (parent === 'filter') return filter.toSpliced(index, 0, node);
  return rewrite(filter, parent, (group) => insertInto(group, index, node));
}

/** Puts `node` in the place of another. */
export function replaceFilter(rule: Rule, at: Place, node: FilterNode, label = 'Change condition'): Edit {
  return { rule: { ...rule, filter: rewrite(rule.filter, at, () => node) }, label, select: at };
}

/** Deletes a node. A `not` or item node that loses its only child goes with it. */
export function removeFilter(rule: Rule, at: Place): Edit {
  const removed = filterNodeAt(rule, at);
  const { parent, index } = parentOf(at);
  const filter = rewrite(rule.filter, at, () => null);
  const next: Rule = { ...rule, filter };
  const left = childCount(next, parent);
  const group = parent === 'filter' ? null : filterNodeAt(next, parent);
  const sibling = Math.min(index, left - 1);
  const select =
    left === 0 || (group && !isAny(group) && !isAll(group)) ? parent : childPlace(next, parent, sibling);
  const label = removed && !isLeaf(removed) ? 'Delete group' : 'Delete condition';
  return { rule: next, label, select: group || parent === 'filter' ? select : 'filter' };
}

/**
 * Moves a node into a group at an index counted before the move; null where that would put it inside itself or where
 * it already stands.
 */
export function moveFilter(rule: Rule, from: Place, toParent: Place, index: number): Edit | null {
  const found = filterNodeAt(rule, from);
  if (!found || toParent === from || isInside(toParent, from) || staysPut(rule, from, toParent, index))
    return null;
  const node = { ...found };
  const standIn: FilterNode = { all: [] };
  const emptied = rewrite(rule.filter, from, () => standIn);
  const filter = without(inserted(emptied, toParent, index, node), standIn);
  return selecting({ ...rule, filter }, 'Move condition', node);
}

/** Whether a move would leave a node where it is: before or behind itself, or alone in a group that holds one. */
function staysPut(rule: Rule, from: Place, toParent: Place, index: number): boolean {
  const { parent, index: own } = parentOf(from);
  if (parent !== toParent) return false;
  return !from.endsWith(']') || index === own || Math.min(index, childCount(rule, parent)) === own + 1;
}

/** Puts a group around a node: `any` and `all` then take more nodes, `not` turns its verdict round. */
export function wrapFilter(rule: Rule, at: Place, kind: GroupKind): Edit {
  const wrap = (node: FilterNode): FilterNode => {
    if (kind === 'not') return { not: node };
    return kind === 'any' ? { any: [node] } : { all: [node] };
  };
  return { rule: { ...rule, filter: rewrite(rule.filter, at, wrap) }, label: `Wrap in ${kind}`, select: at };
}

/** Takes a group away and leaves its children in its place. */
export function unwrapFilter(rule: Rule, at: Place): Edit {
  const children = (node: FilterNode): FilterNode | FilterNode[] => {
    if (isAny(node)) return node.any;
    if (isAll(node)) return node.all;
    if (isNot(node)) return node.not;
    return isLeaf(node) ? node : node.where;
  };
  return {
    rule: { ...rule, filter: rewrite(rule.filter, at, children) },
    label: 'Unwrap group',
    select: 'filter',
  };
}

/** Turns one kind of group into another; children, id, note and disabling stay. */
export function switchGroup(rule: Rule, at: Place, kind: GroupKind): Edit {
  const change = (node: FilterNode): FilterNode => {
    const { id, disabled, note } = node;
    const extras = {
      ...(id === undefined ? {} : { id }),
      ...(disabled ? { disabled } : {}),
      ...(note ? { note } : {}),
    };
    const children = isAny(node) ? node.any : isAll(node) ? node.all : isNot(node) ? [node.not] : null;
    if (!children) return node;
    const [only, ...more] = children;
    if (kind === 'any') return { any: children, ...extras };
    if (kind === 'all') return { all: children, ...extras };
    if (!only) return node;
    return { not: more.length === 0 ? only : isAll(node) ? { all: children } : { any: children }, ...extras };
  };
  return {
    rule: { ...rule, filter: rewrite(rule.filter, at, change) },
    label: `Change group to ${kind}`,
    select: at,
  };
}

export function setFilterDisabled(rule: Rule, at: Place, disabled: boolean): Edit {
  const change = (node: FilterNode): FilterNode => {
    const { disabled: _was, ...rest } = node;
    return disabled ? { ...rest, disabled: true } : rest;
  };
  const label = disabled ? 'Disable condition' : 'Enable condition';
  return { rule: { ...rule, filter: rewrite(rule.filter, at, change) }, label, select: at };
}

export function duplicateFilter(rule: Rule, at: Place): Edit | null {
  const node = filterNodeAt(rule, at);
  if (!node) return null;
  const { id: _id, ...copy } = node;
  const { parent, index } = parentOf(at);
  return { ...insertFilter(rule, parent, index + 1, copy), label: 'Duplicate condition' };
}

/** Whether `inner` is a place inside the node at `outer`. */
export function isInside(inner: Place, outer: Place): boolean {
  return inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

/** The place of a group's child by index. */
export function childPlace(rule: Rule, parent: Place, index: number): Place {
  if (parent === 'filter') return `filter[${index}]`;
  const node = filterNodeAt(rule, parent);
  if (!node || isLeaf(node)) return parent;
  if (isAny(node)) return `${parent}.any[${index}]`;
  if (isAll(node)) return `${parent}.all[${index}]`;
  return isNot(node) ? `${parent}.not` : `${parent}.where`;
}

function insertInto(group: FilterNode, index: number, node: FilterNode): FilterNode {
  if (isLeaf(group)) return { all: [group, node] };
  if (isAny(group)) return { ...group, any: group.any.toSpliced(index, 0, node) };
  if (isAll(group)) return { ...group, all: group.all.toSpliced(index, 0, node) };
  if (isNot(group)) return { ...group, not: widen(group.not, 'any', index, node) };
  return { ...group, where: widen(group.where, 'all', index, node) };
}

/** Makes room for a second child beside an only one. */
function widen(child: FilterNode, kind: 'any' | 'all', index: number, node: FilterNode): FilterNode {
  if (isAny(child)) return { ...child, any: [...child.any, node] };
  if (isAll(child)) return { ...child, all: [...child.all, node] };
  const both = index === 0 ? [node, child] : [child, node];
  return kind === 'any' ? { any: both } : { all: both };
}

export type Change = (node: FilterNode) => FilterNode | FilterNode[] | null;

/** The filter with one node changed, replaced by several, or (null) removed. Untouched parts are shared. */
export function rewrite(filter: readonly FilterNode[], at: Place, change: Change): FilterNode[] {
  return rewriteList(filter, parsePlace(at).slice(1), change);
}

function rewriteList(list: readonly FilterNode[], segments: PlaceSegment[], change: Change): FilterNode[] {
  const [index, ...rest] = segments;
  return list.flatMap((node, position) => {
    if (position !== index) return [node];
    const changed = rewriteNode(node, rest, change);
    return changed === null ? [] : changed;
  });
}

function rewriteNode(
  node: FilterNode,
  segments: PlaceSegment[],
  change: Change,
): FilterNode | FilterNode[] | null {
  if (segments.length === 0) return change(node);
  const rest = segments.slice(1);
  if (isAny(node)) return { ...node, any: rewriteList(node.any, rest, change) };
  if (isAll(node)) return { ...node, all: rewriteList(node.all, rest, change) };
  if (isLeaf(node)) return node;
  const child = asOne(rewriteNode(isNot(node) ? node.not : node.where, rest, change));
  if (child === null) return null;
  return isNot(node) ? { ...node, not: child } : { ...node, where: child };
}

/** Where only one node has room, several become an `all` group, which means the same as standing side by side. */
function asOne(nodes: FilterNode | FilterNode[] | null): FilterNode | null {
  if (!Array.isArray(nodes)) return nodes;
  const [only, ...more] = nodes;
  return more.length === 0 ? (only ?? null) : { all: nodes };
}

/** The filter without one node, found by identity. */
export function without(filter: readonly FilterNode[], gone: FilterNode): FilterNode[] {
  let left = [...filter];
  for (const entry of walkFilter(filter))
    if (entry.node === gone) left = rewrite(filter, entry.at, () => null);
  return left;
}

/** Selects a node, found by identity: it must be an object that stands in the filter once. */
function selecting(rule: Rule, label: string, node: FilterNode): Edit {
  const select = placeOf(rule, node);
  return select === null ? { rule, label } : { rule, label, select };
}

/** Where a node stands, found by identity. */
export function placeOf(rule: Rule, node: FilterNode): Place | null {
  for (const entry of walkFilter(rule.filter)) if (entry.node === node) return entry.at;
  return null;
}
