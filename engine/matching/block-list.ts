import type { Json } from '../model/index.ts';
import { type Block, blockSize, createBlock } from './block.ts';
import { chooseSplit } from './choose-split.ts';
import { type Bits, bitsOf } from './column.ts';
import { type Bound, isEasier, type Membership } from './constraints.ts';
import { type Entry, settle } from './entry.ts';
import { numberOf, type Vocabularies, type Vocabulary, vocabularyFor } from './vocabulary.ts';

/** Entries that wait to be made ready for matching: that is done when an event first comes to them after a change. */
export interface Unsplit {
  readonly entries: readonly Entry[];
  ready: BlockList | null;
}

/** Blocks, of which an event meets those that have something to do with its value at one path. */
export interface BlockList {
  /** What every event meets. */
  readonly always: readonly Part[];
  /** What tells the others apart; null where there are none. */
  readonly vocabulary: Vocabulary | null;
  /** By the number of the value; not every number has some. */
  readonly byValue: readonly (readonly Part[])[];
}

/** Rules of a block: the bits of those that an event may match. */
export interface Part extends Bits {
  readonly block: Block;
}

const none: readonly Part[] = [];

/** The blocks of a list, made when they are first asked for. */
export function blocksOf(list: Unsplit, vocabularies: Vocabularies): BlockList {
  list.ready ??= createBlockList(list.entries, vocabularies);
  return list.ready;
}

/** What events with this value meet, besides what all meet. */
export function partsFor({ vocabulary, byValue }: BlockList, value: Json | undefined): readonly Part[] {
  const id = value === undefined ? undefined : vocabulary?.ids.get(value);
  return (id === undefined ? undefined : byValue[id]) ?? none;
}

function createBlockList(entries: readonly Entry[], shared: Vocabularies): BlockList {
  const split = entries.length > blockSize ? chooseSplit(entries) : null;
  if (split?.kind !== 'values')
    return { always: wholeBlocks(entries, shared), vocabulary: null, byValue: [] };
  const asking = entries.flatMap((entry) => settledAt(entry, split.name) ?? []);
  const values = new Set(asking.flatMap((each) => [...each.values]));
  const vocabulary = vocabularyFor(shared, split.name, split.path, values);
  const numbered = asking.map(({ entry, values: asked }) => {
    return { entry, numbers: [...asked].map((value) => numberOf(vocabulary, value)) };
  });
  // Rules that ask for the same value stand together, in as few blocks as may be.
  numbered.sort((one, other) => (one.numbers[0] ?? 0) - (other.numbers[0] ?? 0));
  const byValue: Part[][] = [];
  for (const chunk of chunksOf(numbered)) {
    const block = createBlock(
      chunk.map(({ entry }) => entry),
      shared,
    );
    for (const number of new Set(chunk.flatMap(({ numbers }) => numbers))) {
      const rules = chunk.flatMap(({ numbers }, rule) => (numbers.includes(number) ? [rule] : []));
      byValue[number] = [...(byValue[number] ?? []), { block, ...bitsOf(rules) }];
    }
  }
  const others = entries.filter((entry) => settledAt(entry, split.name) === null);
  return { always: wholeBlocks(others, shared), vocabulary, byValue };
}

function wholeBlocks(entries: readonly Entry[], shared: Vocabularies): Part[] {
  return chunksOf(entries.toSorted(byBound)).map((chunk) => {
    return { block: createBlock(chunk, shared), ...bitsOf(chunk.keys()) };
  });
}

function chunksOf<Item>(items: readonly Item[]): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / blockSize) }, (_, index) =>
    items.slice(index * blockSize, (index + 1) * blockSize),
  );
}

/** The values that an entry asks for at a path, and the entry where that is settled; null: it asks for none. */
function settledAt(entry: Entry, name: string): { entry: Entry; values: Membership['values'] } | null {
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
