import type { Layout, RuleDocument, RuleVersion } from '../contract/index.ts';
import type { Json, Rule } from '../model/index.ts';
import type { StoreResult } from './store-result.ts';
import type { SyncRecords } from './sync-records.ts';

export type { StoreError, StoreResult } from './store-result.ts';

export interface NewRule {
  rule: Rule;
  why: string;
  layout?: Layout;
  /** Default false: a new rule waits until somebody enables it. */
  enabled?: boolean;
}

export interface DraftChange {
  id: string;
  /** The `revision` of the document that was edited. */
  baseRevision: number;
  rule: Rule;
  codeText: string | null;
  layout: Layout;
}

/** Whether an acknowledged write survives a power cut, as the database itself reports it. */
export interface Durability {
  journalMode: string;
  /** 2 is FULL. */
  synchronous: number;
  fullfsync: boolean;
}

/**
 * The rules of one data folder. Calls are synchronous; a change has been committed to disk when its call returns,
 * in one transaction, or nothing was changed.
 */
export interface Store {
  readonly folder: string;
  readonly author: string;
  /** What a person should know about how the data was opened; empty when all is well. */
  readonly notices: readonly string[];
  /** Whether this opening made the data file, found it, or had to rebuild it. */
  readonly origin: 'created' | 'opened' | 'recovered';

  /** Rules that were not removed, by order and id. */
  listRules(): StoreResult<RuleDocument[]>;
  getRule(id: string): StoreResult<RuleDocument>;
  /** Writes version 1. The id must be free, also among removed rules. */
  createRule(entry: NewRule): StoreResult<RuleDocument>;
  /** Creates all or none of them. */
  createRules(entries: readonly NewRule[]): StoreResult<RuleDocument[]>;
  /** Identity, creator, version and enabled stay as stored. */
  saveDraft(change: DraftChange): StoreResult<RuleDocument>;
  /** Makes the draft the next version, and enables or disables the rule with it where asked. */
  saveVersion(change: {
    id: string;
    baseRevision: number;
    why: string;
    enabled?: boolean;
  }): StoreResult<RuleDocument>;
  /** A version with the content last saved; the draft's content stays. Without effect when it is so already. */
  setEnabled(change: { id: string; enabled: boolean; why: string }): StoreResult<RuleDocument>;
  removeRule(change: { id: string; why: string }): StoreResult<null>;
  /** Brings a removed rule back as it was. */
  restoreRule(id: string): StoreResult<RuleDocument>;
  /** Newest first, the current version included; of removed rules too. */
  ruleHistory(id: string): StoreResult<RuleVersion[]>;

  /** What is expected of a rule, as the text of an expectation file; null where nothing is yet. */
  expectations(ruleId: string): StoreResult<string | null>;
  /** Reads and writes that text in one transaction, so that two windows do not lose each other's cases. */
  changeExpectations(
    ruleId: string,
    change: (text: string | null) => StoreResult<string>,
  ): StoreResult<string>;

  preferences(): StoreResult<Record<string, Json>>;
  setPreference(key: string, value: Json): StoreResult<null>;

  /** What publishing keeps. */
  readonly sync: SyncRecords;

  /** Verified copies of the database, newest first. */
  snapshots(): { file: string; at: string; bytes: number }[];
  /** Copies the database and checks the copy whole; the oldest copies make room. */
  takeSnapshot(): Promise<StoreResult<null>>;
  /** Makes rules, their versions and expectations what they were then; what they are now becomes a snapshot first. */
  restoreSnapshot(file: string): Promise<StoreResult<null>>;

  /** Text that is different after any change, by this store or by another process. */
  changeToken(): string;
  durability(): Durability;
  /** Releases the file. Safe to call twice. */
  close(): void;
}
