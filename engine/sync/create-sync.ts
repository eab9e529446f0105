import type { SyncError } from '../contract/index.ts';
import { contentHash, type Result, type Rule, success } from '../model/index.ts';
import type { CallFailure } from './client/call.ts';
import type { RemoteClient } from './client/remote-client.ts';
import { connect, fromCall, fromStore, type SyncOptions } from './context.ts';
import { makePlan } from './plan/make-plan.ts';
import { abandon, publish, resume } from './publish/publish.ts';
import { pull } from './pull.ts';
import { previewConflict, resolveConflict } from './resolve.ts';
import { planRollback } from './rollback.ts';
import type { Sync } from './sync.ts';
import { addWorkspace, removeWorkspace } from './workspaces.ts';

/** Publications told of, the newest. */
const mostPublications = 100;

/** Opens the door through which rules are shipped. Holds no state of its own: all of it is in the store. */
export function createSync(options: SyncOptions): Sync {
  const { store, now, newId } = options;

  /** Asks a workspace one thing. */
  async function ask<Value>(
    workspace: string,
    question: (client: RemoteClient) => Promise<Result<Value, CallFailure>>,
  ): Promise<Result<Value, SyncError>> {
    const connected = await connect(options, workspace);
    return connected.ok ? fromCall(await question(connected.value.client)) : connected;
  }

  return {
    workspaces: () => fromStore(store.sync.workspaces()),
    addWorkspace: (remote) => addWorkspace(options, remote),
    removeWorkspace: (name) => removeWorkspace(options, name),
    me: (workspace) => ask(workspace, (client) => client.me()),
    pull: (wanted) => pull(options, wanted),
    resolveConflict: (wanted) => resolveConflict(options, wanted),
    previewConflict: (wanted) => previewConflict(options, wanted),
    plan: (wanted) => makePlan(options, wanted),
    async drift({ workspace }) {
      const plan = await makePlan(options, { workspace, events: null });
      return plan.ok ? success(plan.value.items.filter(({ drift }) => drift !== null)) : plan;
    },
    publish: (wanted) => publish(options, wanted),
    resume: (wanted) => resume(options, wanted),
    abandon: (wanted) => abandon(options, wanted),
    openPublication: (workspace) => fromStore(store.sync.openPublication(workspace)),
    publications: (workspace) => fromStore(store.sync.publications(workspace, mostPublications)),
    history: ({ workspace, ruleId }) => ask(workspace, (client) => client.history(ruleId, 10_000)),
    planRollback: (wanted) => planRollback(options, wanted),
    async setEnabled({ workspace, ruleId, enabled, why = '' }) {
      const words = why === '' ? `${enabled ? 'Enabled' : 'Disabled'} from Rulewright` : why;
      const set = await ask(workspace, (client) => client.setEnabled(ruleId, enabled, words));
      return set.ok ? success(null) : set;
    },
    liveRules: (workspace) => ask(workspace, (client) => client.rules()),
    events: ({ workspace, most }) => ask(workspace, (client) => client.events(most)),
    run: ({ workspace, ruleId, event }) =>
      ask(workspace, (client) => client.run(ruleId, event, `run_${newId()}`)),
    markTested(rule: Rule, cases: number) {
      const mark = { ruleId: rule.id, hash: contentHash(rule), at: now().toISOString(), cases };
      return fromStore(store.sync.putTestedMark(mark));
    },
  };
}
