export const settingsSections = [
  'workspaces',
  'appearance',
  'data',
  'model',
  'searches',
  'subscriptions',
  'tools',
] as const;
export type SettingsSection = (typeof settingsSections)[number];
