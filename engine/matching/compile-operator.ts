import { compilePattern, deepEqual } from '../language/index.ts';
import type { Json, Operator } from '../model/index.ts';

/** Whether an operator holds of a value; undefined is a missing one. */
export type ValueTest = (value: Json | undefined) => boolean;

/**
 * An operator with its operand as a function: what `testOperator` says, decided as far as it can be before any value
 * is seen. `never` where no value can hold.
 */
export function compileOperator(
  op: Operator,
  expected: Json,
  enumOrder: readonly Json[] | undefined,
): ValueTest {
  switch (op) {
    case 'exists':
      if (expected === true) return (value) => value !== undefined;
      return expected === false ? (value) => value === undefined : never;
    case 'eq':
      return equals(expected);
    case 'neq':
      return differs(expected);
    case 'in':
      return Array.isArray(expected) ? isOneOf(expected) : never;
    case 'nin': {
      if (!Array.isArray(expected)) return never;
      const isListed = isOneOf(expected);
      return (value) => !isListed(value);
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return enumOrder ? comparesPosition(op, expected, enumOrder) : compares(op, expected);
    case 'contains':
      return contains(expected);
    case 'starts_with':
      if (typeof expected !== 'string') return never;
      return (value) => typeof value === 'string' && value.startsWith(expected);
    case 'ends_with':
      if (typeof expected !== 'string') return never;
      return (value) => typeof value === 'string' && value.endsWith(expected);
    case 'matches': {
      const pattern = typeof expected === 'string' ? compilePattern(expected) : null;
      if (!pattern?.ok) return never;
      const matches = pattern.value;
      return (value) => typeof value === 'string' && matches(value);
    }
  }
}

export function never(): boolean {
  return false;
}

// Comparing text with text and number with number at places of their own keeps each of them fast.
function equals(expected: Json): ValueTest {
  if (typeof expected === 'string') return (value) => typeof value === 'string' && value === expected;
  if (typeof expected === 'number') return (value) => typeof value === 'number' && value === expected;
  if (typeof expected !== 'object' || expected === null) return (value) => value === expected;
  return (value) => value !== undefined && deepEqual(value, expected);
}

function differs(expected: Json): ValueTest {
  if (typeof expected === 'string') return (value) => typeof value !== 'string' || value !== expected;
  if (typeof expected === 'number') return (value) => typeof value !== 'number' || value !== expected;
  if (typeof expected !== 'object' || expected === null) return (value) => value !== expected;
  return (value) => value === undefined || !deepEqual(value, expected);
}

function isOneOf(list: readonly Json[]): ValueTest {
  const compound = list.filter((item) => typeof item === 'object' && item !== null);
  const simple = new Set<Json | undefined>(list);
  if (compound.length === 0) return (value) => simple.has(value);
  return (value) =>
    value !== undefined && (simple.has(value) || compound.some((item) => deepEqual(item, value)));
}

function contains(expected: Json): ValueTest {
  if (typeof expected === 'string') {
    // Both texts and lists have it.
    return (value) => (typeof value === 'string' || Array.isArray(value)) && value.includes(expected);
  }
  if (typeof expected !== 'object' || expected === null) {
    return (value) => Array.isArray(value) && value.includes(expected);
  }
  return (value) => Array.isArray(value) && value.some((item) => deepEqual(item, expected));
}

type Comparison = 'gt' | 'gte' | 'lt' | 'lte';

/** Numbers by difference, as the evaluator has it, so that even what overflows is compared alike. */
function compares(op: Comparison, expected: Json): ValueTest {
  if (typeof expected === 'number') {
    switch (op) {
      case 'gt':
        return (value) => typeof value === 'number' && value - expected > 0;
      case 'gte':
        return (value) => typeof value === 'number' && value - expected >= 0;
      case 'lt':
        return (value) => typeof value === 'number' && value - expected < 0;
      case 'lte':
        return (value) => typeof value === 'number' && value - expected <= 0;
    }
  }
  if (typeof expected !== 'string') return never;
  switch (op) {
    case 'gt':
      return (value) => typeof value === 'string' && value > expected;
    case 'gte':
      return (value) => typeof value === 'string' && value >= expected;
    case 'lt':
      return (value) => typeof value === 'string' && value < expected;
    case 'lte':
      return (value) => typeof value === 'string' && value <= expected;
  }
}

/** An ordered enum: the values that hold are known beforehand. */
function comparesPosition(op: Comparison, expected: Json, order: readonly Json[]): ValueTest {
  const holding = valuesThatHold(op, expected, order);
  return holding.length === 0 ? never : isOneOf(holding);
}

/** The values of an ordered enum that an operator holds of: by the first position of each. */
export function valuesThatHold(op: Comparison, expected: Json, order: readonly Json[]): Json[] {
  const bound = order.indexOf(expected);
  const holds = compares(op, bound);
  // Lists and objects are found by identity, which no value of an event has.
  const isSimple = (value: Json) => typeof value !== 'object' || value === null;
  return bound < 0 ? [] : order.filter((value) => isSimple(value) && holds(order.indexOf(value)));
}
