import type { NodeProps } from '@xyflow/react';
import { Clock, Zap } from 'lucide-react';
import type { ReactElement } from 'react';
import { classes } from '../design/classes.ts';
import { useNodeVerdict } from '../state/dry-run.ts';
import { useCatalog } from '../state/selectors.ts';
import { triggerTitle } from '../words/rule-words.ts';
import { useDrawn } from './drawn-rule.ts';
import { NodeFrame } from './NodeFrame.tsx';
import { NodeMarks } from './NodeMarks.tsx';
import type { CanvasNode } from './node-data.ts';
import styles from './nodes.module.css';
import { Verdict } from './Verdict.tsx';

export function TriggerNode({ data, selected }: NodeProps<CanvasNode>): ReactElement | null {
  const trigger = useDrawn((rule) => rule.trigger);
  const catalog = useCatalog();
  const verdict = useNodeVerdict('trigger');
  if (!trigger || !catalog) return null;
  const isEvent = trigger.kind === 'event';
  return (
    <NodeFrame isSelected={selected} hasInput={false}>
      <div className={classes(styles.card, styles.trigger)}>
        <span className={styles.tile}>{isEvent ? <Zap size={19} /> : <Clock size={19} />}</span>
        <span className={styles.body}>
          <span className={styles.eyebrow}>When</span>
          <span className={styles.title}>{triggerTitle(trigger, catalog)}</span>
          <span className={styles.sub}>
            <code>{trigger.kind === 'event' ? trigger.eventType : 'schedule, UTC'}</code>
          </span>
        </span>
        <span className={styles.marks}>
          <NodeMarks id="trigger" problem={data.problem} />
          {verdict ? <Verdict verdict={verdict} /> : null}
        </span>
      </div>
    </NodeFrame>
  );
}
