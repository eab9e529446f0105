import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { FilterNode, RuleContent } from './rule.ts';

/** SHA-256 over RFC 8785 canonical JSON, as 64 hexadecimal digits. */
export function hashJson(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(wellFormed(value)) ?? 'null')));
}

/** JSON may hold half a surrogate pair, which canonical JSON cannot: it counts as U+FFFD, as it does in UTF-8. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]),
  );
}

/**
 * The content hash of a rule: two rules with the same hash mean the same. It covers name, description, labels,
 * order, scope, trigger, filter, actions, limits and onActionError; not ids of filter nodes, notes, layout,
 * enabled or version (design, the rule model).
 */
export function contentHash(rule: RuleContent): string {
  return hashJson({
    name: rule.name,
    description: rule.description,
    labels: rule.labels,
    order: rule.order,
    scope: rule.scope,
    trigger: rule.trigger,
    filter: rule.filter.map(withoutMarginalia),
    actions: rule.actions.map(({ note: _note, ...step }) => step),
    limits: rule.limits,
    onActionError: rule.onActionError,
  });
}

/** A filter node without what changes nothing about its meaning: ids and notes. `disabled` stays. */
function withoutMarginalia(node: FilterNode): FilterNode {
  const { id: _id, note: _note, ...rest } = node;
  if ('any' in rest) return { ...rest, any: rest.any.map(withoutMarginalia) };
  if ('all' in rest) return { ...rest, all: rest.all.map(withoutMarginalia) };
  if ('not' in rest) return { ...rest, not: withoutMarginalia(rest.not) };
  if ('where' in rest) return { ...rest, where: withoutMarginalia(rest.where) };
  return rest;
}
