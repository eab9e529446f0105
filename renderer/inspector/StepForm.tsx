import { Zap } from 'lucide-react';
import type { ReactElement } from 'react';
import { type Catalog, findActionType, findTool } from '../../engine/catalog/index.ts';
import { type Edit, updateStep } from '../../engine/editing/index.ts';
import {
  type ActionStep,
  isJsonObject,
  type Json,
  type JsonObject,
  type Rule,
} from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { Combobox } from '../design/Combobox.tsx';
import { Field } from '../design/Field.tsx';
import { Select } from '../design/Select.tsx';
import { applyEdit } from '../state/document.ts';
import { askForFault } from '../state/dry-run-faults.ts';
import { applyFix } from '../state/fixes.ts';
import { packsOfRule, stepTitle } from '../words/rule-words.ts';
import { SchemaFields } from './fields/SchemaFields.tsx';
import styles from './Inspector.module.css';
import { InspectorPanel } from './InspectorPanel.tsx';
import { NodeExtras } from './NodeExtras.tsx';
import { RetryFields } from './RetryFields.tsx';
import { StepPreview } from './StepPreview.tsx';
import { useFieldProblems } from './use-field-problems.ts';

interface StepFormProps {
  rule: Rule;
  catalog: Catalog;
  step: ActionStep;
  index: number;
}

/** One action: its parameters as the catalog describes them, and what happens when it fails. */
export function StepForm({ rule, catalog, step, index }: StepFormProps): ReactElement {
  const at = `actions[${index}]`;
  const type = findActionType(catalog, step.type);
  const typeProblems = useFieldProblems(`${at}.type`);
  const change = (part: Partial<ActionStep>, label?: string, burst?: string): void => {
    const edit: Edit = updateStep(rule, step.id, part, label);
    applyEdit(edit, burst && `${burst} ${step.id}`);
  };
  const known = packsOfRule(rule, catalog).flatMap((pack) => pack.actionTypes);
  return (
    <InspectorPanel
      kind={`Action ${index + 1}`}
      title={stepTitle(step, catalog)}
      about={type?.description}
      aside={<code>{step.id}</code>}
    >
      {type ? null : (
        <Field label="Action type" problems={typeProblems} onFix={applyFix}>
          {(control) => (
            <div data-at={`${at}.type`}>
              <Combobox
                control={control}
                isMono
                value={step.type}
                options={known.map((one) => ({ value: one.type, detail: one.title }))}
                onChange={(next) => {
                  if (next !== '') change({ type: next }, 'Change action type', 'type');
                }}
              />
            </div>
          )}
        </Field>
      )}
      <SchemaFields
        context={{ rule, catalog, stepIndex: index }}
        schema={paramsSchema(step, type?.paramsSchema ?? {}, catalog)}
        value={step.params}
        at={`${at}.params`}
        onChange={(params) => change({ params }, 'Change parameters', 'params')}
      />
      <StepPreview rule={rule} catalog={catalog} index={index} />
      <section className={styles.section}>
        <h3>If it fails</h3>
        <Field label="Then">
          {(control) => (
            <Select
              {...control}
              data-at={`${at}.onError`}
              value={step.onError ?? 'rule'}
              options={[
                {
                  value: 'rule',
                  label: `As the rule says: ${rule.onActionError === 'stop' ? 'stop' : 'go on'}`,
                },
                { value: 'continue', label: 'Go on with the next action' },
                { value: 'stop', label: 'Stop the chain' },
              ]}
              onChange={(value) =>
                change(
                  { onError: value === 'continue' || value === 'stop' ? value : undefined },
                  'Change error handling',
                )
              }
            />
          )}
        </Field>
        <RetryFields
          at={at}
          retry={step.retry}
          onChange={(retry) => change({ retry }, 'Change retries', 'retry')}
        />
        <div className={styles.buttons}>
          <Button size="small" onClick={() => askForFault(step.id)}>
            <Zap size={13} aria-hidden /> Try a failure
          </Button>
        </div>
      </section>
      <NodeExtras
        at={at}
        isDisabled={step.disabled === true}
        note={step.note}
        onDisable={(off) =>
          change({ disabled: off ? true : undefined }, off ? 'Disable action' : 'Enable action')
        }
        onNote={(note) => change({ note }, 'Change note', 'note')}
      />
    </InspectorPanel>
  );
}

/** A tool call's arguments are those of the tool that is chosen. */
function paramsSchema(step: ActionStep, schema: JsonObject, catalog: Catalog): JsonObject {
  const { tool, server } = step.params;
  const properties = schema.properties;
  if (typeof tool !== 'string' || !isJsonObject(properties) || !isJsonObject(properties.args)) return schema;
  const found = findTool(catalog, tool, typeof server === 'string' && server !== '' ? server : undefined);
  if (!found) return schema;
  const args: Json = { ...found.inputSchema, title: properties.args.title ?? 'Arguments' };
  return { ...schema, properties: { ...properties, args } };
}
