import { mayTouchApp } from '../../catalog/index.ts';
import { savedSearch } from '../../contract/index.ts';
import type { Pack } from '../../model/index.ts';
import { pageOfList } from '../requests/page.ts';
import type { Workspace } from '../workspace.ts';
import { granted, routes } from './grant.ts';

const { directory } = routes;

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

function inPacks<Thing>({ catalog }: Workspace, list: (pack: Pack) => readonly Thing[]): Thing[] {
  return catalog().packs.flatMap((pack) => [...list(pack)]);
}
