import type { ReactElement } from 'react';
import { updateRule } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { Select } from '../design/Select.tsx';
import { Switch } from '../design/Switch.tsx';
import { TokenField } from '../design/TokenField.tsx';
import { applyEdit } from '../state/document.ts';
import { setRuleEnabled } from '../state/rules.ts';
import { NameField } from './fields/NameField.tsx';
import { NumberField } from './fields/NumberField.tsx';
import { durationWords } from './fields/unit-words.ts';
import styles from './Inspector.module.css';
import { InspectorPanel } from './InspectorPanel.tsx';

/** The rule itself: name, labels, order, limits, what happens on errors. */
export function RuleForm({ rule }: { rule: Rule }): ReactElement {
  const change = (part: Partial<Rule>, label: string, burst?: string): void =>
    applyEdit(updateRule(rule, part, label), burst);
  const cooldown = rule.limits.cooldownSeconds;
  const changeLimits = (part: Partial<Rule['limits']>): void =>
    change({ limits: { ...rule.limits, ...part } }, 'Change limits', 'limits');
  return (
    <InspectorPanel kind="Rule" title={rule.name} aside={<code>{rule.id}</code>}>
      <div className={styles.row}>
        <label htmlFor="rule-enabled">{rule.enabled ? 'Enabled' : 'Disabled'}</label>
        <Switch id="rule-enabled" isOn={rule.enabled} onChange={(on) => void setRuleEnabled(rule.id, on)} />
      </div>
      <Field label="Name">
        {(control) => (
          <NameField
            control={control}
            name={rule.name}
            onChange={(name) => change({ name }, 'Rename rule', 'name')}
          />
        )}
      </Field>
      <Field label="Description" isOptional>
        {(control) => (
          <textarea
            {...control}
            data-at="description"
            className={inputs.input}
            value={rule.description ?? ''}
            onChange={(event) =>
              change({ description: event.target.value || undefined }, 'Change description', 'description')
            }
          />
        )}
      </Field>
      <Field label="Labels" isOptional>
        {(control) => (
          <div data-at="labels">
            <TokenField
              control={control}
              values={rule.labels}
              placeholder="Add a label"
              onChange={(labels) => change({ labels }, 'Change labels')}
            />
          </div>
        )}
      </Field>
      <section className={styles.section}>
        <h3>When several rules match</h3>
        <Field label="Order" hint="Lower runs first.">
          {(control) => (
            <NumberField
              control={control}
              at="order"
              value={rule.order}
              onChange={(order) => change({ order: order ?? 100 }, 'Change order', 'order')}
            />
          )}
        </Field>
        <Field label="If an action fails">
          {(control) => (
            <Select
              {...control}
              data-at="onActionError"
              value={rule.onActionError}
              options={[
                { value: 'continue', label: 'Go on with the next one' },
                { value: 'stop', label: 'Stop the chain' },
              ]}
              onChange={(value) =>
                change({ onActionError: value === 'stop' ? 'stop' : 'continue' }, 'Change error handling')
              }
            />
          )}
        </Field>
      </section>
      <section className={styles.section}>
        <h3>Limits</h3>
        <Field
          label="Cooldown, seconds"
          hint={`For the same subject; ${cooldown === 0 ? '0 is none' : `${durationWords(cooldown)} now`}.`}
        >
          {(control) => (
            <NumberField
              control={control}
              at="limits.cooldownSeconds"
              least={0}
              value={rule.limits.cooldownSeconds}
              onChange={(value) => changeLimits({ cooldownSeconds: value ?? 0 })}
            />
          )}
        </Field>
        <div className={styles.two}>
          <Field label="Most per day" isOptional>
            {(control) => (
              <NumberField
                control={control}
                at="limits.maxFiresPerDay"
                least={1}
                placeholder="No limit"
                value={rule.limits.maxFiresPerDay}
                onChange={(value) => changeLimits({ maxFiresPerDay: value })}
              />
            )}
          </Field>
          <Field label="Most per minute" isOptional>
            {(control) => (
              <NumberField
                control={control}
                at="limits.maxPerMinute"
                least={1}
                placeholder="No limit"
                value={rule.limits.maxPerMinute}
                onChange={(value) => changeLimits({ maxPerMinute: value })}
              />
            )}
          </Field>
        </div>
      </section>
    </InspectorPanel>
  );
}
