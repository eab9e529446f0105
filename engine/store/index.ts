export { type OpenStoreError, type OpenStoreOptions, openStore } from './open-store.ts';
export type { DraftChange, Durability, NewRule, Store, StoreError, StoreResult } from './store.ts';
