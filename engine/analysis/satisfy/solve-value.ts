import { deepEqual, jsonType, type Resolved, resolveIn, type SchemaType } from '../../language/index.ts';
import { isJsonObject, type Json } from '../../model/index.ts';
import { type Budget, spend } from './budget.ts';
import type { Facts } from './facts.ts';
import { type Formula, type Literal, type Spot, spotAt } from './formula.ts';
import { numberCandidates } from './solve-number.ts';
import { contradictsAsText, onlyText, textCandidates } from './solve-text.ts';
import { literalHolds } from './test-value.ts';

/** A spot with the conditions on its value, and the spots inside it that have conditions of their own. */
export interface ValueNode {
  spot: Spot;
  literals: Literal[];
  children: Map<string, ValueNode>;
}

/** A value (or none) that keeps all conditions; the proof that there is none; or neither. */
export type ValueAnswer = { verdict: 'yes'; value: Resolved } | { verdict: 'no' } | { verdict: 'undecided' };

export interface ValueContext {
  budget: Budget;
  facts: (spot: Spot) => Facts;
  /** Finds a list item that keeps all of these; `list` is where its list is. */
  solveItem: (formulas: readonly Formula[], list: Spot, base: Json | undefined) => ValueAnswer;
}

const missing: Resolved = { present: false, value: null };
const no: ValueAnswer = { verdict: 'no' };
const undecided: ValueAnswer = { verdict: 'undecided' };

/** Finds a value for a spot and all that is inside it; `base` is taken, or changed as little as may be. */
export function solveValue(node: ValueNode, context: ValueContext, base: Resolved | null): ValueAnswer {
  if (!spend(context.budget, 1 + node.literals.length)) return undecided;
  if (hasOpposites(node.literals)) return no;
  const facts = context.facts(node.spot);
  if (base && isAllowed(base, facts) && holdsWithin(node, base) === true)
    return { verdict: 'yes', value: base };
  const finite = finiteValues(node.literals, facts);
  if (finite) {
    const values = finite
      .filter((value) => facts.types.has(jsonType(value)) && facts.fits(value))
      .map(present);
    const isMissing = facts.mayBeMissing ? [missing] : [];
    return pick(node, [...values, ...isMissing], true, context);
  }
  let answer: ValueAnswer = no;
  for (const type of typesToTry(facts, base)) {
    const found =
      type === 'missing' ? pick(node, [missing], true, context) : solveType(node, type, facts, context, base);
    if (found.verdict === 'yes') return found;
    if (found.verdict === 'undecided') answer = undecided;
  }
  return answer;
}

function typesToTry(facts: Facts, base: Resolved | null): (SchemaType | 'missing')[] {
  const sampled = facts.samples().map(jsonType);
  const known = base?.present ? [jsonType(base.value), ...sampled] : sampled;
  const order: SchemaType[] = [...known, 'string', 'number', 'boolean', 'object', 'array', 'null'];
  const types = [...new Set(order)].filter((type) => facts.types.has(type));
  return facts.mayBeMissing ? [...types, 'missing'] : types;
}

function solveType(
  node: ValueNode,
  type: SchemaType,
  facts: Facts,
  context: ValueContext,
  base: Resolved | null,
): ValueAnswer {
  const { literals } = node;
  const from = base?.present && jsonType(base.value) === type ? base.value : undefined;
  switch (type) {
    case 'null':
      return pick(node, [present(null)], true, context);
    case 'boolean':
      return pick(node, [present(true), present(false)], true, context);
    case 'number': {
      const { values, isComplete } = numberCandidates(literals, facts);
      return pick(node, values.map(present), isComplete, context, facts);
    }
    case 'string': {
      if (contradictsAsText(literals)) return no;
      const only = onlyText(literals);
      if (only !== null) return pick(node, [present(only)], true, context);
      const texts = textCandidates(literals, facts, typeof from === 'string' ? from : null);
      return pick(node, texts.map(present), false, context, facts);
    }
    case 'object':
      return solveObject(node, facts, context, from);
    case 'array':
      return solveList(node, facts, context, from);
  }
}

/** The first candidate that keeps everything. Where candidates are all there are and none does: no. */
function pick(
  node: ValueNode,
  candidates: Iterable<Resolved>,
  isComplete: boolean,
  context: ValueContext,
  facts?: Facts,
): ValueAnswer {
  let isOpen = !isComplete;
  let first: Resolved | undefined;
  for (const candidate of candidates) {
    first ??= candidate;
    if (!spend(context.budget, 1 + node.literals.length)) return undecided;
    const holds = holdsWithin(node, candidate);
    if (holds === null) isOpen = true;
    if (holds && (!facts || facts.fits(candidate.value))) return { verdict: 'yes', value: candidate };
  }
  // Whatever the value: a condition that no value of this type keeps.
  if (isOpen && first?.present && cannotHold(node, jsonType(first.value))) return no;
  return isOpen ? undecided : no;
}

/** Whether some condition can hold for no text, number, true or false at all. */
function cannotHold(node: ValueNode, type: SchemaType): boolean {
  const isContainer = type === 'object' || type === 'array';
  const isInsideMissing = [...node.children.values()].some((child) => holdsWithin(child, missing) === false);
  return (!isContainer && isInsideMissing) || node.literals.some((literal) => !suitsType(literal, type));
}

/** False where a condition cannot hold for any value of a type. */
function suitsType({ test, holds }: Literal, type: SchemaType): boolean {
  switch (test.kind) {
    case 'present':
      return holds;
    case 'among':
      // Values that are asked for are tried one by one, before any type is.
      return true;
    case 'range':
      return !holds || jsonType(test.bound) === type;
    case 'contains':
      return !holds || type === 'array' || (type === 'string' && typeof test.value === 'string');
    case 'starts':
    case 'ends':
    case 'pattern':
      return !holds || type === 'string';
    case 'items':
      return !holds || type === 'array';
  }
}

function solveObject(
  node: ValueNode,
  facts: Facts,
  context: ValueContext,
  from: Json | undefined,
): ValueAnswer {
  if (node.literals.some((literal) => !suitsType(literal, 'object'))) return no;
  const start = from ?? facts.samples().find(isJsonObject);
  const value: { [key: string]: Json } = isJsonObject(start) ? { ...start } : {};
  let isOpen = false;
  for (const [key, child] of node.children) {
    const inside = solveValue(child, context, resolveIn(value, [key]));
    if (inside.verdict === 'no') return no;
    if (inside.verdict === 'undecided') isOpen = true;
    else if (inside.value.present) value[key] = inside.value.value;
    else delete value[key];
  }
  if (isOpen) return undecided;
  // Another key makes it another object, where some are excluded.
  const others = ['other', ...node.literals.map((_, index) => `other${index}`)];
  const candidates = [
    value,
    ...others.filter((key) => !node.children.has(key)).map((key) => ({ ...value, [key]: true })),
  ];
  return pick(node, candidates.map(present), false, context, facts);
}

function solveList(
  node: ValueNode,
  facts: Facts,
  context: ValueContext,
  from: Json | undefined,
): ValueAnswer {
  if (node.literals.some((literal) => !suitsType(literal, 'array'))) return no;
  const keyed = [...node.children].filter(([key]) => !/^(0|[1-9]\d*)$/.test(key));
  if (keyed.some(([, child]) => holdsWithin(child, missing) === false)) return no;
  const { each, some } = itemDemands(node.literals);
  const base = Array.isArray(from) ? from : [];
  const items: Json[] = [];
  let isOpen = false;
  for (const item of base) {
    const kept = context.solveItem(each, node.spot, item);
    if (kept.verdict === 'yes' && deepEqual(kept.value.value, item)) items.push(item);
  }
  for (const formula of some) {
    const found = context.solveItem([formula, ...each], node.spot, items[0]);
    if (found.verdict === 'no') return no;
    if (found.verdict === 'undecided') isOpen = true;
    else if (!items.some((item) => deepEqual(item, found.value.value))) items.push(found.value.value);
  }
  for (const [key, child] of node.children) {
    if (keyed.some(([other]) => other === key)) continue;
    const index = Number(key);
    // The item at a position keeps its own conditions and those on every item, or the list ends before it.
    const inside = context.solveItem([...asItem(child, node.spot), ...each], node.spot, items[index]);
    const mayEnd = holdsWithin(child, missing) !== false;
    if (inside.verdict === 'no' && !mayEnd) return no;
    if (mayEnd && index >= items.length) continue;
    if (inside.verdict === 'yes' && index <= 100) {
      while (items.length < index) items.push(items[0] ?? inside.value.value);
      items[index] = inside.value.value;
    } else if (mayEnd) items.length = index;
    else isOpen = true;
  }
  if (isOpen) return undecided;
  const filler = context.solveItem(each, node.spot, items[0]);
  const variants: Json[][] = [items, []];
  if (filler.verdict === 'yes') {
    for (let count = 1; count <= Math.min(node.literals.length + 1, 40); count++) {
      variants.push([...items, ...Array.from({ length: count }, () => filler.value.value)]);
    }
  }
  // Without an item that may be in it, only the empty list is left.
  const isOnlyEmpty = filler.verdict === 'no' && node.children.size === 0;
  return pick(node, isOnlyEmpty ? [present([])] : variants.map(present), isOnlyEmpty, context, facts);
}

/** What the conditions on a list ask of every item, and of some item each. */
function itemDemands(literals: readonly Literal[]): { each: Formula[]; some: Formula[] } {
  const demands: { each: Formula[]; some: Formula[] } = { each: [], some: [] };
  for (const { test, holds } of literals) {
    if (test.kind === 'contains') {
      const is = itemEquals(test.value, holds);
      (holds ? demands.some : demands.each).push(is);
    } else if (test.kind === 'items') {
      const where = holds ? test.where : test.whereNot;
      (test.isEvery === holds ? demands.each : demands.some).push(where);
    }
  }
  return demands;
}

/** The conditions on a list item and inside it, as conditions on `item`. */
function asItem(node: ValueNode, list: Spot): Literal[] {
  const own = node.literals.map((literal): Literal => {
    const segments = literal.spot.segments.slice(list.segments.length + 1);
    const spot = spotAt('item', segments);
    return { ...literal, spot, identity: spot.key + literal.identity.slice(literal.spot.key.length) };
  });
  return [...own, ...[...node.children.values()].flatMap((child) => asItem(child, list))];
}

function itemEquals(value: Json, holds: boolean): Literal {
  const spot = spotAt('item', []);
  const test = { kind: 'among' as const, values: [value] };
  return { kind: 'literal', spot, test, holds, identity: `${spot.key} among ${JSON.stringify([value])}` };
}

/** The values a condition or a fixed set leaves, where it leaves only so many. */
function finiteValues(literals: readonly Literal[], facts: Facts): readonly Json[] | null {
  for (const { test, holds } of literals) if (holds && test.kind === 'among') return test.values;
  return facts.values;
}

function isAllowed(value: Resolved, facts: Facts): boolean {
  if (!value.present) return facts.mayBeMissing;
  return facts.types.has(jsonType(value.value)) && facts.fits(value.value);
}

/** Whether a value keeps the conditions at a spot and inside it; null where that hangs on more than the value. */
export function holdsWithin(node: ValueNode, value: Resolved): boolean | null {
  let answer: boolean | null = true;
  for (const literal of node.literals) {
    const holds = literalHolds(literal, value);
    if (holds === false) return false;
    if (holds === null) answer = null;
  }
  for (const [key, child] of node.children) {
    const holds = holdsWithin(child, value.present ? resolveIn(value.value, [key]) : missing);
    if (holds === false) return false;
    if (holds === null) answer = null;
  }
  return answer;
}

/** The same test asked for and ruled out. */
function hasOpposites(literals: readonly Literal[]): boolean {
  const wanted = new Set(literals.filter(({ holds }) => holds).map(({ identity }) => identity));
  return literals.some(({ holds, identity }) => !holds && wanted.has(identity));
}

function present(value: Json): Resolved {
  return { present: true, value };
}
