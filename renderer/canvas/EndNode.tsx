import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { useRule } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { NodeFrame } from './NodeFrame.tsx';
import styles from './nodes.module.css';

/** The end of the chain, where the next action goes. */
export function EndNode(): ReactElement | null {
  const rule = useRule();
  const isEditable = useStudio(({ mode }) => mode === 'author' || mode === 'dry-run');
  if (!rule) return null;
  return (
    <NodeFrame isSelected={false} hasOutput={false}>
      {isEditable ? (
        <button
          type="button"
          className={`${styles.end} nodrag`}
          onClick={(event) => {
            event.stopPropagation();
            set({ dialog: { kind: 'add-node', insert: { kind: 'step', index: rule.actions.length } } });
          }}
        >
          <Plus size={15} /> Add action
        </button>
      ) : (
        <div className={styles.end}>End</div>
      )}
    </NodeFrame>
  );
}
