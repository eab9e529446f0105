import { workspaceContract } from '../../contract/index.ts';
import { contentHash } from '../../model/index.ts';
import { askWorkspace } from '../../sync/index.ts';
import { procedures, type StudioServices } from '../services.ts';
import { synced } from './sync-refusals.ts';

export function remotesHandlers({ sync, syncOptions, demo, changes, newId }: StudioServices) {
  const { remotes } = procedures;
  return {
    list: remotes.list.handler(({ errors }) => synced(sync.workspaces(), errors)),
    add: remotes.add.handler(async ({ input, errors }) => synced(await sync.addWorkspace(input), errors)),
    remove: remotes.remove.handler(async ({ input, errors }) =>
      synced(await sync.removeWorkspace(input.workspace), errors),
    ),
    me: remotes.me.handler(async ({ input, errors }) => synced(await sync.me(input.workspace), errors)),
    rules: remotes.rules.handler(async ({ input, errors }) =>
      synced(await sync.liveRules(input.workspace), errors).map((rule) => {
        const { id, name, version, enabled } = rule;
        return { id, name, version, enabled, hash: contentHash(rule) };
      }),
    ),
    setEnabled: remotes.setEnabled.handler(async ({ input, errors }) =>
      synced(await sync.setEnabled(input), errors),
    ),
    runNow: remotes.runNow.handler(async ({ input: { workspace, ruleId, occasion }, errors }) => {
      const parts = {
        params: { id: ruleId },
        headers: { 'idempotency-key': `run_${newId()}`, 'x-change-reason': 'Run now, from the studio' },
        body: occasion,
      };
      return synced(await askWorkspace(syncOptions, workspace, workspaceContract.rules.run, parts), errors)
        .body;
    }),
    demo: remotes.demo.handler(() => demo.state()),
    startDemo: remotes.startDemo.handler(async ({ errors }) => {
      const started = synced(await demo.start(), errors);
      changes.look();
      return started;
    }),
  };
}
