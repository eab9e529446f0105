import { CornerUpRight, Search } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import {
  listVariables,
  type PathEntry,
  parseVariable,
  resolveVariable,
  type VariablePath,
  type Variables,
} from '../../engine/language/index.ts';
import { isJsonObject, type Json, type Rule } from '../../engine/model/index.ts';
import inputs from '../design/inputs.module.css';
import type { DryRun } from '../state/dry-run.ts';
import { showSource } from '../state/variable-source.ts';
import { stepTitle } from '../words/rule-words.ts';
import { valueText } from '../words/values.ts';
import styles from './DryRunInspector.module.css';

interface VariableTableProps {
  run: DryRun;
  rule: Rule;
  catalog: Catalog;
  /** Variables as this step sees them; null: as after the last one. */
  stepId: string | null;
}

/** Every variable that can be used, with its type, the value it has in this run, and the way to where that is from. */
export function VariableTable({ run, rule, catalog, stepId }: VariableTableProps): ReactElement {
  const [wanted, setWanted] = useState('');
  const { event } = run.sample;
  const index = rule.actions.findIndex((step) => step.id === stepId);
  const all = listVariables(catalog, rule, index < 0 ? rule.actions.length : index, event);
  const text = wanted.trim().toLowerCase();
  const shown = all.filter(({ path, title }) => `${path} ${title}`.toLowerCase().includes(text));
  const groups = Map.groupBy(shown, (entry) => originText(entry, rule, catalog));
  const variables = variablesOf(run, rule);
  return (
    <>
      <label className={styles.search}>
        <Search size={14} aria-hidden />
        <input
          className={inputs.input}
          type="search"
          aria-label="Search variables"
          placeholder="Search variables"
          value={wanted}
          onChange={(change) => setWanted(change.target.value)}
        />
      </label>
      {shown.length === 0 ? <p className={styles.none}>No variable by that name.</p> : null}
      {[...groups].map(([origin, entries]) => (
        <section key={origin} aria-label={origin}>
          <h3 className={styles.group}>{origin}</h3>
          <ul>
            {entries.map((entry) => (
              <Variable key={entry.path} entry={entry} variables={variables} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function variablesOf(run: DryRun, rule: Rule): Variables {
  const { event } = run.sample;
  const isEvent = rule.trigger.kind === 'event';
  const steps: Record<string, Json> = {};
  for (const [id, step] of run.steps) if (isJsonObject(step.output)) steps[id] = step.output;
  return {
    event: isEvent ? event : null,
    automation: rule,
    trigger: { source: isEvent ? 'event' : 'cron', firedAt: event.firedAt },
    steps,
  };
}

function originText({ path, origin }: PathEntry, rule: Rule, catalog: Catalog): string {
  const parsed = parseVariable(path);
  if (!parsed.ok) return origin;
  switch (parsed.value.kind) {
    case 'payload':
    case 'event':
      return 'The event';
    case 'automation':
      return 'This rule';
    case 'trigger':
      return 'The trigger';
    case 'step': {
      const { stepId } = parsed.value;
      const index = rule.actions.findIndex(({ id }) => id === stepId);
      const step = rule.actions[index];
      return step ? `Action ${index + 1}: ${stepTitle(step, catalog)}` : origin;
    }
  }
}

function Variable({ entry, variables }: { entry: PathEntry; variables: Variables }): ReactElement {
  const parsed = parseVariable(entry.path);
  const found = parsed.ok ? resolveVariable(parsed.value, variables) : null;
  return (
    <li className={styles.variable}>
      {parsed.ok ? (
        <button
          type="button"
          className={styles.variableName}
          title={sourceText(parsed.value)}
          onClick={() => showSource(parsed.value)}
        >
          <code>{`\${${entry.path}}`}</code>
          <CornerUpRight size={12} aria-hidden />
        </button>
      ) : (
        <code>{`\${${entry.path}}`}</code>
      )}
      <span className={styles.variableValue}>
        {found?.present ? (
          <span className={styles.value}>{valueText(found.value, 120)}</span>
        ) : (
          <span className={styles.none}>not in this run</span>
        )}
        <small className={styles.type}>{entry.type}</small>
      </span>
    </li>
  );
}

function sourceText(path: VariablePath): string {
  switch (path.kind) {
    case 'payload':
    case 'event':
      return 'Show it in the event data';
    case 'step':
      return 'Show the action that made it';
    case 'automation':
      return 'Show the rule';
    case 'trigger':
      return 'Show the trigger';
  }
}
