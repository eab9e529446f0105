import type { Json } from '../model/index.ts';
import {
  type Bound,
  type Constraint,
  type Holding,
  isEasier,
  type Membership,
  type Others,
} from './constraints.ts';
import {
  createVocabulary,
  numberOf,
  type Vocabularies,
  type Vocabulary,
  vocabularyFor,
} from './vocabulary.ts';

/** A bit for each rule of a block: two words. */
export interface Bits {
  low: number;
  high: number;
}

/**
 * What the rules of a block ask of the value at one path. All kinds have the same fields, so that the loop over them
 * meets one kind of object.
 *
 * `values` and `holding`: to be one of some values or none of them; to hold an item or a text. Row n, two words of
 * `rows`, has a bit for each rule that the value numbered n leaves; row 0 is for every value without a number, and
 * `otherLow` and `otherHigh` are the same words, for those whose number the table does not come up to.
 *
 * `above` and `below`: to be a number on that side of the rule's limit.
 */
export interface Column {
  readonly kind: 'values' | 'holding' | 'above' | 'below';
  readonly vocabulary: Vocabulary;
  /** The rules that ask for something here. */
  readonly low: number;
  readonly high: number;
  readonly rows: Int32Array;
  readonly otherLow: number;
  readonly otherHigh: number;
  /** By the place of the rule in the block. */
  readonly limits: Float64Array;
  /** The rules for which the limit itself is not enough. */
  readonly strict: Bits;
  /** A number that does not come up to this one satisfies none of the limits. */
  readonly easiest: number;
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

export function valuesColumn(asked: Group<Membership | Others>, shared: Vocabularies): Column {
  const values = new Set(asked.flatMap(({ constraint }) => [...constraint.values]));
  const table = tableOf(asked, shared, values, ({ kind, values: own }, value) => {
    const isAmong = value !== undefined && own.has(value);
    return isAmong === (kind === 'values');
  });
  return { ...blank, ...table, kind: 'values' };
}

export function holdingColumn(asked: Group<Holding>, shared: Vocabularies): Column {
  const items = new Set(asked.map(({ constraint }) => constraint.item));
  return { ...blank, ...tableOf(asked, shared, items, ({ item }, value) => value === item), kind: 'holding' };
}

export function boundColumn(asked: Group<Bound>, size: number): Column {
  const [{ constraint: first }] = asked;
  const limits = new Float64Array(size);
  for (const { constraint, rule } of asked) limits[rule] = constraint.bound;
  const easiest = asked.reduce(
    (best, { constraint }) => (isEasier(constraint, best) ? constraint : best),
    first,
  );
  return {
    ...blank,
    ...bitsOf(asked.map(({ rule }) => rule)),
    kind: first.sign === 1 ? 'above' : 'below',
    vocabulary: createVocabulary(first.path),
    limits,
    strict: bitsOf(asked.filter(({ constraint }) => constraint.isStrict).map(({ rule }) => rule)),
    easiest: easiest.bound,
    sparing: asked.length / 2,
  };
}

const blank = {
  rows: new Int32Array(0),
  otherLow: 0,
  otherHigh: 0,
  limits: new Float64Array(0),
  strict: { low: 0, high: 0 },
  easiest: 0,
};

/** `isMet` says whether a value meets a demand; undefined is any other value than those given. */
function tableOf<Kind extends Constraint>(
  asked: Group<Kind>,
  shared: Vocabularies,
  values: ReadonlySet<Json>,
  isMet: (constraint: Kind, value: Json | undefined) => boolean,
): Pick<Column, 'vocabulary' | 'low' | 'high' | 'rows' | 'otherLow' | 'otherHigh' | 'sparing'> {
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
  const all = Array.from(rows, (row) => row ?? other).flat();
  return {
    vocabulary,
    ...bitsOf(asked.map(({ rule }) => rule)),
    rows: Int32Array.from(all),
    otherLow: other[0],
    otherHigh: other[1],
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
