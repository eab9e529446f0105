import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import { listVariables, parseVariable, resolveVariable } from '../../engine/language/index.ts';
import { isJsonObject, type Json, type Rule } from '../../engine/model/index.ts';
import type { DryRun } from '../state/dry-run.ts';
import { valueText } from '../words/values.ts';
import styles from './DryRunInspector.module.css';

interface VariableTableProps {
  run: DryRun;
  rule: Rule;
  catalog: Catalog;
  /** Variables as this step sees them; null: as after the last one. */
  stepId: string | null;
}

/** Every variable that can be used, with the value it has in this run and where it came from. */
export function VariableTable({ run, rule, catalog, stepId }: VariableTableProps): ReactElement {
  const { event } = run.sample;
  const index = rule.actions.findIndex((step) => step.id === stepId);
  const isEvent = rule.trigger.kind === 'event';
  const steps: Record<string, Json> = {};
  for (const [id, step] of run.steps) if (isJsonObject(step.output)) steps[id] = step.output;
  const variables = {
    event: isEvent ? event : null,
    automation: rule,
    trigger: { source: isEvent ? ('event' as const) : ('cron' as const), firedAt: event.firedAt },
    steps,
  };
  return (
    <ul>
      {listVariables(catalog, rule, index < 0 ? rule.actions.length : index, event).map((entry) => {
        const parsed = parseVariable(entry.path);
        const found = parsed.ok ? resolveVariable(parsed.value, variables) : null;
        return (
          <li key={entry.path} className={styles.variable}>
            <code>{`\${${entry.path}}`}</code>
            {found?.present ? (
              valueText(found.value, 120)
            ) : (
              <span className={styles.none}>not in this run</span>
            )}
            <small className={styles.none}> from {entry.origin}</small>
          </li>
        );
      })}
    </ul>
  );
}
