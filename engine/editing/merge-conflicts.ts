import type { RuleConflict } from '../contract/index.ts';
import { isJsonObject, type Json, type JsonObject, type Place } from '../model/index.ts';

export type Side = 'mine' | 'theirs';

/** One choice for all conflicts, or one for each conflict's id. */
export type MergeChoices = Side | Readonly<Record<string, Side>>;

/** Where something stands on either side. */
export interface Where {
  mine: Place;
  theirs: Place;
}

/** The same place on both sides. */
export function at(place: Place): Where {
  return { mine: place, theirs: place };
}

export function within(where: Where, mine: string, theirs = mine): Where {
  return { mine: `${where.mine}${mine}`, theirs: `${where.theirs}${theirs}` };
}

/** What is different on both sides; what is left out is not there. */
export interface Dispute {
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/** Conflicts met so far, and how they are settled. */
export interface Arbiter {
  /** The side that counts: as chosen, or mine while nobody has. */
  settle(where: Where, dispute: Dispute): Side;
  conflicts: RuleConflict[];
  /** Ids of those that nobody has settled. */
  unsettled: string[];
}

export function createArbiter(choices: MergeChoices): Arbiter {
  const conflicts: RuleConflict[] = [];
  const unsettled: string[] = [];
  const used = new Map<Place, number>();
  return {
    conflicts,
    unsettled,
    settle(where, { base, mine, theirs }) {
      const place = mine === undefined ? where.theirs : where.mine;
      const count = (used.get(place) ?? 0) + 1;
      used.set(place, count);
      const id = count === 1 ? place : `${place}#${count}`;
      conflicts.push({
        id,
        at: place,
        ...(base === undefined ? {} : { base: plain(base) }),
        ...(mine === undefined ? {} : { mine: plain(mine) }),
        ...(theirs === undefined ? {} : { theirs: plain(theirs) }),
      });
      const chosen =
        typeof choices === 'string' ? choices : Object.hasOwn(choices, id) ? choices[id] : undefined;
      if (chosen === undefined) unsettled.push(id);
      return chosen ?? 'mine';
    },
  };
}

/** One value that is taken whole: changed on one side, that side counts; changed on both alike, it is no conflict. */
export function mergeValue<Value>(
  arbiter: Arbiter,
  where: Where,
  base: Value | undefined,
  mine: Value,
  theirs: Value,
): Value {
  const agreed = agree(base, mine, theirs);
  if (agreed) return agreed.value;
  return arbiter.settle(where, { base, mine, theirs }) === 'mine' ? mine : theirs;
}

/** What three states come to where at most one side changed anything, or both the same; null where they do not. */
export function agree<Value>(base: Value | undefined, mine: Value, theirs: Value): { value: Value } | null {
  if (isSame(mine, theirs) || isSame(base, theirs)) return { value: mine };
  return isSame(base, mine) ? { value: theirs } : null;
}

/** Whether two values would be written as the same JSON; a field that is undefined is not there. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return Object.is(left, right);
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(own(left, key), own(right, key)));
}

/** An object's fields merged one by one, objects in it too; anything else is taken whole. */
export function mergeObjects(
  arbiter: Arbiter,
  where: Where,
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
): JsonObject {
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const merged = [...keys].flatMap((key): [string, Json][] => {
    const place = within(where, `.${key}`);
    const value = mergeField(arbiter, place, own(base, key), own(mine, key), own(theirs, key));
    return value === undefined ? [] : [[key, value]];
  });
  // Not by assignment: `__proto__` is a key like any other.
  return Object.fromEntries(merged);
}

function mergeField(
  arbiter: Arbiter,
  where: Where,
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
): Json | undefined {
  if (isJsonObject(base) && isJsonObject(mine) && isJsonObject(theirs)) {
    return mergeObjects(arbiter, where, base, mine, theirs);
  }
  return mergeValue(arbiter, where, base, mine, theirs);
}

function own(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** As JSON has it: without fields that are undefined. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
