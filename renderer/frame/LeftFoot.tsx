import { CircleQuestionMark, History, Settings } from 'lucide-react';
import type { ReactElement } from 'react';
import { actionEntry } from '../actions/action-entry.ts';
import { findAction } from '../actions/all-actions.ts';
import { Menu } from '../design/Menu.tsx';
import { get, useStudio } from '../state/store.ts';
import styles from './LeftFoot.module.css';

const helpIds = ['help.tour', 'help.keys', 'help.palette'];

/** The two places beside the modes, and help, always at the foot of the left panel. */
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
      <Menu
        trigger={
          <button type="button">
            <CircleQuestionMark size={15} aria-hidden /> Help
          </button>
        }
        entries={helpIds.map((id) => actionEntry(id))}
      />
    </nav>
  );
}
