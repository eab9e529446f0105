import { Bell, Globe, HardDrive, Palette, Search, Sparkles, Wrench } from 'lucide-react';
import type { ReactElement } from 'react';
import { showSettings } from '../state/settings.ts';
import type { SettingsSection } from '../state/settings-state.ts';
import { useStudio } from '../state/store.ts';
import styles from './settings.module.css';

type Entry = { section: SettingsSection; label: string; icon: ReactElement };

const own: Entry[] = [
  { section: 'workspaces', label: 'Workspaces', icon: <Globe size={15} /> },
  { section: 'appearance', label: 'Appearance and keys', icon: <Palette size={15} /> },
  { section: 'data', label: 'Data and backup', icon: <HardDrive size={15} /> },
  { section: 'model', label: 'Model provider', icon: <Sparkles size={15} /> },
];
const theirs: Entry[] = [
  { section: 'searches', label: 'Saved searches', icon: <Search size={15} /> },
  { section: 'subscriptions', label: 'Webhook subscriptions', icon: <Bell size={15} /> },
  { section: 'tools', label: 'Mail, tools and limits', icon: <Wrench size={15} /> },
];

export function SettingsNav(): ReactElement {
  const chosen = useStudio((state) => state.remote.chosen);
  return (
    <nav className={styles.nav} aria-label="Settings">
      <h2>Settings</h2>
      {own.map((entry) => (
        <NavEntry key={entry.section} entry={entry} />
      ))}
      {chosen === null ? null : (
        <>
          <h3>{chosen}</h3>
          {theirs.map((entry) => (
            <NavEntry key={entry.section} entry={entry} />
          ))}
        </>
      )}
    </nav>
  );
}

function NavEntry({ entry: { section, label, icon } }: { entry: Entry }): ReactElement {
  const isOpen = useStudio((state) => state.settingsSection === section);
  return (
    <button type="button" aria-current={isOpen ? 'page' : undefined} onClick={() => showSettings(section)}>
      {icon}
      {label}
    </button>
  );
}
