export {
  type Connection,
  type Database,
  type Migration,
  type OpenDatabaseError,
  openDatabase,
} from './open-database.ts';
export { type OpenStoreError, type OpenStoreOptions, openStore } from './open-store.ts';
export type { DraftChange, Durability, NewRule, Store, StoreError, StoreResult } from './store.ts';
export type { BaseChanges, SyncRecords } from './sync-records.ts';
export type { RemoteBase, TestedMark } from './sync-rows.ts';
