import { type FilterNode, isJsonObject } from '../../model/index.ts';
import { type EventQuestion, formulaFor } from '../satisfy/find-event.ts';

/** By path: the only values, as JSON, that a filter holds with. Paths left to more than a list of values are not in it. */
export type WantedValues = ReadonlyMap<string, ReadonlySet<string>>;

/** What a filter wants of single paths, read off without a search. */
export function wantedValues(nodes: readonly FilterNode[], question: EventQuestion): WantedValues {
  const wanted = new Map<string, ReadonlySet<string>>();
  const formula = formulaFor(nodes, question);
  for (const part of formula.kind === 'and' ? formula.parts : [formula]) {
    if (part.kind !== 'literal' || !part.holds || part.test.kind !== 'among') continue;
    const { values } = part.test;
    // Of lists and objects the text does not tell whether they are equal.
    if (values.some((value) => Array.isArray(value) || isJsonObject(value))) continue;
    wanted.set(part.spot.key, new Set(values.map((value) => JSON.stringify(value))));
  }
  return wanted;
}

/** Whether two filters want different values of one path: no event then meets both. */
export function wantDifferent(one: WantedValues, other: WantedValues): boolean {
  for (const [key, values] of one) {
    const others = other.get(key);
    if (others && ![...values].some((value) => others.has(value))) return true;
  }
  return false;
}
