import type { Path } from '../language/index.ts';
import type { Json, Rule } from '../model/index.ts';
import type { Test } from './compile-leaf.ts';
import type { Bound, Constraint } from './constraints.ts';
import type { Plan } from './plan.ts';
import type { Reader } from './read-value.ts';

/** A rule as the tree knows it: the parts that must all hold, and what some of them ask of one value. */
export interface Member {
  readonly rule: Rule;
  readonly parts: readonly Plan[];
  readonly constraints: readonly PartConstraint[];
}

export interface PartConstraint {
  constraint: Constraint;
  /** The part it comes from, which holds where it is satisfied. */
  part: Plan;
}

/** A place in the tree, with all the entries at or below it. */
export interface Tree {
  node: Node;
  readonly entries: Map<Member, Entry>;
  /** With so many entries it is arranged anew: what told a few apart may not tell many apart. */
  arrangeAt: number;
}

export type Node = List | ValueSplit | HoldingSplit | BoundSplit;

export interface List {
  kind: 'list';
  entries: Entry[];
}

/** Entries under each of the values they ask for. */
export interface ValueSplit {
  kind: 'values';
  name: string;
  path: Path;
  read: Reader;
  children: Map<Json, Tree>;
  /** Entries that ask for none. */
  rest: Tree;
}

/** Entries under the item that a list should have, or the text that should be in a text. */
export interface HoldingSplit {
  kind: 'holding';
  name: string;
  path: Path;
  read: Reader;
  children: Map<Json, Tree>;
  /** Entries that ask for none. */
  rest: Tree;
}

/** Entries with a bound on one number, the easiest to satisfy first. */
export interface BoundSplit {
  kind: 'bounds';
  name: string;
  path: Path;
  read: Reader;
  bounded: { bound: Bound; entry: Entry }[];
  /** Entries that set no such bound. */
  rest: Tree;
}

export interface Entry {
  readonly member: Member;
  /** What the way here has not settled. */
  readonly open: readonly PartConstraint[];
  readonly settled: readonly Plan[];
  /** In how many places the rule is because it asks for one of several values. */
  readonly copies: number;
  /** What is left to test; null until it is first asked for. */
  test: Test | null;
}

export function entryOf(member: Member): Entry {
  return { member, open: member.constraints, settled: [], copies: 1, test: null };
}

/** The entry after one of its constraints has been settled by its way. */
export function settle(entry: Entry, done: PartConstraint, copies: number): Entry {
  const { member, open, settled } = entry;
  return {
    member,
    open: open.filter((each) => each !== done),
    settled: [...settled, done.part],
    copies: entry.copies * copies,
    test: null,
  };
}

/** A rule that asks for one of many values at several paths would be in a great many places; this is the most. */
const mostCopies = 64;

/** Whether an entry may go under each of so many values. */
export function mayCopy(entry: Entry, copies: number): boolean {
  return entry.copies === 1 || entry.copies * copies <= mostCopies;
}
