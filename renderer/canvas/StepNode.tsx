import type { NodeProps } from '@xyflow/react';
import type { ReactElement } from 'react';
import { classes } from '../design/classes.ts';
import { useNodeVerdict } from '../state/dry-run.ts';
import { useCatalog } from '../state/selectors.ts';
import { actionIcon } from '../words/icons.tsx';
import { stepSummary, stepTitle } from '../words/rule-words.ts';
import { useDrawn } from './drawn-rule.ts';
import { NodeFrame } from './NodeFrame.tsx';
import { NodeMarks } from './NodeMarks.tsx';
import type { CanvasNode } from './node-data.ts';
import styles from './nodes.module.css';
import { Verdict } from './Verdict.tsx';

export function StepNode({ id, data, selected }: NodeProps<CanvasNode>): ReactElement | null {
  const catalog = useCatalog();
  const verdict = useNodeVerdict(id);
  const { graph } = data;
  const index = graph.kind === 'step' ? graph.index : -1;
  const step = useDrawn((rule) => rule.actions[index]);
  if (!step || !catalog) return null;
  const Icon = actionIcon(step.type, catalog);
  const summary = stepSummary(step);
  return (
    <NodeFrame isSelected={selected}>
      <div className={classes(styles.card, styles.step, step.disabled && styles.dimmed)}>
        <span className={styles.tile}>
          <span className={styles.number}>{index + 1}</span>
          <Icon size={19} />
        </span>
        <span className={styles.body}>
          <span className={styles.head}>
            <span className={styles.title}>{stepTitle(step, catalog)}</span>
            <span className={styles.marks}>
              <NodeMarks id={id} problem={data.problem} isDisabled={step.disabled} note={step.note} />
              {verdict && verdict !== 'disabled' ? <Verdict verdict={verdict} /> : null}
            </span>
          </span>
          {summary.length === 0 ? (
            <span className={styles.sub}>
              <code>{step.type}</code>
            </span>
          ) : (
            <dl className={styles.params}>
              {summary.map(({ name, value }) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </span>
      </div>
    </NodeFrame>
  );
}
