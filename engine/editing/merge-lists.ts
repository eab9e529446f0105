import { type Arbiter, agree, isSame, type Where, within } from './merge-conflicts.ts';

/** How the items of a list are told apart and brought together. */
export interface ListRules<Item> {
  /** Which item of `to` each item of `from` became: index to index. */
  pair(from: readonly Item[], to: readonly Item[]): Map<number, number>;
  /** Items that both sides added: only what is surely meant to be one. */
  pairAdded(mine: readonly Item[], theirs: readonly Item[]): Map<number, number>;
  merge(where: Where, base: Item | undefined, mine: Item, theirs: Item): Item;
  /** How an item's place goes on from its list's: `[3]`. */
  place(index: number, side: 'mine' | 'theirs'): string;
  /** Whether another order means something else; what to name an item by in that conflict. Null: it does not. */
  orderName: ((item: Item) => string) | null;
}

/** One item through the three states. */
interface Slot<Item> {
  base: Item | undefined;
  mine: Item | undefined;
  theirs: Item | undefined;
  /** Positions on each side; -1 where it is not there. */
  at: { base: number; mine: number; theirs: number };
}

/** One that is still there in the end. */
interface Kept<Item> extends Slot<Item> {
  outcome: Item;
}

/**
 * Merges lists item by item: what either side added stays, what either removed goes unless the other changed it, what
 * both kept is merged. Items added at one spot by both stand in an order that does not depend on the sides.
 */
export function mergeLists<Item>(
  arbiter: Arbiter,
  where: Where,
  lists: { base: readonly Item[]; mine: readonly Item[]; theirs: readonly Item[] },
  rules: ListRules<Item>,
): readonly Item[] {
  const agreed = agree(lists.base, lists.mine, lists.theirs);
  if (agreed) return agreed.value;
  const kept: Kept<Item>[] = [];
  for (const slot of slotsOf(lists, rules)) {
    const outcome = settleSlot(arbiter, where, slot, rules);
    if (outcome !== undefined) kept.push({ ...slot, outcome });
  }
  return inOrder(arbiter, where, kept, rules).map(({ outcome }) => outcome);
}

function slotsOf<Item>(
  { base, mine, theirs }: { base: readonly Item[]; mine: readonly Item[]; theirs: readonly Item[] },
  rules: ListRules<Item>,
): Slot<Item>[] {
  const [toMine, toTheirs] = [rules.pair(base, mine), rules.pair(base, theirs)];
  const slots = base.map((item, index): Slot<Item> => {
    const [inMine, inTheirs] = [toMine.get(index) ?? -1, toTheirs.get(index) ?? -1];
    return {
      base: item,
      mine: mine[inMine],
      theirs: theirs[inTheirs],
      at: { base: index, mine: inMine, theirs: inTheirs },
    };
  });
  const [oldMine, oldTheirs] = [new Set(toMine.values()), new Set(toTheirs.values())];
  const added = {
    mine: [...mine.keys()].filter((index) => !oldMine.has(index)),
    theirs: [...theirs.keys()].filter((index) => !oldTheirs.has(index)),
  };
  const itemsAt = (items: readonly Item[], indexes: readonly number[]) =>
    indexes.flatMap((index) => items.slice(index, index + 1));
  const partners = rules.pairAdded(itemsAt(mine, added.mine), itemsAt(theirs, added.theirs));
  const slotOf = (inMine: number, inTheirs: number): Slot<Item> => ({
    base: undefined,
    mine: mine[inMine],
    theirs: theirs[inTheirs],
    at: { base: -1, mine: inMine, theirs: inTheirs },
  });
  for (const [position, index] of added.mine.entries()) {
    slots.push(slotOf(index, added.theirs[partners.get(position) ?? -1] ?? -1));
  }
  const paired = new Set(partners.values());
  for (const [position, index] of added.theirs.entries()) {
    if (!paired.has(position)) slots.push(slotOf(-1, index));
  }
  return slots;
}

function settleSlot<Item>(
  arbiter: Arbiter,
  where: Where,
  { base, mine, theirs, at }: Slot<Item>,
  rules: ListRules<Item>,
): Item | undefined {
  const place = within(where, rules.place(at.mine, 'mine'), rules.place(at.theirs, 'theirs'));
  if (mine !== undefined && theirs !== undefined) return rules.merge(place, base, mine, theirs);
  const present = mine ?? theirs;
  if (base === undefined) return present;
  // Removed on one side: for good, unless the other went on working on it.
  if (present === undefined || isSame(base, present)) return undefined;
  return arbiter.settle(place, { base, mine, theirs }) === 'mine' ? mine : theirs;
}

/** Those that all three know keep the order of the side that changed it; the others follow what they stood behind. */
function inOrder<Item>(
  arbiter: Arbiter,
  where: Where,
  kept: readonly Kept<Item>[],
  rules: ListRules<Item>,
): Kept<Item>[] {
  const common = kept.filter(({ at }) => at.base >= 0 && at.mine >= 0 && at.theirs >= 0);
  const others = kept.filter(({ at }) => at.base < 0 || at.mine < 0 || at.theirs < 0);
  const order = (side: 'base' | 'mine' | 'theirs') => common.toSorted((a, b) => a.at[side] - b.at[side]);
  const spine = chooseOrder(
    arbiter,
    where,
    { base: order('base'), mine: order('mine'), theirs: order('theirs') },
    rules,
  );

  /** Where in the spine a slot stands behind on a side; -1: it comes first. */
  const anchor = (slot: Kept<Item>, side: 'mine' | 'theirs') => {
    let nearest = { index: -1, at: -1 };
    for (const [index, { at }] of spine.entries()) {
      if (at[side] < slot.at[side] && at[side] > nearest.at) nearest = { index, at: at[side] };
    }
    return nearest.index;
  };
  const anchorOf = (slot: Kept<Item>) => {
    if (slot.at.theirs < 0) return anchor(slot, 'mine');
    if (slot.at.mine < 0) return anchor(slot, 'theirs');
    return Math.min(anchor(slot, 'mine'), anchor(slot, 'theirs'));
  };
  const behind = Map.groupBy(others, anchorOf);
  const run = (index: number) => alternate(behind.get(index) ?? []);
  return [...run(-1), ...spine.flatMap((slot, index) => [slot, ...run(index)])];
}

/** What both sides put at one spot: each side's in its order, and whose come first is told by what they are. */
function alternate<Item>(slots: readonly Kept<Item>[]): Kept<Item>[] {
  const bySide = (side: 'mine' | 'theirs') =>
    slots.filter(({ at }) => at[side] >= 0).toSorted((a, b) => a.at[side] - b.at[side]);
  const runs = [bySide('mine'), bySide('theirs')].toSorted((a, b) => {
    // The longer one first: it may hold the whole of the other.
    return b.length - a.length || (textOf(a) < textOf(b) ? -1 : 1);
  });
  return [...new Set(runs.flat())];
}

function textOf<Item>(slots: readonly Kept<Item>[]): string {
  return JSON.stringify(slots.map(({ outcome }) => outcome));
}

function chooseOrder<Item>(
  arbiter: Arbiter,
  where: Where,
  orders: { base: Kept<Item>[]; mine: Kept<Item>[]; theirs: Kept<Item>[] },
  { orderName }: ListRules<Item>,
): Kept<Item>[] {
  const { base, mine, theirs } = orders;
  const isEqual = (a: Kept<Item>[], b: Kept<Item>[]) => a.every((slot, index) => slot === b[index]);
  if (isEqual(mine, theirs) || isEqual(base, theirs)) return mine;
  if (isEqual(base, mine)) return theirs;
  if (orderName === null) return textOf(mine) < textOf(theirs) ? mine : theirs;
  const names = (slots: Kept<Item>[]) => slots.map(({ outcome }) => orderName(outcome));
  const dispute = { base: names(base), mine: names(mine), theirs: names(theirs) };
  return arbiter.settle(where, dispute) === 'mine' ? mine : theirs;
}

/** Pairs the items of two lists by a key, equal keys in their order; items without one are left out. */
export function pairByKey<Item>(
  from: readonly Item[],
  to: readonly Item[],
  key: (item: Item) => string | undefined,
): Map<number, number> {
  const pairs = new Map<number, number>();
  pairFurther(pairs, from, to, key);
  return pairs;
}

/** The same among those that have no partner yet. */
export function pairFurther<Item>(
  pairs: Map<number, number>,
  from: readonly Item[],
  to: readonly Item[],
  key: (item: Item) => string | undefined,
): void {
  const taken = new Set(pairs.values());
  const keys = to.map(key);
  for (const [index, item] of from.entries()) {
    const wanted = pairs.has(index) ? undefined : key(item);
    if (wanted === undefined) continue;
    const partner = keys.findIndex((each, position) => each === wanted && !taken.has(position));
    if (partner < 0) continue;
    taken.add(partner);
    pairs.set(index, partner);
  }
}
