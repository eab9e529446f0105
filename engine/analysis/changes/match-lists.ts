/** How the items of a list went over into another. */
export interface ListMatch<Item> {
  /** The same item in both, by position. */
  same: { from: number; to: number; isMoved: boolean }[];
  removed: { item: Item; from: number }[];
  added: { item: Item; to: number }[];
}

/**
 * Pairs items that have the same key, each once. As few as possible count as moved: those outside the longest run
 * that kept its order.
 */
export function matchLists<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): ListMatch<Item> {
  const places = new Map<string, number[]>();
  for (const [index, item] of before.entries()) {
    const key = keyOf(item);
    places.set(key, [...(places.get(key) ?? []), index]);
  }
  const pairs: { from: number; to: number }[] = [];
  const added: ListMatch<Item>['added'] = [];
  for (const [to, item] of after.entries()) {
    const from = places.get(keyOf(item))?.shift();
    if (from === undefined) added.push({ item, to });
    else pairs.push({ from, to });
  }
  const taken = new Set(pairs.map(({ from }) => from));
  const removed = before.flatMap((item, from) => (taken.has(from) ? [] : [{ item, from }]));
  const kept = longestRising(pairs.map(({ from }) => from));
  return { same: pairs.map((pair) => ({ ...pair, isMoved: !kept.has(pair.from) })), removed, added };
}

/** The values of a longest rising subsequence. */
function longestRising(values: readonly number[]): Set<number> {
  const best: { length: number; previous: number }[] = [];
  let end = -1;
  for (const [index, value] of values.entries()) {
    let [length, previous] = [1, -1];
    for (let earlier = 0; earlier < index; earlier++) {
      const found = best[earlier];
      if (found && (values[earlier] ?? value) < value && found.length + 1 >= length) {
        [length, previous] = [found.length + 1, earlier];
      }
    }
    best.push({ length, previous });
    if (length >= (best[end]?.length ?? 0)) end = index;
  }
  const kept = new Set<number>();
  for (let index = end; index >= 0; index = best[index]?.previous ?? -1) kept.add(values[index] ?? -1);
  return kept;
}
