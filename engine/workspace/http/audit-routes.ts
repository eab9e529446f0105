import { granted, routes } from './grant.ts';

const { audit } = routes;

export const auditRoutes = {
  list: audit.list.handler(({ input: { cursor, limit, ...filter }, context: { workspace } }) =>
    granted(workspace.audit.list(filter, { cursor, limit })),
  ),
  summary: audit.summary.handler(({ input, context: { workspace } }) =>
    granted(workspace.audit.summary(input)),
  ),
};
