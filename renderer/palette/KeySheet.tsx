import { Fragment, type ReactElement } from 'react';
import { allActions } from '../actions/all-actions.ts';
import { actionGroups } from '../actions/interface-action.ts';
import { keyText } from '../actions/keys.ts';
import { Dialog } from '../design/Dialog.tsx';
import { set } from '../state/store.ts';
import styles from './palette.module.css';

export function KeySheet(): ReactElement {
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => set({ dialog: null })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the window, so the arrow keys must scroll it */}
      <section className={styles.sheet} tabIndex={0} aria-label="Keys">
        {actionGroups.map((group) => (
          <Fragment key={group}>
            <h3>{group}</h3>
            {allActions
              .filter((action) => action.group === group && action.keys.length > 0)
              .map((action) => (
                <p key={action.id} className={styles.keyRow}>
                  {action.label}
                  <kbd>{action.keys.map(keyText).join(' / ')}</kbd>
                </p>
              ))}
          </Fragment>
        ))}
        <h3>Canvas</h3>
        <p className={styles.keyRow}>
          Zoom to 100 % / fit <kbd>0 / 1</kbd>
        </p>
        <p className={styles.keyRow}>
          Copy, cut, paste <kbd>{['C', 'X', 'V'].map((key) => keyText(`Mod+${key}`)).join(' / ')}</kbd>
        </p>
        <p className={styles.keyRow}>
          Pan <kbd>Space-drag, middle-drag</kbd>
        </p>
        <p className={styles.keyRow}>
          Zoom <kbd>{keyText('Mod')}+wheel</kbd>
        </p>
      </section>
    </Dialog>
  );
}
