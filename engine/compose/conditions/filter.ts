import { type FilterNode, isLeaf } from '../../model/index.ts';
import type { Clause } from '../clauses.ts';
import type { Lexicon } from '../lexicon.ts';
import { ask, claim, isFree, type Reading, range } from '../reading.ts';
import { stem } from '../stem.ts';
import { isContent } from '../tokens.ts';
import { valueAt } from '../values.ts';
import { readConditions, type Said } from './read-conditions.ts';

export function readFollowing(
  reading: Reading,
  lexicon: Lexicon,
  { follows, after }: { follows: string | null; after: number },
  fields: ReturnType<Lexicon['fields']>,
  filter: FilterNode[],
): void {
  const field = fields.find(({ path }) => path === follows);
  let at = after;
  while (['to', 'as', 'with', 'the', 'a', 'by'].includes(reading.tokens[at]?.lower ?? '')) at++;
  const value = field && isFree(reading, at) ? valueAt(reading, at, field, lexicon) : null;
  if (!field || !value) return;
  filter.push({ path: field.path, op: 'eq', value: value.value });
  claim(reading, 'filter[0]', ...range(at, value.end));
}

export function readAllConditions(
  reading: Reading,
  clauses: readonly Clause[],
  fields: ReturnType<Lexicon['fields']>,
  lexicon: Lexicon,
  filter: FilterNode[],
): void {
  const first = clauses.find(({ role }) => role === 'do');
  for (const clause of clauses) {
    if (clause.role === 'do' && (clause !== first || clauses.some(({ role }) => role === 'when'))) continue;
    if (clause.role === 'do') continue;
    const said = readConditions(reading, clause, fields, lexicon);
    const nodes = grouped(reading, said);
    const [only] = nodes;
    if (only === undefined) continue;
    const meant = clause.role === 'unless' ? [{ not: nodes.length === 1 ? only : { all: nodes } }] : nodes;
    for (const [offset, node] of meant.entries()) {
      const at = `filter[${filter.length}]`;
      filter.push(node);
      const tokens =
        clause.role === 'unless'
          ? nodes.flatMap((each) => tokensOf(said, each))
          : tokensOf(said, nodes[offset]);
      claim(reading, at, ...tokens);
      if (clause.role === 'unless') claim(reading, at, clause.from);
    }
  }
}

/** Conditions joined by "or" become one: values of one field a list, others a group. */
function grouped(reading: Reading, said: Said[]): FilterNode[] {
  const groups: Said[][] = [];
  for (const each of said) {
    const last = groups.at(-1);
    if (each.isOr && last) last.push(each);
    else groups.push([each]);
  }
  return groups.map((group) => {
    const [first] = group;
    const node =
      first && group.length > 1 ? orOf(group.map((each) => each.node)) : (first?.node ?? { all: [] });
    for (const each of group) each.node = node;
    if (group.length > 1 && groups.length > 1) {
      const tokens = group.flatMap((each) => each.tokens);
      const from = Math.min(...tokens);
      ask(
        reading,
        from,
        Math.max(...tokens) + 1,
        '“And” and “or” can be taken two ways. Here these alternatives stand together, and the other conditions must hold as well. Is that meant?',
      );
    }
    return node;
  });
}

function orOf(nodes: FilterNode[]): FilterNode {
  const leaves = nodes.filter(isLeaf);
  const [first] = leaves;
  if (
    first &&
    leaves.length === nodes.length &&
    leaves.every(({ path, op }) => path === first.path && op === 'eq')
  ) {
    return { path: first.path, op: 'in', value: leaves.map(({ value }) => value) };
  }
  return { any: nodes };
}

function tokensOf(said: readonly Said[], node: FilterNode | undefined): number[] {
  return said.flatMap((each) => (each.node === node ? each.tokens : []));
}

/** Nouns that only say what a condition beside them is about: "the customer" who "is a VIP". */
export function claimQualifiers(reading: Reading, clauses: readonly Clause[], lexicon: Lexicon): void {
  const nouns = new Set(lexicon.words.glue.map(stem));
  for (const clause of clauses) {
    if (clause.role === 'do') continue;
    for (const index of range(clause.from, clause.to)) {
      if (!isFree(reading, index) || !nouns.has(reading.tokens[index]?.stem ?? '')) continue;
      const place = neighbour(reading, index, 1, clause) ?? neighbour(reading, index, -1, clause);
      if (place) claim(reading, place, index);
    }
  }
}

/** The place of the next word that means something, where that is a condition or, before it, what sets the rule off. */
function neighbour(reading: Reading, index: number, step: 1 | -1, clause: Clause): string | null {
  for (let at = index + step; at >= clause.from && at < clause.to; at += step) {
    const place = reading.places[at] ?? null;
    if (place !== null)
      return place.startsWith('filter') || (step < 0 && place.startsWith('trigger')) ? place : null;
    const token = reading.tokens[at];
    if (!token || isContent(token) || token.text === ',') return null;
  }
  return null;
}
