import { accept, guardLeaf, type Test } from './compile-leaf.ts';
import { never } from './compile-operator.ts';
import type { Condition, Plan } from './plan.ts';
import { compileReader } from './read-value.ts';

/** A plan as one function that stops where it is decided; in a group the cheapest part comes first. */
export function compilePlan(plan: Plan): Test {
  return guard(plan, true, accept);
}

/** The same for parts that must all hold. */
export function compileAll(parts: readonly Plan[]): Test {
  return guardAll(parts, true, accept);
}

/** True when the plan's verdict is the wanted one and then `rest` is true. */
function guard(plan: Plan, wanted: boolean, rest: Test): Test {
  switch (plan.kind) {
    case 'leaf':
      return guardLeaf(plan, wanted, rest);
    case 'items': {
      const test = compileItems(plan);
      return (event, item) => test(event, item) === wanted && rest(event, item);
    }
    case 'unreadable':
      return wanted ? never : rest;
    case 'not':
      return guard(plan.child, !wanted, rest);
    case 'all':
      return wanted ? guardAll(plan.children, true, rest) : guardSome(plan.children, false, rest);
    case 'any':
      return wanted ? guardSome(plan.children, true, rest) : guardAll(plan.children, false, rest);
  }
}

/** Every part has the wanted verdict, and then the rest is true. */
function guardAll(parts: readonly Plan[], wanted: boolean, rest: Test): Test {
  return cheapestFirst(parts).reduceRight((next, part) => guard(part, wanted, next), rest);
}

/** Some part has the wanted verdict, and then the rest is true. */
function guardSome(parts: readonly Plan[], wanted: boolean, rest: Test): Test {
  const some = joinSome(cheapestFirst(parts).map((part) => guard(part, wanted, accept)));
  return rest === accept || some === never ? some : (event, item) => some(event, item) && rest(event, item);
}

function joinSome(tests: readonly Test[]): Test {
  const [first, second, third, ...others] = tests;
  if (!first) return never;
  if (!second) return first;
  if (!third) return (event, item) => first(event, item) || second(event, item);
  const more = joinSome([third, ...others]);
  return (event, item) => first(event, item) || second(event, item) || more(event, item);
}

function cheapestFirst(plans: readonly Plan[]): Plan[] {
  return plans.toSorted((one, other) => one.cost - other.cost);
}

/** A condition on the items of a list. */
export function compileItems({ path, where, isSome }: Extract<Condition, { kind: 'items' }>): Test {
  const read = compileReader(path);
  const test = compilePlan(where);
  if (isSome) {
    return (event, item) => {
      const list = read(event, item);
      if (!Array.isArray(list)) return false;
      for (const each of list) if (test(event, each)) return true;
      return false;
    };
  }
  return (event, item) => {
    const list = read(event, item);
    if (!Array.isArray(list)) return false;
    for (const each of list) if (!test(event, each)) return false;
    return true;
  };
}
