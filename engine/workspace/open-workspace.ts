import type { Catalog } from '../catalog/index.ts';
import type { OutgoingRules, SecretStore } from '../effects/index.ts';
import type { Result } from '../model/index.ts';
import { success } from '../model/index.ts';
import type { Database, OpenDatabaseError } from '../store/index.ts';
import { createTokens } from './access/tokens.ts';
import { createAuditLog } from './audit/audit-log.ts';
import { openWorkspaceDatabase } from './database/index.ts';
import { createSearches } from './directory/searches.ts';
import type { Clock, Dispatcher } from './dispatch/index.ts';
import { createReleaseService } from './releases/release-service.ts';
import { createOnce } from './requests/once.ts';
import { createPauses } from './rules/pauses.ts';
import { createRuleService } from './rules/rule-service.ts';
import type { RunHistory } from './runs/run-history.ts';
import { createSubscriptions } from './subscriptions/subscriptions.ts';
import type { Workspace } from './workspace.ts';

export interface OpenWorkspaceOptions {
  /** The data folder; made when it is not there. */
  folder: string;
  /** What the workspace comes with. */
  catalog: Catalog;
  clock: Clock;
  /** A fresh id with this prefix: `r_…`. */
  ids: (prefix: string) => string;
  secrets: SecretStore;
  outgoing: OutgoingRules;
  /** What runs the rules. It is started once the workspace is whole. */
  dispatcher: (database: Database, catalog: () => Catalog) => Dispatcher;
  history: (database: Database, catalog: () => Catalog) => RunHistory;
}

/** Opens a workspace and attaches its dispatcher, before anything can come in. */
export async function openWorkspace(
  options: OpenWorkspaceOptions,
): Promise<Result<Workspace, OpenDatabaseError>> {
  const { folder, catalog: base, clock, ids, secrets, outgoing } = options;
  const now = () => clock.now();
  const opened = await openWorkspaceDatabase(folder, now);
  if (!opened.ok) return opened;
  const database = opened.value;

  const searches = createSearches({ database, base, now, ids, changed: () => {} });
  const catalog = searches.catalog;
  const dispatcher = options.dispatcher(database, catalog);
  const rules = createRuleService({ database, catalog, now, ids, listener: dispatcher });
  const [pack] = base.packs;
  let closing: Promise<void> | null = null;
  const workspace: Workspace = {
    folder,
    database,
    clock,
    ids,
    secrets,
    searches,
    dispatcher,
    rules,
    catalog,
    identity: {
      tenant: pack?.workspace.tenant ?? 'workspace',
      title: base.packs.length === 1 && pack ? pack.workspace.title : 'Workspace',
    },
    tokens: createTokens({ database, catalog, now, ids }),
    pauses: createPauses({
      database,
      catalog,
      now,
      rows: rules.rows,
      changed: () => dispatcher.pausesChanged(),
    }),
    releases: createReleaseService({ database, catalog, now, ids, rules }),
    history: options.history(database, catalog),
    audit: createAuditLog(database, now),
    subscriptions: createSubscriptions({
      database,
      apps: () => [...catalog().apps.keys()],
      now,
      outgoing,
      changed: () => {},
    }),
    once: createOnce(database, now),
    close() {
      closing ??= dispatcher.stop().then(() => database.close());
      return closing;
    },
  };
  dispatcher.start();
  return success(workspace);
}
