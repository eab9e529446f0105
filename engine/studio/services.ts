import { implement } from '@orpc/server';
import type { Catalog } from '../catalog/index.ts';
import { contract, type StudioStatus } from '../contract/index.ts';
import type { Store } from '../store/index.ts';
import type { ChangeFeed } from './changes.ts';

/** What the handlers work with. */
export interface StudioServices {
  store: Store;
  catalog: Catalog;
  changes: ChangeFeed;
  host: StudioStatus['host'];
  engineVersion: string;
  /** Letters and digits that no other id has. */
  newId: () => string;
}

/** The contract, waiting for its handlers. */
export const procedures = implement(contract);
