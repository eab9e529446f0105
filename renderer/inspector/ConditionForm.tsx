import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import { replaceFilter, setFilterDisabled, wrapFilter } from '../../engine/editing/index.ts';
import { operatorsFor, operatorWords } from '../../engine/language/index.ts';
import { type Json, type Leaf, operators, type Rule } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { Combobox } from '../design/Combobox.tsx';
import { Field } from '../design/Field.tsx';
import { Select } from '../design/Select.tsx';
import { applyEdit } from '../state/document.ts';
import { useExampleEvent } from '../state/dry-run-events.ts';
import { applyFix } from '../state/fixes.ts';
import { emptyValue, itemsOf } from '../words/new-nodes.ts';
import { pathsAt } from '../words/paths-at.ts';
import { filterText } from '../words/rule-words.ts';
import { valueText } from '../words/values.ts';
import { OperandField } from './fields/OperandField.tsx';
import { operandChoices } from './fields/operand-choices.ts';
import styles from './Inspector.module.css';
import { InspectorPanel } from './InspectorPanel.tsx';
import { NodeExtras } from './NodeExtras.tsx';
import { useFieldProblems } from './use-field-problems.ts';

interface ConditionFormProps {
  rule: Rule;
  catalog: Catalog;
  at: string;
  leaf: Leaf;
}

/** One comparison: field, operator, value, each offering what the catalog knows. */
export function ConditionForm({ rule, catalog, at, leaf }: ConditionFormProps): ReactElement {
  const paths = pathsAt(catalog, rule, at, useExampleEvent()?.event);
  const entry = paths.find(({ path }) => path === leaf.path);
  const schema = entry?.schema ?? {};
  const compared = leaf.op === 'contains' ? itemsOf(schema) : schema;
  const fitting = operatorsFor(schema);
  const pathProblems = useFieldProblems(`${at}.path`);
  const opProblems = useFieldProblems(`${at}.op`);
  const valueProblems = useFieldProblems(`${at}.value`);
  const change = (next: Partial<Leaf>, burst?: string): void =>
    applyEdit(replaceFilter(rule, at, { ...leaf, ...next }), burst && `${burst} ${at}`);

  function changeOperator(value: string): void {
    const op = operators.find((one) => one === value);
    if (op)
      change({
        op,
        value: convertValue(leaf.value, op, emptyValue(op === 'contains' ? itemsOf(schema) : schema)),
      });
  }
  return (
    <InspectorPanel kind="Condition" title={filterText(leaf)}>
      <Field label="Field" problems={pathProblems} onFix={applyFix} hint={entry && describeEntry(entry)}>
        {(control) => (
          <div data-at={`${at}.path`}>
            <Combobox
              control={control}
              isMono
              value={leaf.path}
              placeholder="payload.…"
              options={paths.map(({ path, title, type }) => ({ value: path, detail: `${title} · ${type}` }))}
              onChange={(path) => {
                if (path !== '') change({ path }, 'path');
              }}
            />
          </div>
        )}
      </Field>
      <Field label="Comparison" problems={opProblems} onFix={applyFix}>
        {(control) => (
          <Select
            {...control}
            data-at={`${at}.op`}
            value={leaf.op}
            options={operators
              .filter((op) => op === leaf.op || fitting.includes(op))
              .map((op) => ({ value: op, label: operatorWords[op] }))}
            onChange={changeOperator}
          />
        )}
      </Field>
      <Field label="Value" problems={valueProblems} onFix={applyFix}>
        {(control) => (
          <OperandField
            control={control}
            at={`${at}.value`}
            op={leaf.op}
            schema={compared}
            path={leaf.path}
            known={operandChoices(rule, catalog, entry, compared)}
            value={leaf.value}
            onChange={(value) => change({ value }, 'value')}
          />
        )}
      </Field>
      <div className={styles.buttons}>
        <Button size="small" onClick={() => applyEdit(wrapFilter(rule, at, 'any'))}>
          Add an “or”
        </Button>
        <Button size="small" onClick={() => applyEdit(wrapFilter(rule, at, 'not'))}>
          Negate
        </Button>
      </div>
      <NodeExtras
        at={at}
        isDisabled={leaf.disabled === true}
        note={leaf.note}
        onDisable={(isDisabled) => applyEdit(setFilterDisabled(rule, at, isDisabled))}
        onNote={(note) => {
          const { note: _before, ...rest } = leaf;
          applyEdit(
            replaceFilter(rule, at, note === undefined ? rest : { ...rest, note }, 'Change note'),
            `note ${at}`,
          );
        }}
      />
    </InspectorPanel>
  );
}

function describeEntry(entry: { title: string; type: string; isOptional: boolean; sample: Json }): string {
  const optional = entry.isOptional ? ', may be missing' : '';
  return `${entry.title}: ${entry.type}${optional}, such as ${valueText(entry.sample, 40)}`;
}

/** Keeps what fits when the operator changes: one value becomes a list of one, a list its first value. */
function convertValue(value: Json, op: Leaf['op'], empty: Json): Json {
  if (op === 'in' || op === 'nin')
    return Array.isArray(value) ? value : value === '' || value === null ? [] : [value];
  if (op === 'exists') return typeof value === 'boolean' ? value : true;
  if (Array.isArray(value)) return value[0] ?? empty;
  return typeof value === 'boolean' && typeof empty !== 'boolean' ? empty : value;
}
