import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { presentOf } from '../state/selectors.ts';
import { get, set, useStudio } from '../state/store.ts';
import { NodeFrame } from './NodeFrame.tsx';
import styles from './nodes.module.css';

/** The end of the chain, where the next action goes. */
export function EndNode(): ReactElement {
  const isEditable = useStudio(({ mode }) => mode === 'author' || mode === 'dry-run');
  return (
    <NodeFrame isSelected={false} hasOutput={false}>
      {isEditable ? (
        <button
          type="button"
          className={`${styles.end} nodrag`}
          onClick={(event) => {
            event.stopPropagation();
            const index = presentOf(get())?.rule.actions.length ?? 0;
            set({ dialog: { kind: 'add-node', insert: { kind: 'step', index } } });
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
