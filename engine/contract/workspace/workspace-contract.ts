import { auditContract } from './audit.ts';
import { directoryContract } from './directory.ts';
import { erasuresContract } from './erasures.ts';
import { eventsContract } from './events.ts';
import { releasesContract } from './releases.ts';
import { rulesContract } from './rules.ts';
import { runsContract } from './runs.ts';
import { subscriptionsContract } from './subscriptions.ts';

/** The workspace's REST API: every route with its schemas, errors, and the scope it asks for. */
export const workspaceContract = {
  rules: rulesContract,
  releases: releasesContract,
  events: eventsContract,
  runs: runsContract,
  directory: directoryContract,
  subscriptions: subscriptionsContract,
  audit: auditContract,
  erasures: erasuresContract,
};
export type WorkspaceContract = typeof workspaceContract;
