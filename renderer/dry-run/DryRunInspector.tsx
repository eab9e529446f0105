import { Tabs } from 'radix-ui';
import type { ReactElement } from 'react';
import { appTitle } from '../../engine/catalog/index.ts';
import { stepIdOf } from '../../engine/editing/index.ts';
import { AllRules } from '../replay/AllRules.tsx';
import { showTab, useDryRun } from '../state/dry-run.ts';
import { useIsEventUnreadable } from '../state/dry-run-events.ts';
import { useCatalog, useRule, useSelection } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';
import type { DryRunTab } from '../state/studio-state.ts';
import styles from './DryRunInspector.module.css';
import { Evaluation } from './Evaluation.tsx';
import { VariableTable } from './VariableTable.tsx';
import { WouldDo } from './WouldDo.tsx';

const tabs: readonly { value: DryRunTab; label: string }[] = [
  { value: 'would-do', label: 'Would do' },
  { value: 'evaluation', label: 'Evaluation' },
  { value: 'input', label: 'Input' },
  { value: 'variables', label: 'Variables' },
  { value: 'all-rules', label: 'All rules' },
];

/** What the dry run found: for the selected action alone, otherwise for the whole run. */
export function DryRunInspector(): ReactElement | null {
  const run = useDryRun();
  const isUnreadable = useIsEventUnreadable();
  const rule = useRule();
  const catalog = useCatalog();
  const selected = useSelection().at(-1);
  const tab = useStudio((state) => state.dryRun.tab);
  if (!rule || !catalog) return null;
  if (!run)
    return (
      <p className={`${styles.content} ${styles.none}`}>
        {isUnreadable
          ? 'Your event cannot be read yet. Data, below the drawing, says where.'
          : 'Choose an event on the left to try this rule.'}
      </p>
    );
  const stepId = selected === undefined ? null : stepIdOf(selected);
  const { event } = run.sample;
  const isReal = run.final.outcome === 'executed' || run.final.outcome === 'skipped';
  return (
    <Tabs.Root
      className={styles.root}
      value={tab}
      onValueChange={(value) => {
        const next = tabs.find((one) => one.value === value);
        if (next) showTab(next.value);
      }}
    >
      <Tabs.List className={styles.tabs} aria-label="Dry run details">
        {tabs.map(({ value, label }) => (
          <Tabs.Trigger key={value} value={value} className={styles.tab}>
            {value === 'would-do' && isReal ? 'Did' : label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="would-do" className={styles.content}>
        <WouldDo run={run} rule={rule} catalog={catalog} stepId={stepId} />
      </Tabs.Content>
      <Tabs.Content value="evaluation" className={styles.content}>
        <Evaluation run={run} rule={rule} catalog={catalog} />
      </Tabs.Content>
      <Tabs.Content value="input" className={styles.content}>
        <dl className={styles.facts}>
          <dt>Event</dt>
          <dd>
            <code>{event.type}</code>
          </dd>
          <dt>App</dt>
          <dd>{appTitle(catalog, event.app)}</dd>
          <dt>Fired at</dt>
          <dd>{event.firedAt}</dd>
          <dt>By</dt>
          <dd>
            {event.actor.kind} {event.actor.id}
          </dd>
        </dl>
        <pre className={styles.json}>{JSON.stringify(event.payload, null, 2)}</pre>
      </Tabs.Content>
      <Tabs.Content value="variables" className={styles.content}>
        <VariableTable run={run} rule={rule} catalog={catalog} stepId={stepId} />
      </Tabs.Content>
      <Tabs.Content value="all-rules" className={styles.content}>
        <AllRules event={event} rule={rule} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
