import type { Catalog } from '../../engine/catalog/index.ts';
import type { RuleChange, RuleSummary } from '../../engine/contract/index.ts';

/** What was decided of each app or label: all have it, or none has. What is not named stays as it is. */
export type BulkChoice = Readonly<Record<string, boolean>>;

/** As many as a rule may have. */
export const mostLabels = 50;

/** The apps a rule can be for: those of the pack its event comes from; a schedule can be for any. */
export function appsOfRule({ trigger }: Pick<RuleSummary, 'trigger'>, catalog: Catalog): string[] {
  const pack = trigger.kind === 'event' ? catalog.eventTypes.get(trigger.eventType)?.pack : undefined;
  return pack ? pack.directory.apps.map(({ id }) => id) : [...catalog.apps.keys()];
}

/** The changes that a choice comes to; rules that have it so already are not among them. */
export function changeLists(
  rules: readonly RuleSummary[],
  what: 'apps' | 'labels',
  choice: BulkChoice,
  catalog: Catalog,
): RuleChange[] {
  return rules.flatMap((rule): RuleChange[] => {
    const before = rule[what];
    const able = what === 'apps' ? appsOfRule(rule, catalog) : null;
    const after = before.filter((one) => choice[one] !== false);
    for (const [one, wanted] of Object.entries(choice)) {
      const fits = able === null ? after.length < mostLabels : able.includes(one);
      if (wanted && fits && !after.includes(one)) after.push(one);
    }
    const isSame = after.length === before.length && after.every((one, index) => one === before[index]);
    return isSame ? [] : [{ id: rule.id, [what]: after }];
  });
}
