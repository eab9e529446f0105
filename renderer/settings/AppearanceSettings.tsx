import type { ReactElement } from 'react';
import { Segmented } from '../design/Segmented.tsx';
import { KeyList } from '../palette/KeyList.tsx';
import { setTheme } from '../state/session.ts';
import { settingsTitles } from '../state/settings-state.ts';
import { useStudio } from '../state/store.ts';
import type { Theme } from '../state/studio-state.ts';
import styles from './settings.module.css';

const themes: { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function AppearanceSettings(): ReactElement {
  const theme = useStudio((state) => state.theme);
  return (
    <>
      <h2>{settingsTitles.appearance}</h2>
      <p className={styles.lead}>How the studio looks, and how to work without a mouse.</p>
      <section className={styles.card} aria-label="Appearance">
        <div className={styles.row}>
          <span>Theme</span>
          <Segmented label="Theme" value={theme} options={themes} onChange={(next) => setTheme(next)} />
        </div>
      </section>
      <section className={`${styles.card} ${styles.keys}`} aria-label="Keys">
        <h3>Keys</h3>
        <KeyList />
      </section>
    </>
  );
}
