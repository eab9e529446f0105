import {
  type AnyItemNode,
  type EveryItemNode,
  type FilterNode,
  filterChildren,
  filterKind,
  hashJson,
  isAll,
  isAny,
  isAnyItem,
  isEveryItem,
  isLeaf,
  isNot,
  type Place,
} from '../../model/index.ts';
import { matchLists } from './match-lists.ts';
import { type Change, demandWords, fieldWords, kindWords, nodeWords } from './words.ts';

interface Placed {
  node: FilterNode;
  at: Place;
}

/** Differences found so far; what left one group and came into another is put together at the end. */
interface Found {
  changes: Change[];
  removed: Placed[];
  added: Placed[];
}

/** Differences between two filters, ids and notes aside. */
export function filterChanges(before: readonly FilterNode[], after: readonly FilterNode[]): Change[] {
  const found: Found = { changes: [], removed: [], added: [] };
  const top = (nodes: readonly FilterNode[]) =>
    nodes.map((node, index) => ({ node, at: `filter[${index}]` }));
  compareLists(top(before), top(after), found);
  for (const { node, at } of found.added) {
    const index = found.removed.findIndex((each) => keyOf(each.node) === keyOf(node));
    const what = `${kindWords(node)} ${nodeWords(node)}`;
    if (index >= 0) found.removed.splice(index, 1);
    found.changes.push({
      text: index >= 0 ? `moves ${what} to ${homeOf(at)}` : `adds ${what}${inside(at)}`,
      at,
    });
  }
  for (const { node, at } of found.removed) {
    found.changes.push({ text: `removes ${kindWords(node)} ${nodeWords(node)}${inside(at, 'from')}`, at });
  }
  return found.changes;
}

function compareLists(before: readonly Placed[], after: readonly Placed[], found: Found): void {
  const match = matchLists(before, after, ({ node }) => keyOf(node));
  for (const { after: placed, to, isMoved } of match.same) {
    if (!isMoved) continue;
    const next = after[to + 1];
    const where = next ? `before ${nodeWords(next.node)}` : 'to the end';
    found.changes.push({
      text: `moves ${kindWords(placed.node)} ${nodeWords(placed.node)} ${where}`,
      at: placed.at,
    });
  }
  const removed = match.removed.map(({ item }) => item);
  const added = match.added.map(({ item }) => item);
  for (const likeness of [hasSameId, wraps, hasSamePath, isSameGroup]) {
    for (const item of [...added]) {
      const partner = removed.find((each) => likeness(each.node, item.node));
      if (!partner) continue;
      removed.splice(removed.indexOf(partner), 1);
      added.splice(added.indexOf(item), 1);
      comparePair(partner, item, found);
    }
  }
  found.removed.push(...removed);
  found.added.push(...added);
}

/** One node that became another; their keys differ. */
function comparePair(before: Placed, after: Placed, found: Found): void {
  const start = found.changes.length + found.removed.length + found.added.length;
  const say = (text: string) => found.changes.push({ text, at: after.at });
  const [from, to] = [before.node, after.node];
  if ((from.disabled ?? false) !== (to.disabled ?? false)) {
    say(`${to.disabled ? 'disables' : 'enables'} ${kindWords(to)} ${nodeWords(to)}`);
  }
  if (meaningOf(from) !== meaningOf(to)) compareMeaning(before, after, found, say);
  if (found.changes.length + found.removed.length + found.added.length > start) return;
  say(`writes ${kindWords(to)} ${nodeWords(to)} in another way`);
}

function compareMeaning(before: Placed, after: Placed, found: Found, say: (text: string) => void): void {
  const [from, to] = [before.node, after.node];
  const inner = () => compareLists(filterChildren(from, before.at), filterChildren(to, after.at), found);
  if (isLeaf(from) && isLeaf(to)) {
    const [old, now] = [demandWords(from.op, from.value), demandWords(to.op, to.value)];
    if (from.path === to.path) say(`condition ${fieldWords(to.path)}: ${old} → ${now}`);
    else say(`condition ${nodeWords(from)} → ${nodeWords(to)}`);
  } else if (isNot(to) && keyOf(to.not) === keyOf(from)) say(`negates ${nodeWords(from)}`);
  else if (isNot(from) && keyOf(from.not) === keyOf(to)) say(`no longer negates ${nodeWords(to)}`);
  else if (isNot(from) && isNot(to)) {
    comparePair({ node: from.not, at: `${before.at}.not` }, { node: to.not, at: `${after.at}.not` }, found);
  } else if ((isAny(from) || isAll(from)) && (isAny(to) || isAll(to))) {
    if (isAny(from) !== isAny(to)) say(isAny(to) ? 'turns all of into any of' : 'turns any of into all of');
    inner();
  } else if ((isAnyItem(from) || isEveryItem(from)) && (isAnyItem(to) || isEveryItem(to))) {
    const [old, now] = [listOf(from), listOf(to)];
    if (isAnyItem(from) !== isAnyItem(to))
      say(isAnyItem(to) ? 'turns every item of into some item of' : 'turns some item of into every item of');
    if (old !== now) say(`looks at the items of ${fieldWords(now)} instead of ${fieldWords(old)}`);
    if (keyOf(from.where) !== keyOf(to.where)) {
      const [was, is] = [
        { node: from.where, at: `${before.at}.where` },
        { node: to.where, at: `${after.at}.where` },
      ];
      comparePair(was, is, found);
    }
  } else say(`replaces ${nodeWords(from)} by ${nodeWords(to)}`);
}

function listOf(node: AnyItemNode | EveryItemNode): string {
  return isAnyItem(node) ? node.anyItem : node.everyItem;
}

function hasSameId(from: FilterNode, to: FilterNode): boolean {
  return from.id !== undefined && from.id === to.id;
}

function wraps(from: FilterNode, to: FilterNode): boolean {
  if (isNot(to) && keyOf(to.not) === keyOf(from)) return true;
  return (isNot(from) && keyOf(from.not) === keyOf(to)) || meaningOf(from) === meaningOf(to);
}

function hasSamePath(from: FilterNode, to: FilterNode): boolean {
  return isLeaf(from) && isLeaf(to) && from.path === to.path;
}

function isSameGroup(from: FilterNode, to: FilterNode): boolean {
  const kinds = [filterKind(from), filterKind(to)];
  if (kinds.includes('leaf')) return false;
  if (isNot(from) && isNot(to)) return likelySame(from.not, to.not);
  if ((isAny(from) || isAll(from)) && (isAny(to) || isAll(to))) return true;
  return kinds.every((kind) => kind === 'anyItem' || kind === 'everyItem');
}

function likelySame(from: FilterNode, to: FilterNode): boolean {
  return hasSamePath(from, to) || isSameGroup(from, to);
}

/** What the content hash sees of a node. */
function keyOf(node: FilterNode): string {
  return hashJson(plain(node));
}

/** The same without whether the node itself is disabled. */
function meaningOf(node: FilterNode): string {
  return keyOf({ ...node, disabled: undefined });
}

function plain(node: FilterNode): unknown {
  const { id: _id, note: _note, ...rest } = node;
  if ('any' in rest) return { ...rest, any: rest.any.map(plain) };
  if ('all' in rest) return { ...rest, all: rest.all.map(plain) };
  if ('not' in rest) return { ...rest, not: plain(rest.not) };
  return 'where' in rest ? { ...rest, where: plain(rest.where) } : rest;
}

function homeOf(at: Place): string {
  return /^filter\[\d+\]$/.test(at)
    ? 'the conditions that must all hold'
    : `the group at ${at.replace(/\.\w+\[\d+\]$|\.\w+$/, '')}`;
}

function inside(at: Place, word = 'to'): string {
  return /^filter\[\d+\]$/.test(at) ? '' : ` ${word} ${homeOf(at)}`;
}
