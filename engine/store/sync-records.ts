import type { Publication, RemoteWorkspace } from '../contract/index.ts';
import type { StoreResult } from './store-result.ts';
import type { RemoteBase, TestedMark } from './sync-rows.ts';

/** How bases move: those that are new, and the ids of rules that are no longer there. */
export interface BaseChanges {
  seen: readonly RemoteBase[];
  gone: readonly string[];
}

/** What publishing keeps on disk. As with rules: each change is one transaction, committed when its call returns. */
export interface SyncRecords {
  /** By name. */
  workspaces(): StoreResult<RemoteWorkspace[]>;
  addWorkspace(workspace: RemoteWorkspace): StoreResult<RemoteWorkspace>;
  /** With all that was last seen of it, and its publications. */
  removeWorkspace(name: string): StoreResult<null>;
  /** By rule id. */
  bases(workspace: string): StoreResult<RemoteBase[]>;
  moveBases(workspace: string, changes: BaseChanges): StoreResult<null>;
  /** Fails with `id-taken` (the id of the other) where the workspace has an open publication already. */
  beginPublication(publication: Publication): StoreResult<null>;
  /** Bases move with it in one transaction. */
  putPublication(publication: Publication, bases?: BaseChanges): StoreResult<null>;
  openPublication(workspace: string): StoreResult<Publication | null>;
  /** Newest first. */
  publications(workspace: string, most: number): StoreResult<Publication[]>;
  testedMarks(): StoreResult<TestedMark[]>;
  putTestedMark(mark: TestedMark): StoreResult<null>;
  removeTestedMark(ruleId: string, hash: string): StoreResult<null>;
}
