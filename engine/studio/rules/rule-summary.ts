import { checkRule } from '../../analysis/index.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { RuleDocument, RuleSummary } from '../../contract/index.ts';

/** A document as a row of the rules list; problems are those of the draft. */
export function summarize(document: RuleDocument, catalog: Catalog): RuleSummary {
  const { rule, hasUnsavedVersion, updatedAt } = document;
  const problems = checkRule(rule, catalog);
  return {
    id: rule.id,
    name: rule.name,
    labels: rule.labels,
    order: rule.order,
    enabled: rule.enabled,
    apps: rule.scope.apps,
    trigger: rule.trigger,
    actionCount: rule.actions.length,
    version: rule.version,
    hasUnsavedVersion,
    problems: {
      errors: problems.filter(({ severity }) => severity === 'error').length,
      warnings: problems.filter(({ severity }) => severity === 'warning').length,
    },
    updatedAt,
  };
}
