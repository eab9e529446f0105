import type { ReactElement, ReactNode } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { ActionStep, Rule, StepRecord } from '../../engine/model/index.ts';
import { Verdict } from '../canvas/Verdict.tsx';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { selectNodes } from '../state/document.ts';
import type { DryRun } from '../state/dry-run.ts';
import { useStudio } from '../state/store.ts';
import { fieldText } from '../words/place-words.ts';
import { stepTitle } from '../words/rule-words.ts';
import styles from './DryRunInspector.module.css';
import { EffectView } from './EffectView.tsx';
import { FaultControl } from './FaultControl.tsx';
import { outcomeText } from './outcome-words.ts';

interface WouldDoProps {
  run: DryRun;
  rule: Rule;
  catalog: Catalog;
  /** Null: every step. */
  stepId: string | null;
}

/** What each action would do to the world, as it would be sent. */
export function WouldDo({ run, rule, catalog, stepId }: WouldDoProps): ReactElement {
  const steps = rule.actions.filter((step) => stepId === null || step.id === stepId);
  const { outcome } = run.final;
  const isExecuting = outcome === 'would-execute' || outcome === 'executed';
  const isReal = outcome === 'executed' || outcome === 'skipped';
  const canFail = useStudio((state) => state.mode === 'dry-run');
  return (
    <>
      {run.state.isDone && !isExecuting ? (
        <p className={styles.none}>
          {outcomeText(run.final)}. {isReal ? 'Nothing was done.' : 'Nothing would be done.'}
        </p>
      ) : null}
      {steps.length < rule.actions.length ? (
        <Button size="small" look="quiet" onClick={() => selectNodes([])}>
          Show all {rule.actions.length} actions
        </Button>
      ) : null}
      {steps.length === 0 ? <p className={styles.none}>This rule has no actions yet.</p> : null}
      {steps.map((step) => {
        const fault = run.faults.find(({ stepId: id }) => id === step.id) ?? null;
        return (
          <Step
            key={step.id}
            step={step}
            number={rule.actions.indexOf(step) + 1}
            run={run}
            record={run.steps.get(step.id)}
            title={stepTitle(step, catalog)}
            rule={rule}
            catalog={catalog}
            failure={
              canFail && (isExecuting || fault) ? (
                <FaultControl rule={rule} catalog={catalog} step={step} fault={fault} />
              ) : null
            }
          />
        );
      })}
    </>
  );
}

interface StepProps {
  step: ActionStep;
  number: number;
  title: string;
  rule: Rule;
  catalog: Catalog;
  run: DryRun;
  record: StepRecord | undefined;
  /** Lets it fail on purpose. */
  failure: ReactNode;
}

function Step({ step, number, title, rule, catalog, run, record, failure }: StepProps): ReactElement {
  const verdict = run.verdicts.get(`step:${step.id}`);
  const isReal = run.final.outcome === 'executed';
  const tense = !isReal ? 'would' : record?.status === 'succeeded' ? 'did' : 'did-not';
  return (
    <section className={styles.step}>
      <h3 className={styles.stepHead}>
        {number}. {title}
        {verdict ? <Verdict verdict={verdict} /> : null}
      </h3>
      {record?.effects.map((effect, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step's effects have no name but their order
        <EffectView key={index} effect={effect} tense={tense} />
      ))}
      {record?.error ? (
        <p className={styles.error}>
          {sentenceText(record.error.message)}{' '}
          <ErrorPlace at={record.error.at} rule={rule} catalog={catalog} />
        </p>
      ) : null}
      {record?.predicted ? (
        <p className={styles.predicted}>
          <Chip>predicted</Chip> The output is a sample; the real one is known once it runs.
        </p>
      ) : null}
      {failure ? <div className={styles.failure}>{failure}</div> : null}
    </section>
  );
}

function sentenceText(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Which field it is about; nothing where it is the action as a whole, under whose name it stands. */
function ErrorPlace(props: { at: string | null; rule: Rule; catalog: Catalog }): ReactElement | null {
  const { at, rule, catalog } = props;
  if (at === null || /^actions\[\d+\]$/.test(at)) return null;
  return <small title={at}>{fieldText(at, rule, catalog)}</small>;
}
