import { Zap } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { Fault } from '../../engine/drivers/index.ts';
import type { ActionStep, Rule } from '../../engine/model/index.ts';
import { Select } from '../design/Select.tsx';
import { failStep, useAskedStep } from '../state/dry-run-faults.ts';
import { stepTitle } from '../words/rule-words.ts';
import { attemptsText, causeText, choiceOf, faultChoices } from './fault-words.ts';
import styles from './Timeline.module.css';

interface FaultControlProps {
  rule: Rule;
  catalog: Catalog;
  step: ActionStep;
  fault: Fault | null;
  /** Whether it takes the focus when somebody asks for the failure of this step. */
  isAsked?: boolean;
}

/** Without a retry of its own a step is tried so often. */
const usualAttempts = 4;

/** Lets a step fail on purpose: how, and in which of its attempts. */
export function FaultControl({ rule, catalog, step, fault, isAsked }: FaultControlProps): ReactElement {
  const box = useRef<HTMLSpanElement>(null);
  const asked = useAskedStep((state) => state.stepId);
  const isWanted = isAsked === true && asked === step.id;
  useEffect(() => {
    if (!isWanted) return;
    box.current?.scrollIntoView({ block: 'nearest' });
    box.current?.querySelector('select')?.focus();
    useAskedStep.setState({ stepId: null });
  }, [isWanted]);
  const title = stepTitle(step, catalog);
  const choices = faultChoices(rule, catalog, step.id);
  const chosen = fault === null ? '' : choiceOf(fault.cause);
  const isListed = fault === null || choices.some(({ value }) => value === chosen);
  const own = isListed || fault === null ? [] : [{ value: chosen, label: causeText(fault.cause) }];
  const most = step.retry?.maxAttempts ?? usualAttempts;
  const counts = Array.from({ length: Math.max(0, Math.min(most, 6) - 1) }, (_, index) => index + 1);
  return (
    <span ref={box} className={styles.fault} data-on={fault !== null}>
      <Zap size={14} aria-hidden />
      <span className={styles.faultChoices}>
        <Select
          aria-label={`Failure of ${title}`}
          value={chosen}
          options={[{ value: '', label: 'No failure' }, ...choices, ...own]}
          onChange={(value) => {
            const cause = choices.find((choice) => choice.value === value)?.cause;
            failStep(step.id, cause ? { cause, attempts: fault?.attempts ?? null } : null);
          }}
        />
        {fault === null ? null : (
          <Select
            aria-label={`Failing attempts of ${title}`}
            value={String(fault.attempts?.to ?? '')}
            options={[
              { value: '', label: attemptsText(null) },
              ...counts.map((to) => ({ value: String(to), label: attemptsText({ from: 1, to }) })),
            ]}
            onChange={(value) =>
              failStep(step.id, {
                cause: fault.cause,
                attempts: value === '' ? null : { from: 1, to: Number(value) },
              })
            }
          />
        )}
      </span>
    </span>
  );
}
