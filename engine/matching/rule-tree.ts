import type { Event, Json, Rule } from '../model/index.ts';
import { type BlockList, blocksOf } from './block-list.ts';
import { chooseSplit, type SplitConstraint } from './choose-split.ts';
import { type Entry, entryOf, type Member, mayCopy, settle } from './entry.ts';
import { collectFromList } from './match-block.ts';
import { compileReader } from './read-value.ts';
import type { HoldingSplit, List, Node, Tree, ValueSplit } from './tree-node.ts';
import type { Vocabularies } from './vocabulary.ts';

/*
 * Rules arranged so that an event meets few of them. A list that grows is split by the value at the path that tells
 * its rules apart best; each rule then is under the values it asks for, or in the rest when it asks for none. What
 * the way to a rule has settled is not tested again. A rule is put in and taken out along its own way only.
 */

/** Lists up to this length are not split: their rules are tested many at once. */
const shortList = 512;

export function createTree(vocabularies: Vocabularies, entries: readonly Entry[] = []): Tree {
  const tree: Tree = {
    node: listOf([]),
    entries: new Map(entries.map((entry) => [entry.member, entry])),
    arrangeAt: shortList + 1,
    vocabularies,
  };
  arrange(tree);
  return tree;
}

export function insertMember(tree: Tree, member: Member): void {
  insert(tree, entryOf(member));
}

export function removeMember(tree: Tree, member: Member): void {
  const entry = tree.entries.get(member);
  if (!entry) return;
  tree.entries.delete(member);
  const { node } = tree;
  if (node.kind === 'list') {
    tree.node = listOf(node.entries.filter((other) => other !== entry));
    return;
  }
  for (const value of wayOf(node.name, entry)?.values ?? []) {
    const child = childAt(node, value, tree.vocabularies);
    removeMember(child, member);
    if (child.entries.size === 0) node.children.delete(value);
  }
  removeMember(node.rest, member);
  if (tree.entries.size === 0) tree.node = listOf([]);
}

/** Adds the rules that match an event, in no particular order and each once. */
export function collectMatches(tree: Tree, event: Event, found: Rule[]): void {
  let { node } = tree;
  while (node.kind !== 'list') {
    const value = node.read(event);
    if (node.kind === 'values') {
      const child = value === undefined ? undefined : node.children.get(value);
      if (child) collectMatches(child, event, found);
    } else if (typeof value === 'object' || typeof value === 'string') {
      for (const child of held(node, value)) collectMatches(child, event, found);
    }
    node = node.rest.node;
  }
  collectFromList(blocksOf(node, tree.vocabularies), event, found);
}

/** The blocks of a tree that is not split; null of one that is. */
export function unsplit({ node, vocabularies }: Tree): BlockList | null {
  return node.kind === 'list' ? blocksOf(node, vocabularies) : null;
}

function listOf(entries: Entry[]): List {
  return { kind: 'list', entries, ready: null };
}

const nothing: readonly Tree[] = [];

/** The children whose item a list has, or whose text a text has; each once, however often it is there. */
function held({ children }: HoldingSplit, value: Json): readonly Tree[] {
  if (typeof value === 'string') {
    return [...children].flatMap(([item, child]) =>
      typeof item === 'string' && value.includes(item) ? [child] : [],
    );
  }
  if (!Array.isArray(value)) return nothing;
  let found: Tree[] | null = null;
  for (const item of value) {
    const child = children.get(item);
    if (!child) continue;
    if (!found) found = [child];
    else if (!found.includes(child)) found.push(child);
  }
  return found ?? nothing;
}

function insert(tree: Tree, entry: Entry): void {
  tree.entries.set(entry.member, entry);
  if (tree.entries.size >= tree.arrangeAt) {
    arrange(tree);
    return;
  }
  const { node } = tree;
  if (node.kind === 'list') {
    tree.node = listOf([...node.entries, entry]);
    return;
  }
  const way = wayOf(node.name, entry);
  if (!way) insert(node.rest, entry);
  else for (const value of way.values) insert(childAt(node, value, tree.vocabularies), way.entry);
}

/** The child for a value, made where there is none. */
function childAt({ children }: ValueSplit | HoldingSplit, value: Json, vocabularies: Vocabularies): Tree {
  const child = children.get(value) ?? createTree(vocabularies);
  children.set(value, child);
  return child;
}

/** Makes a tree's entries a split where that tells them apart, and otherwise a list. */
function arrange(tree: Tree): void {
  const entries = [...tree.entries.values()];
  const constraint = entries.length > shortList ? chooseSplit(entries) : null;
  tree.node = constraint ? splitBy(constraint, entries, tree.vocabularies) : listOf(entries);
  // What is arranged as often as it doubles costs each entry little; a list may be worth a split soon.
  const growth = constraint ? 2 : 1.3;
  tree.arrangeAt = Math.max(shortList + 1, Math.ceil(entries.length * growth));
}

function splitBy(
  { kind, name, path }: SplitConstraint,
  entries: readonly Entry[],
  vocabularies: Vocabularies,
): Node {
  const read = compileReader(path);
  const groups = new Map<Json, Entry[]>();
  const others: Entry[] = [];
  for (const entry of entries) {
    const way = wayOf(name, entry);
    if (!way) {
      others.push(entry);
      continue;
    }
    for (const value of way.values) {
      const group = groups.get(value) ?? [];
      groups.set(value, group);
      group.push(way.entry);
    }
  }
  const children = new Map([...groups].map(([value, group]) => [value, createTree(vocabularies, group)]));
  return { kind, name, path, read, children, rest: createTree(vocabularies, others) };
}

/** The values under which an entry belongs in a split, and the entry as it is there; null: it belongs in the rest. */
function wayOf(name: string, entry: Entry): { values: Iterable<Json>; entry: Entry } | null {
  for (const each of entry.open) {
    const { constraint } = each;
    if (constraint.name !== name) continue;
    if (constraint.kind === 'holding') return { values: [constraint.item], entry: settle(entry, each, 1) };
    if (constraint.kind !== 'values') continue;
    const { values } = constraint;
    return mayCopy(entry, values.size) ? { values, entry: settle(entry, each, values.size) } : null;
  }
  return null;
}
