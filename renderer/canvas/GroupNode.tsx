import type { NodeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { childCount } from '../../engine/editing/index.ts';
import { isAll, isAny, type Trigger } from '../../engine/model/index.ts';
import { classes } from '../design/classes.ts';
import { useNodeVerdict } from '../state/dry-run.ts';
import { presentOf } from '../state/selectors.ts';
import { get, set, useStudio } from '../state/store.ts';
import { groupTitle } from '../words/rule-words.ts';
import { useDrawn } from './drawn-rule.ts';
import { NodeFrame } from './NodeFrame.tsx';
import { NodeMarks } from './NodeMarks.tsx';
import type { CanvasNode } from './node-data.ts';
import styles from './nodes.module.css';
import { Verdict } from './Verdict.tsx';

/** The filter's outermost frame, or a group inside it. Its children are nodes of their own, drawn on top. */
export function GroupNode({ id, data, selected }: NodeProps<CanvasNode>): ReactElement | null {
  const trigger = useDrawn((rule) => rule.trigger.kind);
  const verdict = useNodeVerdict(id);
  const isEditable = useStudio(({ mode }) => mode === 'author' || mode === 'dry-run');
  const { graph } = data;
  if (trigger === undefined || (graph.kind !== 'filter' && graph.kind !== 'group')) return null;
  const isOutermost = graph.kind === 'filter';
  const node = graph.kind === 'group' ? graph.node : null;
  const isDimmed = graph.kind === 'group' && graph.isDimmed;
  return (
    <NodeFrame isSelected={selected} hasInput={isOutermost} hasOutput={isOutermost}>
      <div className={classes(styles.frame, isDimmed && styles.dimmed)}>
        <div className={styles.frameHead}>
          <span className={styles.word}>{node ? groupTitle(node) : 'If all of these hold'}</span>
          <span className={styles.marks}>
            <NodeMarks id={id} problem={data.problem} isDisabled={node?.disabled} note={node?.note} />
            {verdict ? <Verdict verdict={verdict} /> : null}
          </span>
        </div>
        {graph.isEmpty ? <div className={styles.empty}>{emptyText(node, trigger)}</div> : null}
        <div className={styles.frameFoot}>
          {isEditable ? (
            <button
              type="button"
              className={classes(styles.add, 'nodrag')}
              onClick={(event) => {
                event.stopPropagation();
                const rule = presentOf(get())?.rule;
                const index = rule ? childCount(rule, id) : 0;
                set({ dialog: { kind: 'add-node', insert: { kind: 'filter', parent: id, index } } });
              }}
            >
              <Plus size={13} /> Condition
            </button>
          ) : null}
        </div>
      </div>
    </NodeFrame>
  );
}

function emptyText(node: Parameters<typeof isAny>[0] | null, trigger: Trigger['kind']): string {
  if (node === null) return trigger === 'event' ? 'Every event of this type' : 'Every time it is due';
  if (isAny(node)) return 'Empty: never holds';
  return isAll(node) ? 'Empty: always holds' : 'Empty';
}
