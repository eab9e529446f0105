import type { Drift, SyncError } from '../contract/index.ts';
import { type Result, success } from '../model/index.ts';
import type { RemoteClient } from './client/remote-client.ts';
import { fromCall } from './context.ts';
import type { RuleState } from './rule-states.ts';

/** How the workspace's rule moved since both sides last agreed; null: it did not. Asks who did it. */
export async function readDrift(
  client: RemoteClient,
  { id, base, remote }: RuleState,
): Promise<Result<Drift | null, SyncError>> {
  const what = whatMoved(base && { hash: base.hash, enabled: base.rule.enabled }, remote);
  if (what === null) return success(null);
  const history = fromCall(await client.history(id, 1));
  if (!history.ok) return history;
  const [newest] = history.value;
  if (!newest) return success(null);
  const { version, who: author, when: at, why } = newest;
  return success({ what, version, author, at, why });
}

function whatMoved(
  base: { hash: string; enabled: boolean } | null,
  remote: RuleState['remote'],
): Drift['what'] | null {
  if (!remote) return base ? 'deleted' : null;
  if (!base) return 'created';
  if (remote.hash !== base.hash) return 'changed';
  if (remote.rule.enabled === base.enabled) return null;
  return remote.rule.enabled ? 'enabled' : 'disabled';
}

const verbs: Record<Drift['what'], string> = {
  created: 'created',
  changed: 'changed',
  enabled: 'enabled',
  disabled: 'disabled',
  deleted: 'deleted',
};

/** `ana changed it on 2026-03-02T09:00:00.000Z (version 6): "Loans too"` */
export function driftWords({ what, author, at, version, why }: Drift): string {
  return `${author} ${verbs[what]} it on ${at} (version ${version})${why === '' ? '' : `: "${why}"`}`;
}
