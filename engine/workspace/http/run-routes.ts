import { z } from 'zod';
import type { StoredRunBody } from '../../contract/index.ts';
import { requireApps } from '../access/caller.ts';
import { notFound, refuse } from '../requests/refusal.ts';
import type { Workspace } from '../workspace.ts';
import { granted, routes } from './grant.ts';

const { runs } = routes;
const startedRun = z.object({ runId: z.string() });

/** How long a request waits for its run, in milliseconds; retries may take longer than that. */
const patience = 25_000;

/** The run once it is over. One that takes longer goes on, and is found among the runs. */
export async function finishedRun(workspace: Workspace, runId: string): Promise<StoredRunBody> {
  await workspace.dispatcher.settled(runId, patience);
  const run = workspace.history.run(runId);
  if (run) return run;
  const words = `the run ${runId} is still under way; look for it among the runs`;
  return granted(refuse('SERVICE_UNAVAILABLE', words, { retryAfterSeconds: 30 }));
}

export const runRoutes = {
  list: runs.list.handler(({ input: { cursor, limit, ...filter }, context: { workspace } }) =>
    granted(workspace.history.runs(filter, { cursor, limit })),
  ),

  get: runs.get.handler(({ input: { id }, context: { workspace } }) => {
    const run = workspace.history.run(id);
    return run ?? granted(notFound('run', id));
  }),

  replay: runs.replay.handler(
    async ({ input: { params, headers, body }, context: { workspace, caller } }) => {
      const { version = 'current', from = 'start' } = body ?? {};
      const { runId } = granted(
        workspace.once(
          {
            key: headers['idempotency-key'],
            tokenId: caller.tokenId,
            operation: `POST runs/${params.id}/replay`,
            body,
          },
          startedRun,
          () => {
            const run = workspace.history.run(params.id);
            if (!run) return notFound('run', params.id);
            const current = workspace.rules.get(run.rule.id);
            const apps = current.ok ? current.value.rule.scope.apps : run.scope;
            const allowed = requireApps(caller, [...run.scope, ...apps]);
            if (!allowed.ok) return allowed;
            const started = workspace.dispatcher.replayRun({
              runId: params.id,
              version,
              from,
              by: caller.member.id,
            });
            if (started.ok) return started;
            switch (started.error) {
              case 'run-not-found':
                return notFound('run', params.id);
              case 'rule-not-found':
                return refuse('CONFLICT', `the rule ${run.rule.id} was deleted; replay the version of then`);
              case 'nothing-failed':
                return refuse('CONFLICT', `no step of the run ${params.id} failed; replay it from the start`);
            }
          },
        ),
      );
      return { body: await finishedRun(workspace, runId) };
    },
  ),
};
