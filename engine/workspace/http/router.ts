import { auditRoutes } from './audit-routes.ts';
import { directoryRoutes } from './directory-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { routes } from './grant.ts';
import { releaseRoutes } from './release-routes.ts';
import { ruleRoutes } from './rule-routes.ts';
import { runRoutes } from './run-routes.ts';
import { subscriptionRoutes } from './subscription-routes.ts';

/** The workspace's contract, implemented. */
export function createWorkspaceRouter() {
  return routes.router({
    rules: ruleRoutes,
    releases: releaseRoutes,
    events: eventRoutes,
    runs: runRoutes,
    directory: directoryRoutes,
    subscriptions: subscriptionRoutes,
    audit: auditRoutes,
    erasures: erasureRoutes,
  });
}
