/** The sections of Settings, and what each is called wherever it is named. */
export const settingsTitles = {
  workspaces: 'Workspaces',
  appearance: 'Appearance and keys',
  data: 'Data and backup',
  model: 'Model provider',
  searches: 'Saved searches',
  subscriptions: 'Webhook subscriptions',
  tools: 'Mail, tools and limits',
} as const;
export type SettingsSection = keyof typeof settingsTitles;

/** Those of the studio itself; the others are of a workspace. */
export const ownSections = ['workspaces', 'appearance', 'data', 'model'] as const;
export const workspaceSections = ['searches', 'subscriptions', 'tools'] as const;
