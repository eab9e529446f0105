/** How the items of a list went over into another. */
export interface ListMatch<Item> {
  /** The same item in both, as it was and as it is, with its positions. */
  same: { before: Item; after: Item; from: number; to: number; isMoved: boolean }[];
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
  const places = new Map<string, { before: Item; from: number }[]>();
  for (const [from, item] of before.entries()) {
    const key = keyOf(item);
    places.set(key, [...(places.get(key) ?? []), { before: item, from }]);
  }
  const pairs: { before: Item; after: Item; from: number; to: number }[] = [];
  const added: ListMatch<Item>['added'] = [];
  for (const [to, item] of after.entries()) {
    const earlier = places.get(keyOf(item))?.shift();
    if (earlier) pairs.push({ ...earlier, after: item, to });
    else added.push({ item, to });
  }
  const taken = new Set(pairs.map(({ from }) => from));
  const removed = before.flatMap((item, from) => (taken.has(from) ? [] : [{ item, from }]));
  const kept = longestRising(pairs.map(({ from }) => from));
  return { same: pairs.map((pair) => ({ ...pair, isMoved: !kept.has(pair.from) })), removed, added };
}

/** A rising subsequence, from its end. */
interface Run {
  value: number;
  length: number;
  previous: Run | null;
}

/** The values of a longest rising subsequence. */
function longestRising(values: readonly number[]): Set<number> {
  const runs: Run[] = [];
  let longest: Run | null = null;
  for (const value of values) {
    let previous: Run | null = null;
    for (const run of runs) {
      if (run.value < value && run.length >= (previous?.length ?? 0)) previous = run;
    }
    const run: Run = { value, length: (previous?.length ?? 0) + 1, previous };
    runs.push(run);
    if (run.length >= (longest?.length ?? 0)) longest = run;
  }
  const kept = new Set<number>();
  for (let run = longest; run; run = run.previous) kept.add(run.value);
  return kept;
}
