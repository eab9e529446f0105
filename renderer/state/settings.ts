import type { SettingsSection } from './settings-state.ts';
import { set } from './store.ts';

export function showSettings(section?: SettingsSection): void {
  set((state) => ({ mode: 'settings', settingsSection: section ?? state.settingsSection }));
}
