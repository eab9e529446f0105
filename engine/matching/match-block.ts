import type { Event, Json, Rule } from '../model/index.ts';
import type { Block } from './block.ts';
import { type BlockList, type Part, partsFor } from './block-list.ts';
import { bucketOf, type Column } from './column.ts';
import { readPlain } from './plain-path.ts';
import type { Vocabulary } from './vocabulary.ts';

/*
 * The innermost loop of all matching. The rules that are left are two words of bits in variables of their own, which
 * is what a virtual machine makes the fastest code of.
 */

/** Adds the rules of a list of blocks that match an event, in no particular order. */
export function collectFromList(list: BlockList, event: Event, found: Rule[]): void {
  for (const part of list.always) collectFromPart(part, event, found);
  if (!list.vocabulary) return;
  for (const part of partsFor(list, valueIn(event, list.vocabulary))) collectFromPart(part, event, found);
}

function collectFromPart(part: Part, event: Event, found: Rule[]): void {
  const { block } = part;
  const { table } = block;
  let { low, high } = part;
  for (const column of block.columns) {
    if (((low & column.low) | (high & column.high)) === 0) continue;
    const value = valueIn(event, column.vocabulary);
    if (column.kind === 'values') {
      const row = rowOf(column, value);
      low &= table[row] ?? 0;
      high &= table[row + 1] ?? 0;
    } else if (column.kind === 'holding') {
      let heldLow = table[column.start] ?? 0;
      let heldHigh = table[column.start + 1] ?? 0;
      if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index++) {
          const row = rowOf(column, value[index]);
          heldLow |= table[row] ?? 0;
          heldHigh |= table[row + 1] ?? 0;
        }
      } else if (typeof value === 'string') {
        for (const item of column.vocabulary.ids.keys()) {
          if (typeof item !== 'string' || !value.includes(item)) continue;
          const row = rowOf(column, item);
          heldLow |= table[row] ?? 0;
          heldHigh |= table[row + 1] ?? 0;
        }
      }
      low &= heldLow;
      high &= heldHigh;
    } else if (typeof value !== 'number') {
      low &= ~column.low;
      high &= ~column.high;
    } else {
      const row = column.start + 4 * bucketOf(column, value);
      low &= table[row] ?? 0;
      high &= table[row + 1] ?? 0;
      const openLow = low & (table[row + 2] ?? 0);
      const openHigh = high & (table[row + 3] ?? 0);
      if (openLow !== 0) low &= ~beyond(column, value, openLow, column.strict.low, 0);
      if (openHigh !== 0) high &= ~beyond(column, value, openHigh, column.strict.high, 32);
    }
    if ((low | high) === 0) return;
  }
  if (low !== 0) collectRules(block, event, found, low, 0);
  if (high !== 0) collectRules(block, event, found, high, 32);
}

/** Whether some rule of a part is left by values given instead of read. Of a column without a place nothing is known. */
export function mayMatchPart(
  part: Part,
  places: ReadonlyMap<Vocabulary, number>,
  values: readonly (Json | undefined)[],
): boolean {
  let { low, high } = part;
  for (const column of part.block.columns) {
    const place = places.get(column.vocabulary);
    if (place === undefined) continue;
    const value = values[place];
    if (column.kind === 'values') {
      const row = rowOf(column, value);
      low &= part.block.table[row] ?? 0;
      high &= part.block.table[row + 1] ?? 0;
    } else {
      low &= ~beyond(column, value, low & column.low, column.strict.low, 0);
      high &= ~beyond(column, value, high & column.high, column.strict.high, 32);
    }
  }
  return (low | high) !== 0;
}

function collectRules(
  { rules, tests }: Block,
  event: Event,
  found: Rule[],
  left: number,
  from: number,
): void {
  for (let bits = left; bits !== 0; bits &= bits - 1) {
    const index = from + lowest(bits);
    const rule = rules[index];
    const test = tests[index];
    if (rule && (!test || test(event))) found.push(rule);
  }
}

function valueIn(event: Event, { plain, read }: Vocabulary): Json | undefined {
  return plain ? readPlain(event, plain) : read(event);
}

/**
 * Where the row of a value begins; undefined is a missing one. It is beyond the table when only rules elsewhere, whose
 * tables were made later, ask for the value.
 */
function rowOf({ vocabulary, start, known }: Column, value: Json | undefined): number {
  const number = value === undefined ? 0 : (vocabulary.ids.get(value) ?? 0);
  return number <= known ? start + 2 * number : start;
}

/** Those of the asking rules whose limit a value does not satisfy. Few are left by now, so each is looked at. */
function beyond(
  { kind, limits }: Column,
  value: Json | undefined,
  asking: number,
  strict: number,
  from: number,
): number {
  if (typeof value !== 'number') return asking;
  const isAbove = kind === 'above';
  let gone = 0;
  for (let bits = asking; bits !== 0; bits &= bits - 1) {
    const limit = limits[from + lowest(bits)];
    const bit = bits & -bits;
    if (limit === undefined || (isAbove ? value < limit : value > limit)) gone |= bit;
    else if (value === limit) gone |= strict & bit;
  }
  return gone;
}

/** The place of the lowest bit that is set. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
