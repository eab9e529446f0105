import { z } from 'zod';
import { createdRule } from '../../contract/index.ts';
import { dryRun } from '../../drivers/index.ts';
import type { Event } from '../../model/index.ts';
import { requireApps } from '../access/caller.ts';
import { refuse } from '../requests/refusal.ts';
import { etagOf } from '../rules/if-match.ts';
import { granted, headerText, type RequestContext, routes } from './grant.ts';
import { eventFor, eventsFor } from './occasions.ts';
import { finishedRun } from './run-routes.ts';

const { rules } = routes;
const startedRuns = z.object({ runId: z.string(), alsoRuns: z.array(z.string()).default([]) });

/** Who asks, and the why they gave. */
function changeOf({ caller }: RequestContext, headers: { 'x-change-reason'?: string | undefined }) {
  return { caller, why: headerText(headers['x-change-reason']) };
}

export const ruleRoutes = {
  list: rules.list.handler(({ input, context: { workspace } }) => {
    const { cursor, limit, enabled, ...filter } = input;
    const wanted = enabled === undefined ? undefined : enabled === 'true';
    return granted(workspace.rules.list({ ...filter, enabled: wanted }, { cursor, limit }));
  }),

  get: rules.get.handler(({ input, context: { workspace } }) => {
    const { rule, checksum } = granted(workspace.rules.get(input.params.id));
    return { headers: { etag: etagOf(checksum) }, body: rule };
  }),

  create: rules.create.handler(({ input: { headers, body, query }, context }) => {
    const { workspace, caller } = context;
    const options = query.app === undefined ? {} : { app: query.app };
    const created = granted(
      workspace.once(
        { key: headers['idempotency-key'], tokenId: caller.tokenId, operation: 'POST rules', body },
        createdRule,
        () => workspace.rules.create(body, changeOf(context, headers), options),
      ),
    );
    const { checksum } = granted(workspace.rules.get(created.id));
    return { headers: { etag: etagOf(checksum), location: `/api/v1/rules/${created.id}` }, body: created };
  }),

  replace: rules.replace.handler(({ input: { params, headers, body }, context }) => {
    const ifMatch = headers['if-match'];
    if (ifMatch === undefined) {
      const words = 'say which content you saw: send the ETag of the rule as If-Match';
      return granted(refuse('PRECONDITION_REQUIRED', words));
    }
    const { workspace } = context;
    const rule = granted(workspace.rules.replace(params.id, body, ifMatch, changeOf(context, headers)));
    return { headers: { etag: etagOf(granted(workspace.rules.get(rule.id)).checksum) }, body: rule };
  }),

  setEnabled: rules.setEnabled.handler(({ input: { params, headers, body }, context }) => {
    const { workspace } = context;
    const change = changeOf(context, headers);
    const rule = granted(workspace.rules.setEnabled(params.id, body.enabled, change, headers['if-match']));
    return { headers: { etag: etagOf(granted(workspace.rules.get(rule.id)).checksum) }, body: rule };
  }),

  remove: rules.remove.handler(({ input: { params, headers }, context }) => {
    granted(context.workspace.rules.remove(params.id, changeOf(context, headers), headers['if-match']));
    return {};
  }),

  history: rules.history.handler(({ input: { id, ...page }, context: { workspace } }) =>
    granted(workspace.rules.history(id, page)),
  ),

  test: rules.test.handler(({ input: { params, body }, context: { workspace } }) => {
    const { rule } = granted(workspace.rules.get(params.id));
    const event = granted(eventFor(rule, body, workspace));
    const { clock } = workspace;
    const record = dryRun({
      rule,
      event,
      catalog: workspace.catalog(),
      at: clock.now().toISOString(),
      measure: () => clock.elapsed(),
      source: 'manual',
    });
    return { body: record };
  }),

  run: rules.run.handler(async ({ input: { params, headers, body }, context }) => {
    const { workspace, caller } = context;
    const { runId, alsoRuns } = granted(
      workspace.once(
        {
          key: headers['idempotency-key'],
          tokenId: caller.tokenId,
          operation: `POST rules/${params.id}/run`,
          body,
        },
        startedRuns,
        () => {
          const found = workspace.rules.get(params.id);
          if (!found.ok) return found;
          const { rule } = found.value;
          const allowed = requireApps(caller, rule.scope.apps);
          if (!allowed.ok) return allowed;
          const events = eventsFor(rule, body, workspace);
          if (!events.ok) return events;
          const [first, ...others] = events.value;
          const start = (event: Event) =>
            workspace.dispatcher.runNow({ rule, event, by: caller.member.id }).runId;
          return { ok: true, value: { runId: start(first), alsoRuns: others.map(start) } };
        },
      ),
    );
    const run = await finishedRun(workspace, runId);
    return { body: alsoRuns.length === 0 ? run : { ...run, alsoRuns } };
  }),

  pause: rules.pause.handler(({ input: { headers, body }, context: { workspace, caller } }) => ({
    body: granted(workspace.pauses.pause(body ?? {}, caller, headerText(headers['x-change-reason']))),
  })),

  resume: rules.resume.handler(({ input: { headers, body }, context: { workspace, caller } }) => ({
    body: granted(workspace.pauses.resume(body ?? {}, caller, headerText(headers['x-change-reason']))),
  })),
};
