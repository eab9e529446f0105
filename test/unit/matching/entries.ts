import { constraintOf } from '../../../engine/matching/constraints.ts';
import type { Entry } from '../../../engine/matching/entry.ts';
import { entryOf } from '../../../engine/matching/entry.ts';
import { planFilter } from '../../../engine/matching/plan.ts';
import type { FilterNode } from '../../../engine/model/index.ts';
import { ruleOf } from './messy.ts';

/** An entry as the tree makes it for a rule with this filter. */
export function entryFor(id: string, filter: FilterNode[]): Entry {
  const parts = planFilter(filter, undefined).children;
  const constraints = parts.flatMap((part) => {
    const constraint = constraintOf(part);
    return constraint ? [{ constraint, part }] : [];
  });
  return entryOf({ rule: ruleOf(id, filter), parts, constraints });
}
