import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { EffectView } from '../dry-run/EffectView.tsx';
import { useExampleEvent } from '../state/dry-run-events.ts';
import { stepsOn } from './fields/preview-template.ts';
import styles from './Inspector.module.css';

interface StepPreviewProps {
  rule: Rule;
  catalog: Catalog;
  index: number;
}

/** The whole of what an action would do on the event that is looked at, whatever the filter says. */
export function StepPreview({ rule, catalog, index }: StepPreviewProps): ReactElement | null {
  const example = useExampleEvent();
  if (!example) return null;
  const step = stepsOn(rule, catalog, example.event)[index];
  if (!step || step.status === 'disabled') return null;
  return (
    <details className={styles.more}>
      <summary>What it would do on “{example.name === 'custom' ? 'your event' : example.name}”</summary>
      <div>
        {step.effects.map((effect, order) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step's effects have no name but their order
          <EffectView key={order} effect={effect} />
        ))}
        {step.effects.length === 0 ? (
          <p className={styles.nothing}>Nothing yet{step.error ? `: ${step.error.message}` : ''}.</p>
        ) : null}
      </div>
    </details>
  );
}
