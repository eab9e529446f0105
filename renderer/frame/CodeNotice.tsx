import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { describeIssue } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { undoEdit } from '../state/document.ts';
import { useCodeIssues } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import styles from './Notice.module.css';

/** While the code is not a rule, the canvas shows the last valid one, and says so. The text is kept all the same. */
export function CodeNotice(): ReactElement | null {
  const [issue] = useCodeIssues();
  const view = useStudio((state) => state.view);
  if (!issue) return null;
  return (
    <div className={styles.bar} role="status">
      <TriangleAlert size={15} aria-hidden />
      <p>
        The code is not a rule yet: {describeIssue(issue)}.
        {view === 'code' ? '' : ' The canvas shows the last valid rule.'}
      </p>
      {view === 'visual' ? (
        <Button size="small" onClick={() => set({ view: 'split' })}>
          Show the code
        </Button>
      ) : (
        <Button size="small" onClick={undoEdit}>
          Undo
        </Button>
      )}
    </div>
  );
}
