import type { PlanItem, PublishedRule, PublishPlan, ReleaseEntry } from '../../contract/index.ts';
import type { Rule } from '../../model/index.ts';

/** A line of a plan that publishing acts on. */
export type ActingItem = PlanItem & { kind: PublishedRule['kind'] };

export function actingItems(plan: PublishPlan): ActingItem[] {
  return plan.items.filter(isActing);
}

function isActing(item: PlanItem): item is ActingItem {
  return item.kind !== 'unchanged' && item.kind !== 'conflict';
}

/** What is staged for a line of a plan; null for one that lacks what its kind needs. */
export function releaseEntryOf({ kind, ruleId, before, after, ifMatch }: ActingItem): ReleaseEntry | null {
  if (kind === 'create') return after ? { kind, rule: after, enabled: after.enabled } : null;
  if (ifMatch === null) return null;
  if (kind !== 'change') return { kind, ruleId, ifMatch };
  if (!after) return null;
  const isSwitched = before?.enabled !== after.enabled;
  return { kind, ruleId, ifMatch, rule: after, ...(isSwitched ? { enabled: after.enabled } : {}) };
}

/** The why that the workspace keeps: the plan's own words, and what was forced over whom. */
export function whyOf({ why, items }: PublishPlan): string {
  const forced = items
    .filter(({ isForced }) => isForced)
    .map(({ ruleId, drift }) => {
      const whose = drift ? ` over version ${drift.version} of ${drift.author}` : '';
      return `${ruleId} forced${whose}`;
    });
  const words = why === '' ? 'Published from Rulewright' : why;
  return (forced.length === 0 ? words : `${words} [${forced.join('; ')}]`).slice(0, 4_000);
}

/** A rule as it is in the workspace once published. */
export function publishedRuleOf({ before, after }: ActingItem, version: number | null): Rule | null {
  const rule = after ?? null;
  return rule && { ...rule, version: version ?? before?.version ?? rule.version };
}
