import type { Catalog } from '../catalog/index.ts';
import type { SecretStore } from '../effects/index.ts';
import type { Database } from '../store/index.ts';
import type { Tokens } from './access/tokens.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { Searches } from './directory/searches.ts';
import type { Clock, Dispatcher } from './dispatch/index.ts';
import type { ReleaseService } from './releases/release-service.ts';
import type { Once } from './requests/once.ts';
import type { Pauses } from './rules/pauses.ts';
import type { RuleService } from './rules/rule-service.ts';
import type { RunHistory } from './runs/run-history.ts';
import type { Subscriptions } from './subscriptions/subscriptions.ts';

/** A workspace that is open: everything the REST API does, as calls. */
export interface Workspace {
  readonly folder: string;
  readonly database: Database;
  readonly clock: Clock;
  /** Its name, for `me` and the catalog. */
  readonly identity: { tenant: string; title: string };
  /** A fresh id with this prefix. */
  readonly ids: (prefix: string) => string;
  readonly secrets: SecretStore;
  readonly tokens: Tokens;
  readonly rules: RuleService;
  readonly pauses: Pauses;
  readonly releases: ReleaseService;
  readonly history: RunHistory;
  readonly audit: AuditLog;
  readonly searches: Searches;
  readonly subscriptions: Subscriptions;
  readonly dispatcher: Dispatcher;
  /** Carries requests out once, however often they are sent. */
  readonly once: Once;
  /** What the workspace knows, searches made here included. */
  catalog(): Catalog;
  /** Finishes or parks what is under way, then closes the database. Safe to call twice. */
  close(): Promise<void>;
}
