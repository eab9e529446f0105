import { compilePattern } from '../catalog/index.ts';
import type { Json, Operator } from '../model/index.ts';
import { deepEqual } from './deep-equal.ts';
import type { Resolved } from './path.ts';

export interface OperatorOptions {
  /** The values of an ordered enum, lowest first: gt, gte, lt and lte then compare by position in it. */
  enumOrder?: readonly Json[] | undefined;
}

/**
 * Compares a value found in an event with the value written in a rule (design, the rule model: filters).
 * Of a missing value only `neq` and `nin` hold, and `exists` tells. Nothing is coerced: a pair of types that an
 * operator does not know is false, and so is an operand it cannot use (no list for `in` and `nin`, no pattern).
 */
export function testOperator(
  op: Operator,
  actual: Resolved,
  expected: Json,
  options: OperatorOptions = {},
): boolean {
  const { present, value } = actual;
  switch (op) {
    case 'exists':
      return present === expected;
    case 'neq':
      return !present || !deepEqual(value, expected);
    case 'nin':
      return Array.isArray(expected) && !(present && includes(expected, value));
    case 'eq':
      return present && deepEqual(value, expected);
    case 'in':
      return present && Array.isArray(expected) && includes(expected, value);
    case 'contains':
      return present && contains(value, expected);
    case 'gt':
      return present && compare(value, expected, options, (order) => order > 0);
    case 'gte':
      return present && compare(value, expected, options, (order) => order >= 0);
    case 'lt':
      return present && compare(value, expected, options, (order) => order < 0);
    case 'lte':
      return present && compare(value, expected, options, (order) => order <= 0);
    case 'starts_with':
      return isText(value) && isText(expected) && present && value.startsWith(expected);
    case 'ends_with':
      return isText(value) && isText(expected) && present && value.endsWith(expected);
    case 'matches':
      return present && isText(value) && isText(expected) && matches(value, expected);
  }
}

function includes(list: readonly Json[], value: Json): boolean {
  return list.some((item) => deepEqual(item, value));
}

function contains(value: Json, expected: Json): boolean {
  if (Array.isArray(value)) return includes(value, expected);
  return isText(value) && isText(expected) && value.includes(expected);
}

/** Numbers by size, text by code unit (ISO times sort so), ordered enums by position; any other pair is false. */
function compare(
  left: Json,
  right: Json,
  options: OperatorOptions,
  holds: (order: number) => boolean,
): boolean {
  if (options.enumOrder) {
    const [from, to] = [options.enumOrder.indexOf(left), options.enumOrder.indexOf(right)];
    return from >= 0 && to >= 0 && holds(from - to);
  }
  if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
  if (!isText(left) || !isText(right)) return false;
  return holds(Number(left > right) - Number(left < right));
}

function matches(text: string, pattern: string): boolean {
  const compiled = compilePattern(pattern);
  return compiled.ok && compiled.value(text);
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}
