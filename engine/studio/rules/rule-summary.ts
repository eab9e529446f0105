import { checkRule } from '../../analysis/index.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { RuleDocument, RuleSummary } from '../../contract/index.ts';
import { contentHash } from '../../model/index.ts';

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
    hash: contentHash(rule),
    problems: {
      errors: problems.filter(({ severity }) => severity === 'error').length,
      warnings: problems.filter(({ severity }) => severity === 'warning').length,
    },
    updatedAt,
  };
}

/**
 * Summaries that are made once for each revision of a document: a list of a thousand rules is asked for after every
 * change of one.
 */
export function rememberSummaries(catalog: Catalog): (documents: readonly RuleDocument[]) => RuleSummary[] {
  let known = new Map<string, { revision: number; summary: RuleSummary }>();
  return (documents) => {
    const next: typeof known = new Map();
    for (const document of documents) {
      const { rule, revision } = document;
      const before = known.get(rule.id);
      next.set(
        rule.id,
        before?.revision === revision ? before : { revision, summary: summarize(document, catalog) },
      );
    }
    known = next;
    return [...next.values()].map(({ summary }) => summary);
  };
}
