import { type FilterNode, filterKind, isLeaf, type Json, type Rule, walkFilter } from '../model/index.ts';
import { type NodeId, stepNodeId } from './edit.ts';

/**
 * The nodes whose own text holds every word of `text`, whatever the case, in reading order: ids, event types, apps,
 * paths, operators, values, parameters and notes. Nothing is found by an empty text.
 */
export function findNodes(rule: Rule, text: string): NodeId[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return nodeTexts(rule)
    .filter(([, own]) => words.every((word) => own.toLowerCase().includes(word)))
    .map(([node]) => node);
}

function nodeTexts(rule: Rule): [NodeId, string][] {
  return [
    ['trigger', flatten(rule.trigger)],
    ['scope', rule.scope.apps.join(' ')],
    ...[...walkFilter(rule.filter)].map(({ node, at }): [NodeId, string] => [at, ownText(node)]),
    ...rule.actions.map((step): [NodeId, string] => [stepNodeId(step.id), flatten(step)]),
  ];
}

/** What a filter node says itself; its children are found by themselves. */
function ownText(node: FilterNode): string {
  if (isLeaf(node)) return flatten(node);
  const {
    any: _any,
    all: _all,
    not: _not,
    where: _where,
    ...own
  } = { any: 0, all: 0, not: 0, where: 0, ...node };
  return `${filterKind(node)} ${flatten(own)}`;
}

/** Names and values of a JSON value, one after the other. */
function flatten(value: Json | object): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(flatten).join(' ');
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${flatten(inner)}`)
    .join(' ');
}
