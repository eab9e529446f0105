import { safe } from '@orpc/client';
import type { LiveRule, Me, SyncError } from '../../engine/contract/index.ts';
import type { Json } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { keepPreference } from './preferences.ts';
import type { RemoteState } from './remote-state.ts';
import { client, get, set, useStudio } from './store.ts';
import type { StudioState } from './studio-state.ts';
import { syncErrorOf, syncErrorText } from './sync-errors.ts';

function change(part: Partial<RemoteState>): void {
  set(({ remote }) => ({ remote: { ...remote, ...part } }));
}

/** Lists the workspaces and asks the one that was looked at last. */
export async function loadRemotes(preferred: Json | undefined): Promise<void> {
  const { error, data } = await safe(Promise.all([client().remotes.list(), client().remotes.demo()]));
  if (error) return;
  const [workspaces, demo] = data;
  const wanted = workspaces.find(({ name }) => name === (get().remote.chosen ?? preferred)) ?? workspaces[0];
  const chosen = wanted?.name ?? null;
  change({ workspaces, demo, chosen, ...(chosen === null ? { standing: { kind: 'none' } } : {}) });
  if (chosen !== null) await refreshStanding();
}

export async function chooseWorkspace(name: string): Promise<void> {
  if (get().remote.chosen === name) return;
  change({ chosen: name, standing: { kind: 'asking' } });
  void keepPreference('workspace', name);
  await refreshStanding();
}

/** Asks the chosen workspace who we are there and which rules it has. */
export async function refreshStanding(): Promise<void> {
  const workspace = get().remote.chosen;
  if (workspace === null) return;
  if (get().remote.standing.kind !== 'reachable') change({ standing: { kind: 'asking' } });
  const { error, data } = await safe(
    Promise.all([client().remotes.me({ workspace }), client().remotes.rules({ workspace })]),
  );
  if (get().remote.chosen !== workspace) return;
  if (error) change({ standing: { kind: 'failed', error: syncErrorOf(error) } });
  else change({ standing: { kind: 'reachable', me: data[0], rules: data[1], at: new Date().toISOString() } });
}

/** Tests the token by asking the workspace; answers who it speaks for, or why it was not added. */
export async function addWorkspace(remote: {
  name: string;
  url: string;
  token: string;
}): Promise<{ me: Me } | { error: SyncError }> {
  const { error, data } = await safe(client().remotes.add(remote));
  if (error) return { error: syncErrorOf(error) };
  change({ chosen: data.workspace.name });
  void keepPreference('workspace', data.workspace.name);
  await loadRemotes(undefined);
  return { me: data.me };
}

export async function removeWorkspace(workspace: string): Promise<void> {
  const { error } = await safe(client().remotes.remove({ workspace }));
  if (error) {
    toast.error('The workspace was not removed', syncErrorText(syncErrorOf(error)));
    return;
  }
  if (get().remote.chosen === workspace) change({ chosen: null, standing: { kind: 'none' } });
  await loadRemotes(undefined);
}

/** Starts the demo workspace on this machine, and looks at it. */
export async function startDemo(): Promise<void> {
  const { error, data } = await safe(client().remotes.startDemo());
  if (error) {
    toast.error('The demo workspace was not started', syncErrorText(syncErrorOf(error)));
    return;
  }
  change({ chosen: data.workspace });
  await loadRemotes(undefined);
}

/** In force in the workspace when it is done, published or not. */
export async function setEnabledThere(rule: LiveRule, enabled: boolean): Promise<void> {
  const workspace = get().remote.chosen;
  if (workspace === null) return;
  const why = `${enabled ? 'Enabled' : 'Disabled'} from the studio`;
  const { error } = await safe(client().remotes.setEnabled({ workspace, ruleId: rule.id, enabled, why }));
  const did = enabled ? 'enabled' : 'disabled';
  if (error) toast.error(`“${rule.name}” was not ${did} in ${workspace}`, syncErrorText(syncErrorOf(error)));
  else toast.info(`“${rule.name}” is ${did} in ${workspace}`, 'In force now.');
  await refreshStanding();
}

/** A rule as the chosen workspace has it; null where it has none, or cannot be asked. */
export function liveRuleOf({ remote: { standing } }: StudioState, id: string): LiveRule | null {
  if (standing.kind !== 'reachable') return null;
  return standing.rules.find((rule) => rule.id === id) ?? null;
}

export const useLiveRule = (id: string): LiveRule | null => useStudio((state) => liveRuleOf(state, id));
