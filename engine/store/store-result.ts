import type { RuleDocument } from '../contract/index.ts';
import type { Result } from '../model/index.ts';

/** Why the store could not do what it was asked. */
export type StoreError =
  | { kind: 'not-found'; id: string }
  | { kind: 'id-taken'; id: string }
  /** Somebody saved in between; `current` is what is stored now. */
  | { kind: 'conflict'; current: RuleDocument }
  /** The disk, or the file on it, would not. Nothing was changed. */
  | { kind: 'failed'; detail: string };

export type StoreResult<Value> = Result<Value, StoreError>;
