import type { Event, Json, Rule } from '../model/index.ts';
import { chooseSplit } from './choose-split.ts';
import type { Test } from './compile-leaf.ts';
import { compileAll } from './compile-plan.ts';
import { type Bound, isEasier, isWithin } from './constraints.ts';
import {
  type Entry,
  entryOf,
  type HoldingSplit,
  isEmpty,
  type List,
  listOf,
  type Member,
  mayCopy,
  settle,
  type Tree,
} from './tree-node.ts';

/*
 * Rules arranged so that an event meets few of them. A list that grows is split by the value at the path that tells
 * its rules apart best; each rule then is under the values it asks for, or in the rest when it asks for none. What
 * the way to a rule has settled is not tested again. A rule is put in and taken out along its own way only.
 */

export function createTree(): Tree {
  return { node: listOf([]) };
}

export function insertMember(tree: Tree, member: Member): void {
  insert(tree, entryOf(member));
}

export function removeMember(tree: Tree, member: Member): void {
  remove(tree, entryOf(member));
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
  const { node } = tree;
  switch (node.kind) {
    case 'list':
      node.entries.push(entry);
      if (node.entries.length >= node.splitAt) split(tree, node);
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
      if (way) {
        const at = node.bounded.findIndex((other) => isEasier(way.bound, other.bound));
        node.bounded.splice(at < 0 ? node.bounded.length : at, 0, way);
      } else insert(node.rest, entry);
    }
  }
}

function remove(tree: Tree, entry: Entry): void {
  const { node } = tree;
  const isOther = (other: Entry) => other.member !== entry.member;
  switch (node.kind) {
    case 'list':
      node.entries = node.entries.filter(isOther);
      return;
    case 'values':
    case 'holding': {
      const way = valuesOf(node.name, entry);
      if (!way) remove(node.rest, entry);
      for (const value of way?.values ?? []) {
        const child = node.children.get(value);
        if (!child) continue;
        remove(child, way?.entry ?? entry);
        if (isEmpty(child)) node.children.delete(value);
      }
      break;
    }
    case 'bounds':
      if (boundOf(node.name, entry)) node.bounded = node.bounded.filter((other) => isOther(other.entry));
      else remove(node.rest, entry);
  }
  if (isEmpty(tree)) tree.node = listOf([]);
}

/** Turns a list into a split where one tells its entries apart; otherwise it is tried again when twice as long. */
function split(tree: Tree, list: List): void {
  const node = chooseSplit(list.entries);
  if (!node) {
    list.splitAt = Math.ceil(list.entries.length * 1.3);
    return;
  }
  tree.node = node;
  for (const entry of list.entries) insert(tree, entry);
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
