import type { Event, Json, Rule } from '../model/index.ts';
import { chooseSplit } from './choose-split.ts';
import type { Test } from './compile-leaf.ts';
import { compileAll } from './compile-plan.ts';
import { type Bound, type Constraint, isEasier, isWithin } from './constraints.ts';
import { compileReader } from './read-value.ts';
import {
  type Entry,
  entryOf,
  type HoldingSplit,
  type Member,
  mayCopy,
  type Node,
  settle,
  type Tree,
} from './tree-node.ts';

/*
 * Rules arranged so that an event meets few of them. A list that grows is split by the value at the path that tells
 * its rules apart best; each rule then is under the values it asks for, or in the rest when it asks for none. What
 * the way to a rule has settled is not tested again. A rule is put in and taken out along its own way only.
 */

/** Lists up to this length are gone through: a split costs about as much as so many tests. */
const shortList = 3;

export function createTree(entries: readonly Entry[] = []): Tree {
  const tree: Tree = {
    node: { kind: 'list', entries: [] },
    entries: new Map(entries.map((entry) => [entry.member, entry])),
    arrangeAt: shortList + 1,
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
  switch (node.kind) {
    case 'list':
      node.entries = node.entries.filter((other) => other !== entry);
      return;
    case 'values':
    case 'holding': {
      for (const value of valuesOf(node.name, entry)?.values ?? []) {
        const child = node.children.get(value);
        if (!child) continue;
        removeMember(child, member);
        if (child.entries.size === 0) node.children.delete(value);
      }
      break;
    }
    case 'bounds':
      node.bounded = node.bounded.filter((other) => other.entry.member !== member);
  }
  removeMember(node.rest, member);
  if (tree.entries.size === 0) tree.node = { kind: 'list', entries: [] };
}

/** Adds the rules that match an event, in no particular order and each once. */
export function collectMatches(tree: Tree, event: Event, found: Rule[]): void {
  let { node } = tree;
  while (node.kind !== 'list') {
    const value = node.read(event);
    if (node.kind === 'values') {
      const child = value === undefined ? undefined : node.children.get(value);
      if (child) collectMatches(child, event, found);
    } else if (node.kind === 'bounds') {
      if (typeof value === 'number') {
        for (const { bound, entry } of node.bounded) {
          if (!isWithin(bound, value)) break;
          if (testOf(entry)(event)) found.push(entry.member.rule);
        }
      }
    } else if (typeof value === 'object' || typeof value === 'string') {
      for (const child of held(node, value)) collectMatches(child, event, found);
    }
    node = node.rest.node;
  }
  for (const entry of node.entries) if (testOf(entry)(event)) found.push(entry.member.rule);
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

function testOf(entry: Entry): Test {
  entry.test ??= compileAll(entry.member.parts.filter((part) => !entry.settled.includes(part)));
  return entry.test;
}

function insert(tree: Tree, entry: Entry): void {
  tree.entries.set(entry.member, entry);
  if (tree.entries.size >= tree.arrangeAt) {
    arrange(tree);
    return;
  }
  const { node } = tree;
  switch (node.kind) {
    case 'list':
      node.entries.push(entry);
      return;
    case 'values':
    case 'holding': {
      const way = valuesOf(node.name, entry);
      if (!way) insert(node.rest, entry);
      for (const value of way?.values ?? []) {
        const child = node.children.get(value) ?? createTree();
        node.children.set(value, child);
        insert(child, way?.entry ?? entry);
      }
      return;
    }
    case 'bounds': {
      const way = boundOf(node.name, entry);
      if (!way) insert(node.rest, entry);
      else {
        const at = node.bounded.findIndex((other) => isEasier(way.bound, other.bound));
        node.bounded.splice(at < 0 ? node.bounded.length : at, 0, way);
      }
    }
  }
}

/** Makes a tree's entries a split where that tells them apart, and otherwise a list. */
function arrange(tree: Tree): void {
  const entries = [...tree.entries.values()];
  const constraint = entries.length > shortList ? chooseSplit(entries) : null;
  tree.node = constraint ? splitBy(constraint, entries) : { kind: 'list', entries };
  // What is arranged as often as it doubles costs each entry little; a list may be worth a split soon.
  const growth = constraint ? 2 : 1.3;
  tree.arrangeAt = Math.max(shortList + 1, Math.ceil(entries.length * growth));
}

function splitBy({ kind, name, path }: Constraint, entries: readonly Entry[]): Node {
  const read = compileReader(path);
  if (kind === 'bound') {
    const bounded = entries.flatMap((entry) => boundOf(name, entry) ?? []);
    bounded.sort(
      (one, other) => Number(isEasier(other.bound, one.bound)) - Number(isEasier(one.bound, other.bound)),
    );
    const rest = createTree(entries.filter((entry) => !boundOf(name, entry)));
    return { kind: 'bounds', name, path, read, bounded, rest };
  }
  const groups = new Map<Json, Entry[]>();
  const others: Entry[] = [];
  for (const entry of entries) {
    const way = valuesOf(name, entry);
    if (!way) others.push(entry);
    for (const value of way?.values ?? []) {
      const group = groups.get(value) ?? [];
      groups.set(value, group);
      group.push(way?.entry ?? entry);
    }
  }
  const children = new Map([...groups].map(([value, group]) => [value, createTree(group)]));
  return { kind, name, path, read, children, rest: createTree(others) };
}

/** The values under which an entry belongs in a split, and the entry as it is there; null: it belongs in the rest. */
function valuesOf(name: string, entry: Entry): { values: Iterable<Json>; entry: Entry } | null {
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

function boundOf(name: string, entry: Entry): { bound: Bound; entry: Entry } | null {
  for (const each of entry.open) {
    const { constraint } = each;
    if (constraint.kind === 'bound' && constraint.name === name) {
      return { bound: constraint, entry: settle(entry, each, 1) };
    }
  }
  return null;
}
