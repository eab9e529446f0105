import type { Json } from '../model/index.ts';
import { type Block, blockSize, createBlock } from './block.ts';
import { chooseSplit } from './choose-split.ts';
import { type Bits, bitsOf } from './column.ts';
import { type Bound, isEasier, type Membership } from './constraints.ts';
import { type Entry, settle } from './entry.ts';
import { commonVocabulary, type Vocabularies, type Vocabulary } from './vocabulary.ts';

/** Entries that wait to be made ready for matching: that is done when an event first comes to them after a change. */
export interface Unsplit {
  readonly entries: readonly Entry[];
  ready: BlockList | null;
}

/** Blocks, of which an event meets those that have something to do with its value at one path. */
export interface BlockList {
  /** What every event meets. */
  readonly always: readonly Part[];
  /** What tells the others apart; null where nothing does. */
  readonly vocabulary: Vocabulary | null;
  readonly byValue: ReadonlyMap<Json, readonly Part[]>;
  /** What events with another value meet, or with none. */
  readonly otherwise: readonly Part[];
}

/** Rules of a block: the bits of those that an event may match. */
export interface Part extends Bits {
  readonly block: Block;
}

/**
 * Up to so many rules that do not ask for the value stand in every block of those that do: an event then meets one
 * block, not two.
 */
const mostAlongside = blockSize / 4;

/** The blocks of a list, made when they are first asked for. */
export function blocksOf(list: Unsplit, vocabularies: Vocabularies): BlockList {
  list.ready ??= createBlockList(list.entries, vocabularies);
  return list.ready;
}

/** What events with this value meet, besides what all meet. */
export function partsFor({ byValue, otherwise }: BlockList, value: Json | undefined): readonly Part[] {
  return (value === undefined ? undefined : byValue.get(value)) ?? otherwise;
}

function createBlockList(entries: readonly Entry[], shared: Vocabularies): BlockList {
  const split = entries.length > blockSize ? chooseSplit(entries) : null;
  const asking =
    split?.kind === 'values' ? entries.flatMap((entry) => settledAt(entry, split.name) ?? []) : [];
  const others =
    split?.kind === 'values' ? entries.filter((entry) => settledAt(entry, split.name) === null) : entries;
  const rest = wholeBlocks(others, shared);
  if (!split || asking.length === 0)
    return { always: rest, vocabulary: null, byValue: new Map(), otherwise: [] };
  const alongside = others.length <= mostAlongside ? others : [];
  return {
    always: alongside.length > 0 ? [] : rest,
    vocabulary: commonVocabulary(shared, split.name, split.path),
    byValue: splitByValue(asking, alongside, shared),
    otherwise: alongside.length > 0 ? rest : [],
  };
}

/** For each value blocks of the rules that ask for it, with those alongside in the first of them. */
function splitByValue(
  asking: readonly Asking[],
  alongside: readonly Entry[],
  shared: Vocabularies,
): Map<Json, Part[]> {
  const order = new Map<Json, number>();
  for (const value of asking.flatMap(({ values }) => [...values]))
    order.set(value, order.get(value) ?? order.size);
  const placeOf = ({ values: [first = null] }: { values: Iterable<Json> }) => order.get(first) ?? 0;
  // Rules that ask for the same value stand together, in as few blocks as may be.
  const ordered = asking.toSorted((one, other) => placeOf(one) - placeOf(other));
  const byValue = new Map<Json, Part[]>();
  for (const chunk of chunksOf(ordered, blockSize - alongside.length)) {
    const block = createBlock([...chunk.map(({ entry }) => entry), ...alongside], shared);
    const beside = alongside.map((_, index) => chunk.length + index);
    for (const value of new Set(chunk.flatMap(({ values }) => [...values]))) {
      const rules = chunk.flatMap(({ values }, rule) => (values.has(value) ? [rule] : []));
      const before = byValue.get(value) ?? [];
      byValue.set(value, [
        ...before,
        { block, ...bitsOf(before.length > 0 ? rules : [...rules, ...beside]) },
      ]);
    }
  }
  return byValue;
}

function wholeBlocks(entries: readonly Entry[], shared: Vocabularies): Part[] {
  return chunksOf(entries.toSorted(byBound), blockSize).map((chunk) => {
    return { block: createBlock(chunk, shared), ...bitsOf(chunk.keys()) };
  });
}

function chunksOf<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** An entry that asks for values at a path, as it is where that is settled. */
interface Asking {
  entry: Entry;
  values: Membership['values'];
}

/** Null: it asks for none. */
function settledAt(entry: Entry, name: string): Asking | null {
  for (const each of entry.open) {
    const { constraint } = each;
    if (constraint.kind === 'values' && constraint.name === name) {
      return { entry: settle(entry, each, 1), values: constraint.values };
    }
  }
  return null;
}

/** Rules with bounds that are alike come into one block, which a value beyond them all passes by. */
function byBound(one: Entry, other: Entry): number {
  const [left, right] = [boundOf(one), boundOf(other)];
  if (!left || !right) return Number(left !== null) - Number(right !== null);
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  return Number(isEasier(right, left)) - Number(isEasier(left, right));
}

function boundOf({ open }: Entry): Bound | null {
  for (const { constraint } of open) if (constraint.kind === 'bound') return constraint;
  return null;
}
