import { kindOf } from './explain-issues.ts';
import type { Json } from './json.ts';
import type { Leaf } from './rule.ts';

/**
 * Why a leaf's operand is not of the kind that its operator takes, as `expected list, got string`; null where it is.
 * Only `in`, `nin` (a list) and `exists` (true or false) take one kind whatever they look at.
 */
export function describeOperandProblem({ op, value }: Pick<Leaf, 'op' | 'value'>): string | null {
  switch (op) {
    case 'in':
    case 'nin':
      return Array.isArray(value) ? null : expectedBut('list', value);
    case 'exists':
      return typeof value === 'boolean' ? null : expectedBut('true or false', value);
    default:
      return null;
  }
}

function expectedBut(wanted: string, value: Json): string {
  return `expected ${wanted}, got ${kindOf(value)}`;
}
