import { workspaceContract } from '../../contract/index.ts';
import type { SecretError } from '../../effects/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import type { StoreResult } from '../../store/index.ts';
import { askWorkspace } from '../../sync/index.ts';
import { synced } from '../publish/sync-refusals.ts';
import { procedures, type StudioServices } from '../services.ts';

const { directory, subscriptions } = workspaceContract;
/** What one page of a list holds at most; a longer list is cut, which no workspace we know comes near. */
const most = 500;

export function settingsHandlers({
  store,
  changes,
  demo,
  secrets,
  secretsPlace,
  syncOptions,
  newId,
}: StudioServices) {
  const { settings } = procedures;
  const once = () => ({ 'idempotency-key': `studio_${newId()}` });

  async function readSecrets() {
    const names = kept(await secrets.names());
    return names.ok ? success({ place: secretsPlace, names: names.value }) : names;
  }

  return {
    secrets: {
      list: settings.secrets.list.handler(async ({ errors }) => synced(await readSecrets(), errors)),
      set: settings.secrets.set.handler(async ({ input: { name, value }, errors }) => {
        synced(kept(await secrets.write(name, value)), errors);
        return synced(await readSecrets(), errors);
      }),
      remove: settings.secrets.remove.handler(async ({ input, errors }) => {
        synced(kept(await secrets.remove(input.name)), errors);
        return synced(await readSecrets(), errors);
      }),
    },
    snapshots: {
      list: settings.snapshots.list.handler(() => store.snapshots()),
      take: settings.snapshots.take.handler(async ({ errors }) => {
        synced(stored(await store.takeSnapshot()), errors);
        return store.snapshots();
      }),
      restore: settings.snapshots.restore.handler(async ({ input, errors }) => {
        synced(stored(await store.restoreSnapshot(input.file)), errors);
        changes.look();
        return store.snapshots();
      }),
    },
    searches: {
      list: settings.searches.list.handler(
        async ({ input, errors }) =>
          synced(
            await askWorkspace(syncOptions, input.workspace, directory.searches, { query: { limit: most } }),
            errors,
          ).items,
      ),
      create: settings.searches.create.handler(
        async ({ input: { workspace, ...body }, errors }) =>
          synced(
            await askWorkspace(syncOptions, workspace, directory.createSearch, { headers: once(), body }),
            errors,
          ).body,
      ),
    },
    subscriptions: {
      list: settings.subscriptions.list.handler(
        async ({ input, errors }) =>
          synced(
            await askWorkspace(syncOptions, input.workspace, subscriptions.list, { query: { limit: most } }),
            errors,
          ).items,
      ),
      create: settings.subscriptions.create.handler(
        async ({ input: { workspace, ...body }, errors }) =>
          synced(
            await askWorkspace(syncOptions, workspace, subscriptions.create, { headers: once(), body }),
            errors,
          ).body,
      ),
      remove: settings.subscriptions.remove.handler(async ({ input: { workspace, id, why }, errors }) => {
        const parts = { params: { id }, headers: { 'x-change-reason': why } };
        synced(await askWorkspace(syncOptions, workspace, subscriptions.remove, parts), errors);
        return null;
      }),
    },
    tools: settings.tools.handler(async ({ input, errors }) =>
      synced(
        await askWorkspace(syncOptions, input.workspace, directory.tools, { query: { limit: most } }),
        errors,
      ).items.map(({ name, title }) => ({ name, title: title ?? name })),
    ),
    service: {
      get: settings.service.get.handler(async ({ input: { workspace }, errors }) =>
        workspace === demo.state().workspace ? synced(await demo.settings(), errors) : null,
      ),
      check: settings.service.check.handler(({ input: { text } }) => demo.checkSettings(text)),
      agree: settings.service.agree.handler(async ({ input: { workspace, ...to }, errors }) =>
        synced(
          workspace === demo.state().workspace ? await demo.agree(to) : keptElsewhere(workspace),
          errors,
        ),
      ),
      change: settings.service.change.handler(async ({ input: { workspace, text }, errors }) => {
        const isHere = workspace === demo.state().workspace;
        return synced(isHere ? await demo.changeSettings(text) : keptElsewhere(workspace), errors);
      }),
    },
  };
}

function keptElsewhere(workspace: string) {
  const message = `the settings of ${workspace} are kept where it runs, and cannot be written from here`;
  return failure({ code: 'forbidden' as const, message });
}

function kept<Value>(result: Result<Value, SecretError>) {
  return result.ok ? result : failure({ code: 'no-token' as const, message: result.error.message });
}

function stored<Value>(result: StoreResult<Value>) {
  if (result.ok) return result;
  const message = result.error.kind === 'failed' ? result.error.detail : result.error.kind;
  return failure({ code: 'store' as const, message });
}
