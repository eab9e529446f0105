import { release, releaseEntries } from '../../contract/index.ts';
import { granted, headerText, routes } from './grant.ts';

const { releases } = routes;

export const releaseRoutes = {
  create: releases.create.handler(({ input: { headers, body }, context: { workspace, caller } }) => {
    const created = granted(
      workspace.once(
        { key: headers['idempotency-key'], tokenId: caller.tokenId, operation: 'POST releases', body },
        release,
        () =>
          workspace.releases.create(body?.title ?? '', {
            caller,
            why: headerText(headers['x-change-reason']),
          }),
      ),
    );
    return { headers: { location: `/api/v1/releases/${created.id}` }, body: created };
  }),
  get: releases.get.handler(({ input, context: { workspace } }) => granted(workspace.releases.get(input.id))),
  abandon: releases.abandon.handler(({ input: { params, headers }, context: { workspace, caller } }) => {
    granted(workspace.releases.abandon(params.id, { caller, why: headerText(headers['x-change-reason']) }));
    return {};
  }),
  addRules: releases.addRules.handler(({ input, context: { workspace, caller } }) => {
    const { params, headers } = input;
    const body = releaseEntries.parse(input.body, { jitless: true });
    const entries = Array.isArray(body) ? body : [body];
    const operation = `POST releases/${params.id}/rules`;
    return {
      body: granted(
        workspace.once(
          { key: headers['idempotency-key'], tokenId: caller.tokenId, operation, body },
          release,
          () =>
            workspace.releases.add(params.id, entries, {
              caller,
              why: headerText(headers['x-change-reason']),
            }),
        ),
      ),
    };
  }),
  activate: releases.activate.handler(({ input: { params, headers }, context: { workspace, caller } }) => ({
    body: granted(
      workspace.once(
        {
          key: headers['idempotency-key'],
          tokenId: caller.tokenId,
          operation: `POST releases/${params.id}/activate`,
          body: null,
        },
        release,
        () => workspace.releases.activate(params.id, { caller, why: headerText(headers['x-change-reason']) }),
      ),
    ),
  })),
};
