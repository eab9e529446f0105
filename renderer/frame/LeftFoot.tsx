import { History, Settings } from 'lucide-react';
import type { ReactElement } from 'react';
import { findAction } from '../actions/all-actions.ts';
import { get, useStudio } from '../state/store.ts';
import styles from './LeftFoot.module.css';

/** The two places beside the modes, always at the foot of the left panel. */
export function LeftFoot(): ReactElement {
  const mode = useStudio((state) => state.mode);
  return (
    <nav className={styles.foot} aria-label="Places">
      <button
        type="button"
        aria-current={mode === 'history' ? 'page' : undefined}
        onClick={() => findAction('view.runs').run(get())}
      >
        <History size={15} aria-hidden /> History
      </button>
      <button
        type="button"
        aria-current={mode === 'settings' ? 'page' : undefined}
        onClick={() => findAction('view.settings').run(get())}
      >
        <Settings size={15} aria-hidden /> Settings
      </button>
    </nav>
  );
}
