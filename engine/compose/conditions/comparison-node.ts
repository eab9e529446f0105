import type { FilterNode, Json, Leaf, Operator } from '../../model/index.ts';
import type { Field } from '../lexicon.ts';
import { joined } from './value-list.ts';

/** One comparison as a node. Steps on an ordered scale become the values that are meant. */
export function nodeOf(
  field: Field,
  op: Operator,
  values: Json[],
  isNot: boolean,
  isOr: boolean,
): FilterNode | null {
  const [value] = values;
  if (value === undefined) return null;
  const { path } = field;
  if (op === 'contains' || op === 'starts_with' || op === 'ends_with') {
    const node = joined(
      values.map((each): Leaf => ({ path, op, value: each })),
      isOr,
    );
    return isNot ? { not: node } : node;
  }
  if (op === 'eq') {
    if (values.length === 1) return { path, op: isNot ? 'neq' : 'eq', value };
    return { path, op: isNot ? 'nin' : 'in', value: values };
  }
  if (values.length > 1) return null;
  if (field.values.length > 0) {
    if (!field.isOrdered || typeof value !== 'string') return null;
    const meant = onScale(field.values, op, value);
    if (meant.length === 0) return null;
    return oneOf(path, meant, isNot);
  }
  if (typeof value !== 'number') return null;
  const leaf: Leaf = { path, op, value };
  return isNot ? { not: leaf } : leaf;
}

export function oneOf(path: string, values: string[], isNot: boolean): Leaf {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return { path, op: isNot ? 'neq' : 'eq', value: only };
  return { path, op: isNot ? 'nin' : 'in', value: values };
}

export function onScale(values: readonly string[], op: Operator, value: string): string[] {
  const rank = values.indexOf(value);
  return values.filter((_, index) => {
    if (op === 'gt') return index > rank;
    if (op === 'gte') return index >= rank;
    return op === 'lt' ? index < rank : index <= rank;
  });
}
