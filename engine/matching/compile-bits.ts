import type { Event, JsonObject } from '../model/index.ts';
import { type DirectLeaf, directLeaf, isBeyond } from './compile-leaf.ts';
import { compileOperator } from './compile-operator.ts';
import { compileItems } from './compile-plan.ts';
import type { Condition } from './plan.ts';
import { placeOfKey, readKey } from './read-key.ts';
import { compileReader } from './read-value.ts';

/*
 * Every condition is evaluated here, so they may be in any order: those on plain paths are arranged by what they look
 * into, and each object on the way is read once. Bits are added without a branch, which no processor could foresee.
 */

/** Adds its bits to those given. */
type Collect<Source> = (source: Source, bits: number) => number;

/**
 * Conditions as one function that evaluates each of them and gives their verdicts as bits: bit n for the n-th, 32 at
 * most.
 */
export function compileBits(conditions: readonly Condition[]): (event: Event) => number {
  const inPayload: Branch = { leaves: [], inner: new Map() };
  let others: Collect<Event> = unchanged;
  for (const [shift, condition] of conditions.entries()) {
    const direct = condition.kind === 'leaf' ? directLeaf(condition) : null;
    if (direct) addLeaf(inPayload, direct, shift);
    else others = collectOther(condition, shift, others);
  }
  const plain = collectIn(inPayload);
  if (others === unchanged) return (event) => plain(event.payload, 0);
  return (event) => others(event, plain(event.payload, 0));
}

/** Leaves by the objects they look into. */
interface Branch {
  leaves: PlainLeaf[];
  inner: Map<string, Branch>;
}

interface PlainLeaf {
  key: string;
  direct: DirectLeaf;
  shift: number;
}

function addLeaf(payload: Branch, direct: DirectLeaf, shift: number): void {
  const { depth, first, second, third } = direct.at;
  const key = depth === 1 ? first : depth === 2 ? second : third;
  let branch = payload;
  for (const outer of [first, second].slice(0, depth - 1)) {
    const inner = branch.inner.get(outer) ?? { leaves: [], inner: new Map() };
    branch.inner.set(outer, inner);
    branch = inner;
  }
  branch.leaves.push({ key, direct, shift });
}

function unchanged(_source: unknown, bits: number): number {
  return bits;
}

/** What stands for an object that is not there. */
const nothing: JsonObject = Object.freeze({});

function collectIn({ leaves, inner }: Branch): Collect<JsonObject> {
  const deeper = [...inner].reduce<Collect<JsonObject>>((rest, [key, branch]) => {
    const place = placeOfKey(key);
    const collect = collectIn(branch);
    return (object, bits) => {
      const value = readKey(place, object, key);
      const source = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : nothing;
      return rest(object, collect(source, bits));
    };
  }, unchanged);
  return leaves.reduce(collectLeaf, deeper);
}

function collectLeaf(rest: Collect<JsonObject>, { key, direct, shift }: PlainLeaf): Collect<JsonObject> {
  const place = placeOfKey(key);
  switch (direct.kind) {
    case 'text': {
      const { text, isNegated } = direct;
      return (object, bits) => {
        const value = readKey(place, object, key);
        const holds = (typeof value === 'string' && value === text) !== isNegated;
        return rest(object, bits | (Number(holds) << shift));
      };
    }
    case 'same': {
      const { same, isNegated } = direct;
      return (object, bits) => {
        const holds = (readKey(place, object, key) === same) !== isNegated;
        return rest(object, bits | (Number(holds) << shift));
      };
    }
    case 'number': {
      const { bound, sign, isStrict } = direct;
      return (object, bits) => {
        const holds = isBeyond(readKey(place, object, key), bound, sign, isStrict);
        return rest(object, bits | (Number(holds) << shift));
      };
    }
  }
}

function collectOther(condition: Condition, shift: number, rest: Collect<Event>): Collect<Event> {
  switch (condition.kind) {
    case 'leaf': {
      const { path, leaf, enumOrder } = condition;
      const holds = compileOperator(leaf.op, leaf.value, enumOrder);
      const read = compileReader(path);
      return (event, bits) => rest(event, bits | (Number(holds(read(event))) << shift));
    }
    case 'items': {
      const test = compileItems(condition);
      return (event, bits) => rest(event, bits | (Number(test(event)) << shift));
    }
    case 'unreadable':
      return rest;
  }
}
