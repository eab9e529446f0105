import { workspaceContract } from '../../contract/index.ts';
import { success } from '../../model/index.ts';
import { askWorkspace } from '../../sync/index.ts';
import { synced } from '../publish/sync-refusals.ts';
import { procedures, type StudioServices } from '../services.ts';
import { activityOf } from './activity.ts';

const { runs, audit } = workspaceContract;

/** How many of the newest runs are read to tell when each rule last ran. */
const activityRuns = 500;

export function historyHandlers({ sync, syncOptions, newId }: StudioServices) {
  const { history } = procedures;
  return {
    runs: history.runs.handler(async ({ input: { workspace, query, cursor, limit }, errors }) =>
      synced(
        await askWorkspace(syncOptions, workspace, runs.list, { query: { ...query, cursor, limit } }),
        errors,
      ),
    ),
    run: history.run.handler(async ({ input: { workspace, id }, errors }) => {
      const run = synced(await askWorkspace(syncOptions, workspace, runs.get, { params: { id } }), errors);
      const versions = await sync.history({ workspace, ruleId: run.rule.id });
      // A rule that nobody knows any more still has its run.
      const known = versions.ok || versions.error.code !== 'not-found' ? versions : success([]);
      const all = synced(known, errors);
      const rule = all.find(({ version }) => version === run.rule.version)?.rule ?? null;
      return { run, rule };
    }),
    replay: history.replay.handler(async ({ input: { workspace, id, how }, errors }) => {
      const parts = {
        params: { id },
        headers: { 'idempotency-key': `replay_${newId()}`, 'x-change-reason': 'Retried from the studio' },
        body: how,
      };
      return synced(await askWorkspace(syncOptions, workspace, runs.replay, parts), errors).body;
    }),
    activity: history.activity.handler(async ({ input: { workspace }, errors }) => {
      const query = { limit: activityRuns };
      const { items, nextCursor } = synced(
        await askWorkspace(syncOptions, workspace, runs.list, { query }),
        errors,
      );
      return activityOf(items, nextCursor !== null);
    }),
    week: history.week.handler(async ({ input, errors }) =>
      synced(await askWorkspace(syncOptions, input.workspace, audit.summary), errors),
    ),
  };
}
