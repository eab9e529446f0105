import type { Rule } from '../model/index.ts';
import type { Constraint } from './constraints.ts';
import type { Plan } from './plan.ts';

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

export interface Entry {
  readonly member: Member;
  /** What the way here has not settled. */
  readonly open: readonly PartConstraint[];
  readonly settled: readonly Plan[];
  /** In how many places the rule is because it asks for one of several values. */
  readonly copies: number;
}

export function entryOf(member: Member): Entry {
  return { member, open: member.constraints, settled: [], copies: 1 };
}

/** The entry after one of its constraints has been settled by its way. */
export function settle(entry: Entry, done: PartConstraint, copies: number): Entry {
  const { member, open, settled } = entry;
  return {
    member,
    open: open.filter((each) => each !== done),
    settled: [...settled, done.part],
    copies: entry.copies * copies,
  };
}

/** A rule that asks for one of many values at several paths would be in a great many places; this is the most. */
const mostCopies = 64;

/** Whether an entry may go under each of so many values. */
export function mayCopy(entry: Entry, copies: number): boolean {
  return entry.copies === 1 || entry.copies * copies <= mostCopies;
}
