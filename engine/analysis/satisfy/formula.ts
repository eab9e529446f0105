import { schemaAt } from '../../catalog/index.ts';
import { isActiveNode, type PathRoot, parsePath } from '../../language/index.ts';
import {
  type FilterNode,
  isAll,
  isAny,
  isAnyItem,
  isEveryItem,
  isLeaf,
  isNot,
  type Json,
  type JsonObject,
  type Leaf,
} from '../../model/index.ts';
import { patternTest } from './pattern-test.ts';

/** Where an atom looks: a root, and the keys from it. Two spellings of one path have the same key. */
export interface Spot {
  root: PathRoot;
  segments: readonly string[];
  key: string;
  /** Keys of the spots it is inside of, the outermost first. */
  outer: readonly string[];
}

export function spotAt(root: PathRoot, segments: readonly string[]): Spot {
  const keys = segments.map((_, length) => JSON.stringify([root, ...segments.slice(0, length)]));
  return { root, segments, key: JSON.stringify([root, ...segments]), outer: keys };
}

/** What an operator asks of a value, with the operators that ask the same thing made one. */
export type Test =
  | { kind: 'present' }
  | { kind: 'among'; values: readonly Json[] }
  | { kind: 'range'; op: 'gt' | 'gte' | 'lt' | 'lte'; bound: number | string }
  | { kind: 'contains'; value: Json }
  | { kind: 'starts' | 'ends'; text: string }
  | { kind: 'pattern'; source: string; matches: (text: string) => boolean }
  /** Some item of the list satisfies `where`; with `isEvery`, the value is a list all of whose items do. */
  | { kind: 'items'; isEvery: boolean; where: Formula; whereNot: Formula; isClosed: boolean };

export interface Literal {
  kind: 'literal';
  spot: Spot;
  test: Test;
  /** False: the test must fail. */
  holds: boolean;
  /** The same for literals that ask the same of the same spot. */
  identity: string;
}

/** A filter with its negations pushed down to the tests: holds for exactly the events the filter holds for. */
export type Formula =
  | { kind: 'constant'; holds: boolean }
  | Literal
  | { kind: 'and'; parts: readonly Formula[]; literals: readonly Literal[] }
  | { kind: 'or'; parts: readonly Formula[]; literals: readonly Literal[] };

/** What reading a filter needs to know: which enums are ordered, and inside `where`, which list it is about. */
export interface Reading {
  eventSchema: JsonObject | null;
  /** Schema segments of the list whose items `where` looks at; empty outside of one. */
  list: readonly string[];
}

const yes: Formula = { kind: 'constant', holds: true };
const no: Formula = { kind: 'constant', holds: false };

/** All nodes together, as a rule's filter has them; `holds` false: the negation of that. */
export function formulaOf(nodes: readonly FilterNode[], reading: Reading, holds = true): Formula {
  const parts = nodes.filter(isActiveNode).map((node) => formulaOfNode(node, reading, holds));
  return joinFormulas(holds ? 'and' : 'or', parts);
}

export function formulaOfNode(node: FilterNode, reading: Reading, holds = true): Formula {
  if (isLeaf(node)) return leafFormula(node, reading, holds);
  if (isNot(node)) return formulaOfNode(node.not, reading, !holds);
  if (isAll(node)) return formulaOf(node.all, reading, holds);
  if (isAny(node)) {
    const parts = node.any.filter(isActiveNode).map((child) => formulaOfNode(child, reading, holds));
    return joinFormulas(holds ? 'or' : 'and', parts);
  }
  const spot = spotOf(isAnyItem(node) ? node.anyItem : node.everyItem, reading);
  if (!spot) return holds ? no : yes;
  const list = schemaPath(spot, reading.list);
  const where = formulaOfNode(node.where, { ...reading, list });
  const isEvery = isEveryItem(node);
  const test: Test = {
    kind: 'items',
    isEvery,
    where,
    whereNot: negate(where),
    isClosed: isAboutItems(where),
  };
  return literal(spot, test, holds, JSON.stringify(node.where));
}

/** Joins parts, with what is constant in them worked out. */
export function joinFormulas(kind: 'and' | 'or', parts: readonly Formula[]): Formula {
  const decisive = kind === 'or';
  const kept: Formula[] = [];
  for (const part of parts) {
    if (part.kind === 'constant') {
      if (part.holds === decisive) return decisive ? yes : no;
    } else if (part.kind === kind) kept.push(...part.parts);
    else kept.push(part);
  }
  const [first] = kept;
  if (first === undefined) return decisive ? no : yes;
  return kept.length === 1 ? first : { kind, parts: kept, literals: kept.flatMap(literalsOf) };
}

/** The formula that holds exactly where this one does not. */
export function negate(formula: Formula): Formula {
  if (formula.kind === 'constant') return formula.holds ? no : yes;
  if (formula.kind === 'literal') return { ...formula, holds: !formula.holds };
  return joinFormulas(formula.kind === 'and' ? 'or' : 'and', formula.parts.map(negate));
}

/** All literals inside a formula; what `where` asks of an item is not among them. */
export function literalsOf(formula: Formula): readonly Literal[] {
  if (formula.kind === 'literal') return [formula];
  return formula.kind === 'constant' ? [] : formula.literals;
}

/** Where in the event's schema a spot is described. */
export function schemaPath(spot: Spot, list: readonly string[]): readonly string[] {
  const from = spot.root === 'item' ? [...list, '0'] : [spot.root];
  return [...from, ...spot.segments];
}

export function literal(spot: Spot, test: Test, holds: boolean, words: string): Literal {
  const kind = test.kind === 'items' ? `${test.kind} ${test.isEvery}` : test.kind;
  return { kind: 'literal', spot, test, holds, identity: `${spot.key} ${kind} ${words}` };
}

function leafFormula(leaf: Leaf, reading: Reading, holds: boolean): Formula {
  const { op, value } = leaf;
  const spot = spotOf(leaf.path, reading);
  // What cannot be read never holds, whatever the operator.
  if (!spot) return holds ? no : yes;
  switch (op) {
    case 'exists':
      if (typeof value !== 'boolean') return holds ? no : yes;
      return literal(spot, { kind: 'present' }, value === holds, '');
    case 'eq':
    case 'neq':
      return among(spot, [value], (op === 'eq') === holds);
    case 'in':
    case 'nin':
      if (!Array.isArray(value)) return holds ? no : yes;
      return among(spot, value, (op === 'in') === holds);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const location = reading.eventSchema && schemaAt(reading.eventSchema, schemaPath(spot, reading.list));
      if (location?.enumOrder) return among(spot, beyond(location.enumOrder, op, value), holds);
      if (typeof value !== 'number' && typeof value !== 'string') return holds ? no : yes;
      return literal(spot, { kind: 'range', op, bound: value }, holds, `${op} ${JSON.stringify(value)}`);
    }
    case 'contains':
      return literal(spot, { kind: 'contains', value }, holds, JSON.stringify(value));
    case 'starts_with':
    case 'ends_with': {
      if (typeof value !== 'string') return holds ? no : yes;
      const kind = op === 'starts_with' ? 'starts' : 'ends';
      return literal(spot, { kind, text: value }, holds, JSON.stringify(value));
    }
    case 'matches': {
      const matches = typeof value === 'string' ? patternTest(value) : null;
      if (typeof value !== 'string' || !matches) return holds ? no : yes;
      return literal(spot, { kind: 'pattern', source: value, matches }, holds, JSON.stringify(value));
    }
  }
}

function among(spot: Spot, values: readonly Json[], holds: boolean): Formula {
  if (values.length === 0) return holds ? no : yes;
  return literal(spot, { kind: 'among', values }, holds, JSON.stringify(values));
}

/** The values of an ordered enum that a comparison lets through. Only single values have a position in it. */
function beyond(order: readonly Json[], op: 'gt' | 'gte' | 'lt' | 'lte', bound: Json): Json[] {
  const from = order.indexOf(bound);
  if (from < 0) return [];
  return order.filter((value, index) => {
    if (typeof value === 'object' && value !== null) return false;
    // Of a value listed twice the first position counts, as it does in the comparison.
    if (order.indexOf(value) !== index) return false;
    if (op === 'gt') return index > from;
    if (op === 'gte') return index >= from;
    return op === 'lt' ? index < from : index <= from;
  });
}

function spotOf(text: string, reading: Reading): Spot | null {
  const path = parsePath(text);
  if (!path.ok) return null;
  const { root, segments } = path.value;
  if (root === 'item' && reading.list.length === 0) return null;
  return spotAt(root, segments);
}

function isAboutItems(where: Formula): boolean {
  return literalsOf(where).every(
    ({ spot, test }) => spot.root === 'item' && (test.kind !== 'items' || test.isClosed),
  );
}
