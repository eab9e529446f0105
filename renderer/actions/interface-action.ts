import type { StudioState } from '../state/studio-state.ts';

export const actionGroups = ['Rule', 'Edit', 'Node', 'View', 'Workspace', 'Dry run', 'Help'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/**
 * One thing a person can do. Menu, toolbar, palette, keyboard and the native menu all show these same objects.
 * Keys are written `Mod+Shift+Z`: `Mod` is ⌘ on a Mac and Ctrl elsewhere. A key without `Mod` or a function key
 * works only where nobody is typing.
 */
export interface InterfaceAction {
  id: string;
  label: string;
  group: ActionGroup;
  keys: readonly string[];
  /** The browser hears these keys and tells of them in an event of its own, with the clipboard. */
  isHeardByBrowser?: true;
  isEnabled(state: StudioState): boolean;
  run(state: StudioState): void;
}
