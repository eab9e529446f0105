import type { Json } from '../model/index.ts';
import type { Bound, Constraint, Holding, Membership, Others } from './constraints.ts';
import { numberOf, type Vocabularies, type Vocabulary, vocabularyFor } from './vocabulary.ts';

/** A bit for each rule of a block: two words. */
export interface Bits {
  low: number;
  high: number;
}

/**
 * What the rules of a block ask of the value at one path. All kinds have the same fields, so that the loop over them
 * meets one kind of object. Their rows are in the block's one table, two words for each row; a bit is set for each rule
 * that a value leaves.
 *
 * `values` and `holding`: to be one of some values or none of them; to hold an item or a text. Row n is for the value
 * numbered n, row 0 for every other one.
 *
 * `above` and `below`: to be a number on that side of the rule's limit. The numbers from the least limit to the greatest
 * are cut into buckets, each with two rows: what a number in it leaves, and which of those rules only if it is on the
 * right side of their limit, because that is in the bucket too.
 */
export interface Column {
  readonly kind: 'values' | 'holding' | 'above' | 'below';
  /** The rules that ask for something here. */
  readonly low: number;
  readonly high: number;
  readonly vocabulary: Vocabulary;
  /** Where in the table its rows begin. */
  readonly start: number;
  /** How many values have a row: one with a greater number is asked for by rules elsewhere only. */
  readonly known: number;
  /** Where the first bucket begins, and how many buckets there are to 1. */
  readonly origin: number;
  readonly scale: number;
  /** By the place of the rule in the block. */
  readonly limits: Float64Array;
  /** The rules for which the limit itself is not enough. */
  readonly strict: Bits;
  /** How many rules a value is expected to take away; the column that takes most comes first. */
  readonly sparing: number;
}

/** A constraint of the n-th rule of a block. */
export interface Asked<Kind extends Constraint = Constraint> {
  constraint: Kind;
  rule: number;
}

/** At least one. */
export type Group<Kind extends Constraint> = [Asked<Kind>, ...Asked<Kind>[]];

/** What columns are made with: the vocabularies of the set, and the table of the block, to which they add their rows. */
export interface Making {
  shared: Vocabularies;
  table: number[];
}

export function valuesColumn(asked: Group<Membership | Others>, making: Making): Column {
  const values = new Set(asked.flatMap(({ constraint }) => [...constraint.values]));
  const column = tableOf(asked, making, values, ({ kind, values: own }, value) => {
    const isAmong = value !== undefined && own.has(value);
    return isAmong === (kind === 'values');
  });
  return { ...column, kind: 'values' };
}

export function holdingColumn(asked: Group<Holding>, making: Making): Column {
  const items = new Set(asked.map(({ constraint }) => constraint.item));
  return { ...tableOf(asked, making, items, ({ item }, value) => value === item), kind: 'holding' };
}

export function boundColumn(asked: Group<Bound>, { shared, table }: Making): Column {
  const [{ constraint: first }] = asked;
  const limits = new Float64Array(1 + Math.max(...asked.map(({ rule }) => rule)));
  for (const { constraint, rule } of asked) limits[rule] = constraint.bound;
  const bounds = asked.map(({ constraint }) => constraint.bound);
  const origin = Math.min(...bounds);
  const width = (Math.max(...bounds) - origin) / (buckets - 1);
  const scale = width > 0 ? 1 / width : 0;
  const start = table.length;
  for (let bucket = 0; bucket < buckets; bucket++) {
    // A number in a later bucket is greater: however they are rounded, numbers and their buckets have one order.
    const ahead = ({ constraint }: Asked<Bound>) =>
      constraint.sign * (bucketOf({ origin, scale }, constraint.bound) - bucket);
    const gone = bitsOf(asked.filter((each) => ahead(each) > 0).map(({ rule }) => rule));
    const open = bitsOf(asked.filter((each) => ahead(each) === 0).map(({ rule }) => rule));
    table.push(~gone.low, ~gone.high, open.low, open.high);
  }
  return {
    ...blank,
    ...bitsOf(asked.map(({ rule }) => rule)),
    kind: first.sign === 1 ? 'above' : 'below',
    vocabulary: vocabularyFor(shared, first.name, first.path, new Set()),
    start,
    origin,
    scale,
    limits,
    strict: bitsOf(asked.filter(({ constraint }) => constraint.isStrict).map(({ rule }) => rule)),
    sparing: asked.length / 2,
  };
}

/** How many buckets a column of limits has: some to each limit that a block may have is enough. */
const buckets = 32;

/** The bucket of a number; those before the first are in it, and those past the last in that. */
export function bucketOf({ origin, scale }: Pick<Column, 'origin' | 'scale'>, value: number): number {
  const at = (value - origin) * scale;
  if (at > 0) return at < buckets ? Math.trunc(at) : buckets - 1;
  return 0;
}

const blank = {
  known: 0,
  origin: 0,
  scale: 0,
  limits: new Float64Array(0),
  strict: { low: 0, high: 0 },
};

/** `isMet` says whether a value meets a demand; undefined is any other value than those given. */
function tableOf<Kind extends Constraint>(
  asked: Group<Kind>,
  { shared, table }: Making,
  values: ReadonlySet<Json>,
  isMet: (constraint: Kind, value: Json | undefined) => boolean,
): Omit<Column, 'kind'> {
  const [{ constraint }] = asked;
  const vocabulary = vocabularyFor(shared, constraint.name, constraint.path, values);
  let taken = 0;
  const rowFor = (value: Json | undefined): [number, number] => {
    const unmet = asked.filter((each) => !isMet(each.constraint, value)).map(({ rule }) => rule);
    taken += unmet.length;
    const { low, high } = bitsOf(unmet);
    return [~low, ~high];
  };
  const other = rowFor(undefined);
  const rows = [other];
  for (const value of values) rows[numberOf(vocabulary, value)] = rowFor(value);
  const start = table.length;
  for (const row of Array.from(rows, (each) => each ?? other)) table.push(...row);
  return {
    ...blank,
    ...bitsOf(asked.map(({ rule }) => rule)),
    vocabulary,
    start,
    known: rows.length - 1,
    sparing: taken / (values.size + 1),
  };
}

export function bitsOf(rules: Iterable<number>): Bits {
  const bits = { low: 0, high: 0 };
  for (const rule of rules) {
    if (rule < 32) bits.low |= 1 << rule;
    else bits.high |= 1 << (rule - 32);
  }
  return bits;
}
