import { randomBytes } from 'node:crypto';
import { mayTouchApp } from '../../catalog/index.ts';
import { createdSubscription, release, releaseEntries, savedSearch } from '../../contract/index.ts';
import { pageOfList } from '../requests/page.ts';
import { refuse } from '../requests/refusal.ts';
import { signingSecretOf } from '../subscriptions/subscriptions.ts';
import { granted, headerText, routes } from './grant.ts';

const { releases, directory, subscriptions, audit } = routes;

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

export const directoryRoutes = {
  catalog: directory.catalog.handler(({ context: { workspace } }) => ({
    workspace: workspace.identity,
    packs: [...workspace.catalog().packs],
  })),
  apps: directory.apps.handler(({ input, context: { workspace } }) =>
    granted(
      pageOfList(
        inPacks(workspace, (pack) => pack.directory.apps),
        input,
      ),
    ),
  ),
  members: directory.members.handler(({ input, context: { workspace } }) =>
    granted(
      pageOfList(
        inPacks(workspace, (pack) => pack.directory.members),
        input,
      ),
    ),
  ),
  teams: directory.teams.handler(({ input, context: { workspace } }) =>
    granted(
      pageOfList(
        inPacks(workspace, (pack) => pack.directory.teams),
        input,
      ),
    ),
  ),
  templates: directory.templates.handler(({ input, context: { workspace } }) =>
    granted(
      pageOfList(
        inPacks(workspace, (pack) => pack.directory.templates),
        input,
      ),
    ),
  ),
  searches: directory.searches.handler(({ input, context: { workspace } }) =>
    granted(pageOfList(workspace.searches.list(), input)),
  ),
  createSearch: directory.createSearch.handler(
    ({ input: { headers, body }, context: { workspace, caller } }) => ({
      body: granted(
        workspace.once(
          { key: headers['idempotency-key'], tokenId: caller.tokenId, operation: 'POST searches', body },
          savedSearch,
          () => workspace.searches.create(body, caller),
        ),
      ),
    }),
  ),
  tools: directory.tools.handler(({ input, context: { workspace } }) =>
    granted(
      pageOfList(
        inPacks(workspace, (pack) => pack.tools),
        input,
      ),
    ),
  ),
  me: directory.me.handler(({ context: { workspace, caller } }) => {
    const { member, scopes, tokenName, expiresAt } = caller;
    const mayWrite = scopes.includes('rules:write');
    return {
      member: { id: member.id, name: member.name, email: member.email },
      role: member.role,
      scopes: [...scopes],
      editableApps: [...workspace.catalog().apps.keys()].filter(
        (app) => mayWrite && mayTouchApp(member, app),
      ),
      workspace: workspace.identity,
      token: { name: tokenName, expiresAt },
    };
  }),
};

export const subscriptionRoutes = {
  list: subscriptions.list.handler(({ input, context: { workspace } }) =>
    granted(workspace.subscriptions.list(input)),
  ),
  create: subscriptions.create.handler(
    async ({ input: { headers, body }, context: { workspace, caller } }) => {
      const { secret = randomBytes(24).toString('base64url'), ...wanted } = body;
      granted(workspace.subscriptions.check(wanted, caller));
      const id = workspace.ids('sub_');
      // Kept before there is anything that could be signed with it.
      const kept = await workspace.secrets.write(signingSecretOf(id), secret);
      if (!kept.ok) return granted(refuse('SERVICE_UNAVAILABLE', kept.error.message));
      const key = headers['idempotency-key'];
      const created = workspace.once(
        { key, tokenId: caller.tokenId, operation: 'POST subscriptions', body },
        createdSubscription.omit({ secret: true }),
        () => workspace.subscriptions.create(id, wanted, caller),
      );
      if (created.ok && created.value.id === id) return { body: { ...created.value, secret } };
      await workspace.secrets.remove(signingSecretOf(id));
      const before = granted(created);
      const known = await workspace.secrets.read(signingSecretOf(before.id));
      return { body: { ...before, secret: known.ok ? known.value : '' } };
    },
  ),
  remove: subscriptions.remove.handler(async ({ input: { params }, context: { workspace, caller } }) => {
    granted(workspace.subscriptions.remove(params.id, caller));
    await workspace.secrets.remove(signingSecretOf(params.id));
    return {};
  }),
};

export const auditRoutes = {
  list: audit.list.handler(({ input: { cursor, limit, ...filter }, context: { workspace } }) =>
    granted(workspace.audit.list(filter, { cursor, limit })),
  ),
  summary: audit.summary.handler(({ input, context: { workspace } }) =>
    granted(workspace.audit.summary(input)),
  ),
};

type Workspace = { catalog(): { packs: readonly Pack[] } };
type Pack = import('../../model/index.ts').Pack;

function inPacks<Thing>({ catalog }: Workspace, list: (pack: Pack) => readonly Thing[]): Thing[] {
  return catalog().packs.flatMap((pack) => [...list(pack)]);
}
