import { deepEqual } from '../../language/index.ts';
import { hashJson, isJsonObject, type Json, type Leaf } from '../../model/index.ts';

/** A leaf that would let some values through which the leaf as written does not. */
export interface CandidateLeaf {
  leaf: Leaf;
  /** Values that it lets through, in events that nothing else rejected. */
  gains: number;
}

/** Values that a condition alone rejected, as far as changing its value can help. */
export interface CandidateValues {
  /** Counts a value that some edit lets through; `isGood` is asked once for each different edit that is kept. */
  add(actual: Json, isGood: (edited: Leaf) => boolean): void;
  /** The smallest edits first: the nearest value, or for lists the most frequent one. */
  candidates(): CandidateLeaf[];
}

/** Edits offered for one condition. */
const mostOffered = 3;
/** Different values kept: for orders the nearest, for lists the first that came. */
const mostNearest = 16;
const mostListed = 256;
/** Values that are longer as JSON are neither offered nor counted. */
const longest = 200;

/**
 * Collects values for a leaf whose verdict should become `needed`. Orders (`gt gte lt lte`) move their bound to the
 * nearest value; `eq neq in nin` add a value to a list or take it away. Other operators have no smaller edit than
 * leaving the condition out.
 */
export function collectValues(
  leaf: Leaf,
  needed: boolean,
  enumOrder: readonly Json[] | undefined,
): CandidateValues | null {
  switch (leaf.op) {
    case 'gt':
    case 'gte':
      return nearestValues(leaf, needed ? 'gte' : 'gt', needed ? 1 : -1, enumOrder);
    case 'lt':
    case 'lte':
      return nearestValues(leaf, needed ? 'lte' : 'lt', needed ? -1 : 1, enumOrder);
    case 'eq':
      // The other truth value makes no list: it is no condition any more.
      return needed && typeof leaf.value !== 'boolean'
        ? listedValues((actual) => ({ ...leaf, op: 'in', value: [leaf.value, actual] }))
        : null;
    case 'neq':
      return needed || typeof leaf.value === 'boolean'
        ? null
        : listedValues((actual) => ({ ...leaf, op: 'nin', value: [leaf.value, actual] }));
    case 'in':
      return listEdits(leaf, needed);
    case 'nin':
      return listEdits(leaf, !needed);
    default:
      return null;
  }
}

/** The list of an `in` or `nin` with a value more, or without it. */
function listEdits(leaf: Leaf, isLonger: boolean): CandidateValues | null {
  const list = leaf.value;
  if (!Array.isArray(list)) return null;
  return listedValues((actual) => ({
    ...leaf,
    value: isLonger ? [...list, actual] : list.filter((item) => !deepEqual(item, actual)),
  }));
}

interface Counted {
  actual: Json;
  count: number;
}

/** The list is long, perhaps: of each value only itself is kept, and lists are made of those that are offered. */
function listedValues(edit: (actual: Json) => Leaf): CandidateValues {
  const values = new Map<string, Counted | null>();
  return {
    add(actual, isGood) {
      const key = keyOf(actual);
      if (key === null) return;
      const known = values.get(key);
      if (known) known.count++;
      if (known !== undefined || values.size >= mostListed) return;
      values.set(key, isGood(edit(actual)) ? { actual, count: 1 } : null);
    },
    candidates: () =>
      [...values.values()]
        .filter((value) => value !== null)
        .sort((one, other) => other.count - one.count)
        .slice(0, mostOffered)
        .map(({ actual, count }) => ({ leaf: edit(actual), gains: count })),
  };
}

/** Tells values apart as `eq` does; null for those that are too long to be offered. */
function keyOf(value: Json): string | null {
  const text = JSON.stringify(value);
  if (text.length > longest) return null;
  // The order of keys makes no difference.
  return isJsonObject(value) || Array.isArray(value) ? hashJson(value) : text;
}

/** `direction` 1: larger values are nearer to the bound. */
function nearestValues(
  leaf: Leaf,
  op: Leaf['op'],
  direction: 1 | -1,
  enumOrder: readonly Json[] | undefined,
): CandidateValues {
  // The nearest first. What falls off the end is farther than all that stay, so that their counts are whole.
  const nearest: Counted[] = [];
  const isComparable = (actual: Json) =>
    enumOrder ? enumOrder.includes(actual) : typeof actual === typeof leaf.value && isOrdered(actual);
  return {
    add(actual, isGood) {
      if (!isComparable(actual) || keyOf(actual) === null) return;
      const position = nearest.findIndex((each) => direction * compare(each.actual, actual, enumOrder) <= 0);
      const index = position < 0 ? nearest.length : position;
      const found = nearest[index];
      if (found && compare(found.actual, actual, enumOrder) === 0) {
        found.count++;
        return;
      }
      if (index >= mostNearest) return;
      if (!isGood({ ...leaf, op, value: actual })) return;
      nearest.splice(index, 0, { actual, count: 1 });
      if (nearest.length > mostNearest) nearest.pop();
    },
    candidates() {
      let gains = 0;
      return nearest.slice(0, mostOffered).map((each) => {
        gains += each.count;
        return { leaf: { ...leaf, op, value: each.actual }, gains };
      });
    },
  };
}

function isOrdered(value: Json): boolean {
  return typeof value === 'number' || typeof value === 'string';
}

function compare(one: Json, other: Json, enumOrder: readonly Json[] | undefined): number {
  if (enumOrder) return enumOrder.indexOf(one) - enumOrder.indexOf(other);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [String(one), String(other)];
  return left === right ? 0 : left < right ? -1 : 1;
}
