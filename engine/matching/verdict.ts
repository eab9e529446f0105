import type { Plan } from './plan.ts';

type Verdict = (bits: number) => boolean;

/**
 * The verdict of a plan from the bits of its conditions, of which there are 32 at most. The conditions that stand in
 * a group are compared all at once.
 */
export function compileVerdict(plan: Plan): Verdict {
  return verdictOf(plan, true, { next: 0 });
}

function verdictOf(plan: Plan, wanted: boolean, position: { next: number }): Verdict {
  if (plan.kind === 'not') return verdictOf(plan.child, !wanted, position);
  const parts = plan.kind === 'all' || plan.kind === 'any' ? plan.children : [plan];
  // The bits of the conditions among the parts, those that should be set among them, and the other parts.
  let among = 0;
  let set = 0;
  const groups: Verdict[] = [];
  for (const part of parts) {
    const { condition, isWanted } = withoutNots(part, wanted);
    if (condition) {
      const bit = 1 << position.next++;
      among |= bit;
      if (isWanted) set |= bit;
    } else groups.push(verdictOf(part, wanted, position));
  }
  if ((plan.kind !== 'any') === wanted) {
    if (groups.length === 0) return (bits) => (bits & among) === set;
    return (bits) => (bits & among) === set && groups.every((group) => group(bits));
  }
  if (groups.length === 0) return (bits) => ((bits ^ ~set) & among) !== 0;
  return (bits) => ((bits ^ ~set) & among) !== 0 || groups.some((group) => group(bits));
}

/** A condition behind any number of `not`s, and the verdict it should then have. */
function withoutNots(plan: Plan, wanted: boolean): { condition: boolean; isWanted: boolean } {
  if (plan.kind === 'not') return withoutNots(plan.child, !wanted);
  return { condition: plan.kind !== 'all' && plan.kind !== 'any', isWanted: wanted };
}
