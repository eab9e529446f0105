import type { JsonObject, Operator } from '../model/index.ts';
import { schemaTypes } from './schema-types.ts';

/** How an operator reads between a field and a value: "severity is at least high". */
export const operatorWords: Readonly<Record<Operator, string>> = {
  eq: 'equals',
  neq: 'does not equal',
  in: 'is one of',
  nin: 'is none of',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  contains: 'contains',
  exists: 'exists',
  starts_with: 'starts with',
  ends_with: 'ends with',
  matches: 'matches the pattern',
};

const always: readonly Operator[] = ['eq', 'neq', 'in', 'nin', 'exists'];
const orders: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];
const texts: readonly Operator[] = ['contains', 'starts_with', 'ends_with', 'matches'];

/** The operators that make sense for values of a schema, the likeliest first; all where it names no type. */
export function operatorsFor(schema: JsonObject): Operator[] {
  const types = schemaTypes(schema);
  const isEnum = Array.isArray(schema.enum) || 'const' in schema;
  const wanted = new Set<Operator>();
  if (types.has('array')) wanted.add('contains');
  for (const op of always) wanted.add(op);
  if (types.has('number') || schema['x-ordered'] === true) for (const op of orders) wanted.add(op);
  if (types.has('string') && !isEnum) for (const op of [...texts, ...orders]) wanted.add(op);
  if (types.has('boolean') && types.size === 1) for (const op of ['in', 'nin'] as const) wanted.delete(op);
  return [...wanted];
}
