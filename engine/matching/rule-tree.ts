import type { Event, Json, Rule } from '../model/index.ts';
import { chooseSplit } from './choose-split.ts';
import type { Test } from './compile-leaf.ts';
import { compileAll } from './compile-plan.ts';
import { type Bound, isEasier, isWithin } from './constraints.ts';
import {
  type Entry,
  entryOf,
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
    } else if (typeof value === 'number') {
      for (const { bound, entry } of node.bounded) {
        if (!isWithin(bound, value)) break;
        if (testOf(entry)(event)) found.push(entry.member.rule);
      }
    }
    node = node.rest.node;
  }
  for (const entry of node.entries) if (testOf(entry)(event)) found.push(entry.member.rule);
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
    case 'values': {
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
    case 'values': {
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
    list.splitAt = list.entries.length * 2;
    return;
  }
  tree.node = node;
  for (const entry of list.entries) insert(tree, entry);
}

/** The values under which an entry belongs in a split, and the entry as it is there; null: it belongs in the rest. */
function valuesOf(name: string, entry: Entry): { values: ReadonlySet<Json>; entry: Entry } | null {
  for (const each of entry.open) {
    const { constraint } = each;
    if (constraint.kind !== 'values' || constraint.name !== name) continue;
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
