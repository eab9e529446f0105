import { verdictWords } from '../../analysis/index.ts';
import { type Catalog, findActionType } from '../../catalog/index.ts';
import { createFiringLog } from '../../chain/index.ts';
import type { Explanation, MetRule } from '../../contract/index.ts';
import { dryRun } from '../../drivers/index.ts';
import type { Event, Rule, RunRecord } from '../../model/index.ts';
import { cascadeOf } from './cascade.ts';
import { findConflicts } from './find-conflicts.ts';

/**
 * What every rule would do about an event, in the order in which they run, each counting what fired before it; what
 * those that run would do together, and where they get in each other's way; and what that could set off. Disabled rules
 * are told of as if they were enabled, and do and raise nothing.
 */
export function explainEvent(rules: readonly Rule[], event: Event, catalog: Catalog): Explanation {
  const firingLog = createFiringLog();
  const sorted = rules.toSorted((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
  const met = sorted.flatMap((rule) => {
    const record = dryRun({ rule, event, catalog, ...(rule.enabled ? { firingLog } : {}) });
    return record.outcome === 'not-considered' ? [] : [{ rule, record }];
  });
  const running = met.filter(({ rule, record }) => rule.enabled && record.outcome === 'would-execute');
  const ledger = ledgerOf(running, catalog);
  return {
    rules: met.map(({ rule, record }) => metRule(rule, record, event, catalog)),
    ledger,
    conflicts: findConflicts(ledger),
    raised: cascadeOf(
      running.map(({ rule }) => rule),
      sorted,
      event,
      catalog,
    ),
  };
}

function metRule(rule: Rule, record: RunRecord, event: Event, catalog: Catalog): MetRule {
  return {
    id: rule.id,
    name: rule.name,
    enabled: rule.enabled,
    outcome: record.outcome,
    why: verdictWords(rule, event, record),
    steps: record.steps
      .filter(({ status }) => status !== 'disabled' && status !== 'not-reached')
      .map(({ type, status, effects }) => ({
        type,
        title: findActionType(catalog, type)?.title ?? type,
        status,
        effects: effects.map(({ kind }) => kind),
      })),
  };
}

/** Everything that the rules which run would do, in the order in which they do it. */
function ledgerOf(
  running: readonly { rule: Rule; record: RunRecord }[],
  catalog: Catalog,
): Explanation['ledger'] {
  return running.flatMap(({ rule, record }) =>
    record.steps.flatMap(({ id, type, status, effects }) =>
      status === 'would-run'
        ? effects.map((effect) => ({
            rule: rule.id,
            name: rule.name,
            step: id,
            title: findActionType(catalog, type)?.title ?? type,
            effect,
          }))
        : [],
    ),
  );
}
