import type { DemoWorkspace, LiveRule, Me, RemoteWorkspace, SyncError } from '../../engine/contract/index.ts';

/** What is known of the chosen workspace. */
export type Standing =
  | { kind: 'none' }
  | { kind: 'asking' }
  | { kind: 'reachable'; me: Me; rules: LiveRule[]; at: string }
  | { kind: 'failed'; error: SyncError };

/** The workspaces that this data folder ships to, and the one that is looked at. */
export interface RemoteState {
  workspaces: RemoteWorkspace[];
  demo: DemoWorkspace | null;
  chosen: string | null;
  standing: Standing;
}

export const initialRemote: RemoteState = {
  workspaces: [],
  demo: null,
  chosen: null,
  standing: { kind: 'none' },
};
