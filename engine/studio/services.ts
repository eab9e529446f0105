import { implement } from '@orpc/server';
import type { Catalog } from '../catalog/index.ts';
import { contract, type StudioStatus } from '../contract/index.ts';
import type { SecretStore } from '../effects/index.ts';
import type { Store } from '../store/index.ts';
import type { Sync, SyncOptions } from '../sync/index.ts';
import type { ChangeFeed } from './changes.ts';
import type { DemoHost } from './publish/demo-host.ts';
import type { Replaying } from './replay/replaying.ts';

/** What the handlers work with. */
export interface StudioServices {
  store: Store;
  catalog: Catalog;
  changes: ChangeFeed;
  replaying: Replaying;
  host: StudioStatus['host'];
  engineVersion: string;
  sync: Sync;
  syncOptions: SyncOptions;
  secrets: SecretStore;
  /** Where secrets are kept, in words. */
  secretsPlace: string;
  demo: DemoHost;
  /** Letters and digits that no other id has. */
  newId: () => string;
}

/** The contract, waiting for its handlers. */
export const procedures = implement(contract);
