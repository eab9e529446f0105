import { type FilterNode, isLeaf, type Place, type Problem } from '../../model/index.ts';
import type { Budget } from '../satisfy/budget.ts';
import { type EventQuestion, isRefuted } from '../satisfy/find-event.ts';
import { type Formula, joinFormulas, literalsOf } from '../satisfy/formula.ts';
import { linkedParts, topSpots } from '../satisfy/solve-formula.ts';

/** A condition or group with what it asks, where its negations have been pushed inside. */
export interface Part {
  node: FilterNode;
  at: Place;
  formula: Formula;
}

/** Looking at one rule: what it is asked about, what may still be spent, and what is known already. */
export interface Inspection {
  question: EventQuestion;
  budget: Budget;
  report: (problem: Problem) => void;
  /** Whether a problem found elsewhere already says what is wrong at a place or inside it. */
  isExplained: (at: Place) => boolean;
}

/** Whether it is proved that these never hold together; `fitting`: for no event that fits its schema. */
export function neverTogether(
  formulas: readonly Formula[],
  inspection: Inspection,
  fitting = false,
): boolean {
  const { question, budget } = inspection;
  if (fitting && !question.schema) return false;
  return isRefuted(joinFormulas('and', formulas), question, budget, fitting);
}

/** For each formula those that share a path with it, straight or by way of others: nothing else bears on it. */
export function linksAmong(formulas: readonly Formula[]): ReadonlyMap<Formula, readonly Formula[]> {
  const groups = linkedParts(formulas, topSpots(joinFormulas('and', formulas)));
  return new Map(groups.flatMap((group) => group.map((formula) => [formula, group])));
}

/** Whether two formulas look at the same path, or one inside the path of the other. */
export function shareSpot(one: Formula, other: Formula): boolean {
  return literalsOf(one).some(({ spot }) =>
    literalsOf(other).some(
      ({ spot: its }) => its.key === spot.key || its.outer.includes(spot.key) || spot.outer.includes(its.key),
    ),
  );
}

/** As few of the parts as never hold together, given the context. Empty where the context alone never holds. */
export function smallestClash(
  parts: readonly Part[],
  context: readonly Formula[],
  inspection: Inspection,
  fitting: boolean,
): Part[] {
  let clash = [...parts];
  for (const part of parts) {
    const rest = clash.filter((each) => each !== part);
    const formulas = [...context, ...rest.map(({ formula }) => formula)];
    if (neverTogether(formulas, inspection, fitting)) clash = rest;
  }
  return clash;
}

/** A part as a message names it: its place, and for a condition what it says. */
export function nameOf({ node, at }: Part): string {
  return isLeaf(node) ? `${at} (${node.path} ${node.op} ${JSON.stringify(node.value)})` : at;
}

export function namesOf(parts: readonly Part[]): string {
  const names = parts.map(nameOf);
  return names.length > 3
    ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
    : names.join(' and ');
}
