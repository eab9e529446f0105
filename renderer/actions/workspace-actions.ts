import { showHistory } from '../state/history.ts';
import { plan, pullChanges, showPublish } from '../state/publish.ts';
import { liveRuleOf, setEnabledThere } from '../state/remote.ts';
import { showSettings } from '../state/settings.ts';
import { set } from '../state/store.ts';
import type { StudioState } from '../state/studio-state.ts';
import type { InterfaceAction } from './interface-action.ts';

const always = (): boolean => true;
const hasWorkspace = ({ remote }: StudioState): boolean => remote.chosen !== null;
const openLive = (state: StudioState) => liveRuleOf(state, state.document?.id ?? '');

/** What is done with a workspace that runs rules for real, and the places beside the modes. */
export const workspaceActions: readonly InterfaceAction[] = [
  {
    id: 'view.publish',
    label: 'Publish',
    group: 'View',
    keys: ['Alt+4'],
    isEnabled: always,
    run: showPublish,
  },
  {
    id: 'view.runs',
    label: 'History of runs',
    group: 'View',
    keys: ['Alt+H'],
    isEnabled: always,
    run: showHistory,
  },
  {
    id: 'view.settings',
    label: 'Settings',
    group: 'View',
    keys: ['Alt+S'],
    isEnabled: always,
    run: () => showSettings(),
  },
  {
    id: 'workspace.plan',
    label: 'Plan again',
    group: 'Workspace',
    keys: [],
    isEnabled: (state) => hasWorkspace(state) && state.mode === 'publish',
    run: () => void plan(),
  },
  {
    id: 'workspace.pull',
    label: 'Pull what changed in the workspace',
    group: 'Workspace',
    keys: [],
    isEnabled: hasWorkspace,
    run: () => void pullChanges(),
  },
  {
    id: 'workspace.toggle-live',
    label: 'Disable or enable the open rule in the workspace',
    group: 'Workspace',
    keys: [],
    isEnabled: (state) => openLive(state) !== null,
    run: (state) => {
      const live = openLive(state);
      if (live) void setEnabledThere(live, !live.enabled);
    },
  },
  {
    id: 'workspace.rollback',
    label: 'Roll back the open rule in the workspace…',
    group: 'Workspace',
    keys: [],
    isEnabled: (state) => openLive(state) !== null,
    run: (state) => {
      const live = openLive(state);
      if (live) set({ dialog: { kind: 'rollback', ruleId: live.id, name: live.name } });
    },
  },
];
