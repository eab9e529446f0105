import { type Resolved, resolveIn } from '../../language/index.ts';
import type { Json } from '../../model/index.ts';
import { type Budget, spend } from './budget.ts';
import type { Facts } from './facts.ts';
import {
  type Formula,
  joinFormulas,
  type Literal,
  literalsOf,
  type Spot,
  schemaPath,
  spotAt,
} from './formula.ts';
import { solveValue, type ValueAnswer, type ValueNode } from './solve-value.ts';
import { type EventSpace, factsAbout } from './space.ts';

/** A value for each spot that a formula speaks of at its outermost. */
export type Assignment = ReadonlyMap<string, { spot: Spot; value: Resolved }>;

export type FormulaAnswer =
  | { verdict: 'yes'; assignment: Assignment }
  | { verdict: 'no' }
  | { verdict: 'undecided' };

/** What is known of spots, worked out once; may be kept for further questions about the same events. */
export type KnownFacts = Map<string, Facts>;

export interface Solver {
  budget: Budget;
  space: EventSpace;
  known: KnownFacts;
  facts: (spot: Spot) => Facts;
}

export function createSolver(space: EventSpace, budget: Budget, known: KnownFacts = new Map()): Solver {
  const inside = JSON.stringify(space.list);
  const facts = (spot: Spot) => {
    const key = spot.root === 'item' ? inside + spot.key : spot.key;
    const found = known.get(key) ?? factsAbout(spot, space);
    known.set(key, found);
    return found;
  };
  return { budget, space, known, facts };
}

/** Finds the value that an event at hand has at a spot; null where there is no such event. */
export type BaseValues = (spot: Spot) => Resolved | null;

/**
 * Searches for values that make a formula hold. `no` is a proof that no event of the space does; `yes` names values
 * whose literals were all tested; `undecided` where the budget ran out or the literals are beyond what is worked out.
 */
export function solveFormula(formula: Formula, solver: Solver, base: BaseValues): FormulaAnswer {
  const tops = topSpots(formula);
  if (!spend(solver.budget, literalsOf(formula).length)) return { verdict: 'undecided' };
  const parts = formula.kind === 'and' ? formula.parts : [formula];
  const assignment = new Map<string, { spot: Spot; value: Resolved }>();
  let isOpen = false;
  // Parts that share no spot do not bear on each other.
  for (const linked of linkedParts(parts, tops)) {
    const answer = search({ groups: new Map(), choices: [] }, linked, { ...solver, base, tops });
    if (answer.verdict === 'no') return answer;
    if (answer.verdict === 'undecided') isOpen = true;
    else for (const [key, value] of answer.assignment) assignment.set(key, value);
  }
  return isOpen ? { verdict: 'undecided' } : { verdict: 'yes', assignment };
}

/** Literals on one outermost spot and inside it, with the value found for them. */
interface Group {
  spot: Spot;
  literals: readonly Literal[];
  answer: ValueAnswer;
}
interface State {
  groups: ReadonlyMap<string, Group>;
  choices: readonly Extract<Formula, { kind: 'or' }>[];
}
interface Search extends Solver {
  base: BaseValues;
  tops: ReadonlyMap<string, Spot>;
}

function search(state: State, added: readonly Formula[], context: Search): FormulaAnswer {
  if (!spend(context.budget, 1)) return { verdict: 'undecided' };
  const next = assume(state, added, context);
  if (!next) return { verdict: 'no' };
  const [choice, ...choices] = next.choices.toSorted((a, b) => a.parts.length - b.parts.length);
  if (!choice) return answerOf(next);
  let isOpen = false;
  for (const branch of choice.parts) {
    const answer = search({ ...next, choices }, [branch], context);
    if (answer.verdict === 'yes') return answer;
    if (answer.verdict === 'undecided') isOpen = true;
    if (context.budget.left <= 0) return { verdict: 'undecided' };
  }
  return { verdict: isOpen ? 'undecided' : 'no' };
}

/** Adds what must hold to a state; null when that is proved impossible. */
function assume(state: State, added: readonly Formula[], context: Search): State | null {
  const groups = new Map(state.groups);
  const choices = [...state.choices];
  const fresh = new Map<string, Omit<Group, 'answer'>>();
  const pending = [...added];
  for (let formula = pending.pop(); formula; formula = pending.pop()) {
    if (formula.kind === 'constant') {
      if (!formula.holds) return null;
    } else if (formula.kind === 'and') pending.push(...formula.parts);
    else if (formula.kind === 'or') choices.push(formula);
    else {
      const spot = topOf(formula.spot, context.tops);
      const { literals } = fresh.get(spot.key) ?? groups.get(spot.key) ?? { literals: [] };
      fresh.set(spot.key, { spot, literals: [...literals, formula] });
    }
  }
  for (const [key, group] of fresh) {
    const answer = solveGroup(group, context);
    if (answer.verdict === 'no') return null;
    groups.set(key, { ...group, answer });
  }
  return { groups, choices };
}

function solveGroup({ spot, literals }: Omit<Group, 'answer'>, context: Search): ValueAnswer {
  const node = valueTree(spot, literals);
  const { facts, budget } = context;
  return solveValue(
    node,
    {
      budget,
      facts,
      solveItem: (formulas, list, item) => solveItem(formulas, list, item, context),
    },
    context.base(spot),
  );
}

/** The same search for an item of a list: all paths start from it. */
function solveItem(
  formulas: readonly Formula[],
  list: Spot,
  item: Json | undefined,
  context: Search,
): ValueAnswer {
  if (!spend(context.budget, 1)) return { verdict: 'undecided' };
  const { space } = context;
  const inside = createSolver(
    { ...space, list: schemaPath(list, space.list) },
    context.budget,
    context.known,
  );
  const base: BaseValues = (spot) =>
    spot.root === 'item' && item !== undefined ? resolveIn(item, spot.segments) : null;
  const whole = spotAt('item', []);
  // The item itself takes part, so that everything found is put together inside it.
  const anchor: Literal = {
    kind: 'literal',
    spot: whole,
    test: { kind: 'present' },
    holds: true,
    identity: '',
  };
  const answer = solveFormula(joinFormulas('and', [anchor, ...formulas]), inside, base);
  if (answer.verdict !== 'yes') return answer;
  const found = [...answer.assignment.values()].filter(({ spot }) => spot.key === whole.key);
  return found.reduce<ValueAnswer>((_, { value }) => ({ verdict: 'yes', value }), { verdict: 'undecided' });
}

function answerOf(state: State): FormulaAnswer {
  const assignment = new Map<string, { spot: Spot; value: Resolved }>();
  for (const [key, { spot, answer }] of state.groups) {
    if (answer.verdict !== 'yes') return { verdict: 'undecided' };
    assignment.set(key, { spot, value: answer.value });
  }
  return { verdict: 'yes', assignment };
}

/** The literals as a tree of the keys they look at. */
function valueTree(spot: Spot, literals: readonly Literal[]): ValueNode {
  const root: ValueNode = { spot, literals: [], children: new Map() };
  for (const literal of literals) {
    let node = root;
    for (const key of literal.spot.segments.slice(spot.segments.length)) {
      const segments = [...node.spot.segments, key];
      const inner = node.children.get(key) ?? {
        spot: spotAt(spot.root, segments),
        literals: [],
        children: new Map<string, ValueNode>(),
      };
      node.children.set(key, inner);
      node = inner;
    }
    node.literals.push(literal);
  }
  return root;
}

/** For each spot of a formula the outermost one it is inside of, itself included, that has conditions too. */
export function topSpots(formula: Formula): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const { spot } of literalsOf(formula)) spots.set(spot.key, spot);
  const tops = new Map<string, Spot>();
  for (const spot of spots.values()) tops.set(spot.key, outermost(spot, spots));
  return tops;
}

function topOf(spot: Spot, tops: ReadonlyMap<string, Spot>): Spot {
  return tops.get(spot.key) ?? spot;
}

function outermost(spot: Spot, spots: ReadonlyMap<string, Spot>): Spot {
  for (const key of spot.outer) {
    const found = spots.get(key);
    if (found) return found;
  }
  return spot;
}

/** Parts in groups that share no spot, so that what holds in one group does not bear on another. */
export function linkedParts(parts: readonly Formula[], tops: ReadonlyMap<string, Spot>): Formula[][] {
  const leader = new Map<string, string>();
  const find = (key: string): string => {
    let current = key;
    for (let up = leader.get(current); up !== undefined && up !== current; up = leader.get(current))
      current = up;
    return current;
  };
  const keysOf = (part: Formula) => literalsOf(part).map(({ spot }) => topOf(spot, tops).key);
  for (const part of parts) {
    let first: string | null = null;
    for (const key of keysOf(part)) {
      if (first === null) first = find(key);
      else leader.set(find(key), first);
    }
  }
  const linked = new Map<string, Formula[]>();
  for (const part of parts) {
    const [key = ''] = keysOf(part);
    const group = find(key);
    const list = linked.get(group);
    if (list) list.push(part);
    else linked.set(group, [part]);
  }
  return [...linked.values()];
}
