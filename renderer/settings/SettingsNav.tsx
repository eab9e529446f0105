import { Bell, Globe, HardDrive, type LucideIcon, Palette, Search, Sparkles, Wrench } from 'lucide-react';
import type { ReactElement } from 'react';
import { showSettings } from '../state/settings.ts';
import {
  ownSections,
  type SettingsSection,
  settingsTitles,
  workspaceSections,
} from '../state/settings-state.ts';
import { useStudio } from '../state/store.ts';
import styles from './settings.module.css';

const icons: Record<SettingsSection, LucideIcon> = {
  workspaces: Globe,
  appearance: Palette,
  data: HardDrive,
  model: Sparkles,
  searches: Search,
  subscriptions: Bell,
  tools: Wrench,
};

export function SettingsNav(): ReactElement {
  const chosen = useStudio((state) => state.remote.chosen);
  return (
    <nav className={styles.nav} aria-label="Settings">
      <h2>Settings</h2>
      {ownSections.map((section) => (
        <NavEntry key={section} section={section} />
      ))}
      {chosen === null ? null : (
        <>
          <h3>{chosen}</h3>
          {workspaceSections.map((section) => (
            <NavEntry key={section} section={section} />
          ))}
        </>
      )}
    </nav>
  );
}

function NavEntry({ section }: { section: SettingsSection }): ReactElement {
  const Icon = icons[section];
  const isOpen = useStudio((state) => state.settingsSection === section);
  return (
    <button type="button" aria-current={isOpen ? 'page' : undefined} onClick={() => showSettings(section)}>
      <Icon size={15} />
      {settingsTitles[section]}
    </button>
  );
}
