import type { NodeProps } from '@xyflow/react';
import type { ReactElement } from 'react';
import { isLeaf, type LeafTrace } from '../../engine/model/index.ts';
import { classes } from '../design/classes.ts';
import { useLeafTrace, useNodeVerdict } from '../state/dry-run.ts';
import { comparisonText, pathText } from '../words/rule-words.ts';
import { valueText } from '../words/values.ts';
import { NodeMarks } from './NodeMarks.tsx';
import type { CanvasNode } from './node-data.ts';
import styles from './nodes.module.css';
import { Verdict } from './Verdict.tsx';

export function LeafNode({ id, data, selected }: NodeProps<CanvasNode>): ReactElement | null {
  const verdict = useNodeVerdict(id);
  const trace = useLeafTrace(id);
  const { graph } = data;
  if (graph.kind !== 'leaf' || !isLeaf(graph.node)) return null;
  const { node, isDimmed } = graph;
  return (
    <div data-selected={selected} style={{ width: '100%', height: '100%' }}>
      <div className={classes(styles.leaf, isDimmed && styles.dimmed)}>
        <span className={styles.body}>
          <span className={styles.line}>
            <span className={styles.comparison}>
              <span className={styles.path}>{pathText(node.path)}</span>{' '}
              <b>{comparisonText(node.op, node.value)}</b>
            </span>
            <NodeMarks id={id} problem={data.problem} isDisabled={node.disabled} note={node.note} />
          </span>
          {verdict && verdict !== 'disabled' ? (
            <span className={styles.line}>
              <span className={styles.actual}>{trace ? actualText(trace) : ''}</span>
              <Verdict verdict={verdict} />
            </span>
          ) : null}
        </span>
      </div>
    </div>
  );
}

function actualText(trace: LeafTrace): string {
  return trace.present ? `was ${valueText(trace.actual)}` : 'was missing from the event';
}
