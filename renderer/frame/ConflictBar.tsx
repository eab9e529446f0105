import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { resolveConflict } from '../state/document.ts';
import { useStudio } from '../state/store.ts';
import styles from './Notice.module.css';

/** The rule was changed by another window or program while it was edited here. Nothing is overwritten unasked. */
export function ConflictBar(): ReactElement | null {
  const hasConflict = useStudio((state) => state.document?.conflict != null);
  if (!hasConflict) return null;
  return (
    <div className={styles.bar} role="alert">
      <p>This rule was changed elsewhere while you edited it here. Your edits are not saved yet.</p>
      <Button size="small" onClick={() => void resolveConflict('theirs')}>
        Take the other version
      </Button>
      <Button size="small" look="primary" onClick={() => void resolveConflict('mine')}>
        Keep mine
      </Button>
    </div>
  );
}
