import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import type { InsertPoint } from '../../engine/editing/index.ts';
import { set, useStudio } from '../state/store.ts';
import { useDetail } from './detail.ts';
import styles from './InsertEdge.module.css';

export type CanvasEdge = Edge<{ insert: InsertPoint | null; isTravelled: boolean | null }>;

/** A line of the main column with a `+` in its middle that inserts there. */
export function InsertEdge(props: EdgeProps<CanvasEdge>): ReactElement {
  const { sourceX, sourceY, targetX, targetY, data } = props;
  const [path, middleX, middleY] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    borderRadius: 12,
  });
  const isEditable = useStudio(({ mode }) => mode === 'author' || mode === 'dry-run');
  const isNear = useDetail() === 'all';
  const insert = isEditable && isNear ? (data?.insert ?? null) : null;
  const label = insert?.kind === 'filter' ? 'Add a condition here' : 'Insert an action here';
  return (
    <>
      <BaseEdge path={path} className={styles.edge} data-travelled={data?.isTravelled ?? undefined} />
      {insert ? (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles.plus} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${middleX}px, ${middleY}px)` }}
            aria-label={label}
            title={label}
            onClick={() => set({ dialog: { kind: 'add-node', insert } })}
          >
            <Plus size={13} aria-hidden />
          </button>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
}
