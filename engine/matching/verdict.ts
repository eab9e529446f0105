import type { Condition, Group, Plan } from './plan.ts';

type Verdict = (bits: number) => boolean;

/**
 * The verdict of a plan from the bits of its conditions, of which there are 32 at most. The conditions that stand in
 * a group are compared all at once.
 */
export function compileVerdict(plan: Group, conditions: number): Verdict {
  const verdict = verdictOf(plan, true, { next: 0 });
  if (conditions > mostTabled) return verdict;
  const table = Uint8Array.from({ length: 1 << conditions }, (_, bits) => Number(verdict(bits)));
  return (bits) => table[bits] === 1;
}

/** Of so few conditions the verdicts are worked out beforehand. */
const mostTabled = 8;

function verdictOf(group: Group, wanted: boolean, position: { next: number }): Verdict {
  // The bits of the conditions among the parts, those that should be set among them, and the other parts.
  let among = 0;
  let set = 0;
  const groups: Verdict[] = [];
  for (const child of group.children) {
    const { part, isWanted } = withoutNots(child, wanted);
    if (part.kind === 'all' || part.kind === 'any') groups.push(verdictOf(part, isWanted, position));
    else {
      const bit = 1 << position.next++;
      among |= bit;
      if (isWanted) set |= bit;
    }
  }
  if ((group.kind === 'all') === wanted) {
    return groups.reduce<Verdict>(
      (before, group) => (bits) => before(bits) && group(bits),
      (bits) => (bits & among) === set,
    );
  }
  return groups.reduce<Verdict>(
    (before, group) => (bits) => before(bits) || group(bits),
    (bits) => ((bits ^ ~set) & among) !== 0,
  );
}

/** What is behind any number of `not`s, and the verdict it should then have. */
function withoutNots(plan: Plan, wanted: boolean): { part: Condition | Group; isWanted: boolean } {
  if (plan.kind === 'not') return withoutNots(plan.child, !wanted);
  return { part: plan, isWanted: wanted };
}
