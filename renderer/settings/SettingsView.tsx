import type { ReactElement } from 'react';
import { useStudio } from '../state/store.ts';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { DataSettings } from './DataSettings.tsx';
import { ModelSettings } from './ModelSettings.tsx';
import { SearchSettings } from './SearchSettings.tsx';
import { SubscriptionSettings } from './SubscriptionSettings.tsx';
import styles from './settings.module.css';
import { ToolSettings } from './ToolSettings.tsx';
import { WorkspaceSettings } from './WorkspaceSettings.tsx';

/** One page of settings at a time, chosen on the left. */
export function SettingsView(): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the window, so the arrow keys must scroll it
    <section className={styles.page} tabIndex={0} aria-label="Settings">
      <Page />
    </section>
  );
}

function Page(): ReactElement | null {
  const section = useStudio((state) => state.settingsSection);
  const chosen = useStudio((state) => state.remote.chosen);
  switch (section) {
    case 'workspaces':
      return <WorkspaceSettings />;
    case 'appearance':
      return <AppearanceSettings />;
    case 'data':
      return <DataSettings />;
    case 'model':
      return <ModelSettings />;
    case 'searches':
      return chosen === null ? <WorkspaceSettings /> : <SearchSettings key={chosen} workspace={chosen} />;
    case 'subscriptions':
      return chosen === null ? (
        <WorkspaceSettings />
      ) : (
        <SubscriptionSettings key={chosen} workspace={chosen} />
      );
    case 'tools':
      return chosen === null ? <WorkspaceSettings /> : <ToolSettings key={chosen} workspace={chosen} />;
  }
}
