import type { ReactElement } from 'react';
import { Dialog } from '../design/Dialog.tsx';
import { set } from '../state/store.ts';
import { KeyList } from './KeyList.tsx';
import styles from './palette.module.css';

/** Every key, by what it does: made from the same actions that hear them. */
export function KeySheet(): ReactElement {
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => set({ dialog: null })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the window, so the arrow keys must scroll it */}
      <section className={styles.sheet} tabIndex={0} aria-label="Keys">
        <KeyList />
      </section>
    </Dialog>
  );
}
