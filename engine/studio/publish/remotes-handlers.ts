import { procedures, type StudioServices } from '../services.ts';
import { synced } from './sync-refusals.ts';

export function remotesHandlers({ sync, demo, changes }: StudioServices) {
  const { remotes } = procedures;
  return {
    list: remotes.list.handler(({ errors }) => synced(sync.workspaces(), errors)),
    add: remotes.add.handler(async ({ input, errors }) => synced(await sync.addWorkspace(input), errors)),
    remove: remotes.remove.handler(async ({ input, errors }) =>
      synced(await sync.removeWorkspace(input.workspace), errors),
    ),
    me: remotes.me.handler(async ({ input, errors }) => synced(await sync.me(input.workspace), errors)),
    rules: remotes.rules.handler(async ({ input, errors }) =>
      synced(await sync.liveRules(input.workspace), errors).map(({ id, name, version, enabled }) => ({
        id,
        name,
        version,
        enabled,
      })),
    ),
    setEnabled: remotes.setEnabled.handler(async ({ input, errors }) =>
      synced(await sync.setEnabled(input), errors),
    ),
    demo: remotes.demo.handler(() => demo.state()),
    startDemo: remotes.startDemo.handler(async ({ errors }) => {
      const started = synced(await demo.start(), errors);
      changes.look();
      return started;
    }),
  };
}
