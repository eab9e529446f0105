import { type Cause, causesAmong, raisedBy, verdictWords } from '../../analysis/index.ts';
import { type Catalog, findActionType, findEventType } from '../../catalog/index.ts';
import { createFiringLog } from '../../chain/index.ts';
import type { Explanation, MetRule } from '../../contract/index.ts';
import { dryRun } from '../../drivers/index.ts';
import type { Event, Rule, RunRecord } from '../../model/index.ts';

/**
 * What every rule would do about an event, in the order in which they run, each counting what fired before it; and which
 * events those that run could raise, with the rules that may fire on them. Disabled rules are told of as if they were
 * enabled, and raise nothing.
 */
export function explainEvent(rules: readonly Rule[], event: Event, catalog: Catalog): Explanation {
  const firingLog = createFiringLog();
  const sorted = rules.toSorted((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
  const met = sorted.flatMap((rule) => {
    const record = dryRun({ rule, event, catalog, ...(rule.enabled ? { firingLog } : {}) });
    return record.outcome === 'not-considered' ? [] : [{ rule, record }];
  });
  const running = met.filter(({ rule, record }) => rule.enabled && record.outcome === 'would-execute');
  return {
    rules: met.map(({ rule, record }) => metRule(rule, record, event, catalog)),
    raised: raisedEvents(
      running.map(({ rule }) => rule),
      sorted,
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

/** Only causes that start at a rule that runs; which rules could fire is asked of all enabled ones. */
function raisedEvents(
  running: readonly Rule[],
  all: readonly Rule[],
  catalog: Catalog,
): Explanation['raised'] {
  const types = [
    ...new Set(running.flatMap(({ actions }) => actions.flatMap((step) => raisedBy(step, catalog)))),
  ];
  const enabled = all.filter(
    (rule) => rule.enabled && rule.trigger.kind === 'event' && types.includes(rule.trigger.eventType),
  );
  const causes = running.flatMap((from): Cause[] =>
    causesAmong([from, ...enabled.filter(({ id }) => id !== from.id)], catalog).filter(
      (cause) => cause.from === from.id,
    ),
  );
  return types.map((eventType) => {
    const by = running.filter(({ actions }) =>
      actions.some((step) => raisedBy(step, catalog).includes(eventType)),
    );
    const mine = causes.filter((cause) => cause.eventType === eventType);
    const ids = [...new Set(mine.map(({ to }) => to))];
    return {
      eventType,
      title: findEventType(catalog, eventType)?.title ?? eventType,
      by: by.map(({ name }) => name),
      rules: ids.map((id) => ({
        id,
        name: all.find((rule) => rule.id === id)?.name ?? id,
        isCertain: mine.some(({ to, verdict }) => to === id && verdict === 'yes'),
      })),
    };
  });
}
