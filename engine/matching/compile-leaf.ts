import type { Path } from '../language/index.ts';
import type { Event, Json, Leaf } from '../model/index.ts';
import { compileOperator, never } from './compile-operator.ts';
import { type PlainPath, readPlain } from './plain-path.ts';
import { compileReader } from './read-value.ts';

/** Whether something holds of an event, and inside `where` of a list item. */
export type Test = (event: Event, item?: Json) => boolean;

/** A leaf whose path can be read. */
export interface ReadableLeaf {
  path: Path;
  /** The same, where it is a plain one. */
  plain: PlainPath | null;
  leaf: Leaf;
  /** The values of an ordered enum, lowest first, when the leaf looks at one. */
  enumOrder: readonly Json[] | undefined;
}

/** The end of a chain of guards: nothing more is asked. */
export function accept(): boolean {
  return true;
}

/**
 * A leaf as a guard: true when its verdict is the wanted one and then `rest` is true. Reading, comparing and going on
 * are one function, because a call costs more than all of these; and each of the commonest comparisons has one of its
 * own, because a virtual machine learns what it compares where the comparison is written.
 */
export function guardLeaf(readable: ReadableLeaf, wanted: boolean, rest: Test): Test {
  const { path, leaf, enumOrder } = readable;
  const direct = directLeaf(readable);
  switch (direct?.kind) {
    case 'text': {
      const { at, text } = direct;
      const target = direct.isNegated !== wanted;
      return (event, item) => {
        const value = readPlain(event, at);
        return (typeof value === 'string' && value === text) === target && rest(event, item);
      };
    }
    case 'same': {
      const { at, same } = direct;
      const target = direct.isNegated !== wanted;
      return (event, item) => (readPlain(event, at) === same) === target && rest(event, item);
    }
    case 'number': {
      const { at, bound, sign, isStrict } = direct;
      return (event, item) =>
        isBeyond(readPlain(event, at), bound, sign, isStrict) === wanted && rest(event, item);
    }
    case undefined: {
      const holds = compileOperator(leaf.op, leaf.value, enumOrder);
      if (holds === never) return wanted ? never : rest;
      const read = compileReader(path);
      return (event, item) => holds(read(event, item)) === wanted && rest(event, item);
    }
  }
}

/** The commonest leaves: a plain path compared with one simple value, by equality or by size. */
export type DirectLeaf =
  | { kind: 'text'; at: PlainPath; text: string; isNegated: boolean }
  | { kind: 'same'; at: PlainPath; same: number | boolean | null; isNegated: boolean }
  /** More than the bound, or less with sign -1. */
  | { kind: 'number'; at: PlainPath; bound: number; sign: 1 | -1; isStrict: boolean };

export function directLeaf({ plain: at, leaf: { op, value }, enumOrder }: ReadableLeaf): DirectLeaf | null {
  if (!at || (typeof value === 'object' && value !== null)) return null;
  switch (op) {
    case 'eq':
    case 'neq': {
      // Of a missing value `neq` holds, as not being equal does.
      const isNegated = op === 'neq';
      return typeof value === 'string'
        ? { kind: 'text', at, text: value, isNegated }
        : { kind: 'same', at, same: value, isNegated };
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      if (typeof value !== 'number' || enumOrder) return null;
      const sign = op === 'gt' || op === 'gte' ? 1 : -1;
      return { kind: 'number', at, bound: value, sign, isStrict: op === 'gt' || op === 'lt' };
    }
    default:
      return null;
  }
}

/** The difference is compared, as the evaluator has it, so that even what overflows is compared alike. */
export function isBeyond(value: Json | undefined, bound: number, sign: 1 | -1, isStrict: boolean): boolean {
  if (typeof value !== 'number') return false;
  const over = sign * (value - bound);
  return isStrict ? over > 0 : over >= 0;
}
