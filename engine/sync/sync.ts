import type {
  Me,
  PlanItem,
  Publication,
  PublishPlan,
  PublishProgress,
  PulledRule,
  PullReport,
  RemoteWorkspace,
  StoredRunBody,
  SyncError,
  WorkspaceVersion,
} from '../contract/index.ts';
import type { Event, Result, Rule } from '../model/index.ts';
import type { RecordingSource } from '../replay/index.ts';

/** What was asked for, or why not. Nothing here throws for what a network or another person may do. */
export type SyncAnswer<Value> = Promise<Result<Value, SyncError>>;

/** Choices for the places that both sides changed: one for all, or one for each conflict's id. */
export type ConflictChoices = 'mine' | 'theirs' | Readonly<Record<string, 'mine' | 'theirs'>>;

export interface PlanOptions {
  workspace: string;
  /** Only these rules, by id; left out: all. */
  rules?: readonly string[] | undefined;
  /** Rules that are published although somebody else changed or deleted them; the history will say so. */
  force?: readonly string[] | undefined;
  /** The why that the workspace's history keeps. */
  why?: string | undefined;
  /** What the plan's effect is measured on; null: not at all. Left out: the workspace's newest events. */
  events?: { name: string; source: RecordingSource } | null | undefined;
  /** Events taken from the workspace at most. Default 2,000. */
  mostEvents?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface PublishOptions {
  plan: PublishPlan;
  onProgress?: ((progress: PublishProgress) => void) | undefined;
  /** Stops between two requests; what is staged stays staged, nothing goes live, and it can be resumed. */
  signal?: AbortSignal | undefined;
}

export type PublishProgressOptions = Omit<PublishOptions, 'plan'>;

/**
 * What ships rules to workspaces. Every call is safe to repeat; what was begun and not finished is in the journal.
 * Failures name what to do about them in `message`.
 */
export interface Sync {
  workspaces(): Result<RemoteWorkspace[], SyncError>;
  /** Asks the workspace who the token speaks for before anything is kept. */
  addWorkspace(remote: {
    name: string;
    url: string;
    token: string;
  }): SyncAnswer<{ workspace: RemoteWorkspace; me: Me }>;
  /** Forgets it, its token and what was last seen of it. Rules stay as they are, here and there. */
  removeWorkspace(name: string): SyncAnswer<null>;
  /** Who its token speaks for, and which apps may be changed. */
  me(workspace: string): SyncAnswer<Me>;

  /** Brings remote rules into this folder, merging three ways. Conflicts change nothing and are listed. */
  pull(options: { workspace: string; signal?: AbortSignal | undefined }): SyncAnswer<PullReport>;
  /** Settles one rule's conflicts by choices, as a new version here that the next plan publishes. */
  resolveConflict(options: {
    workspace: string;
    ruleId: string;
    choices: ConflictChoices;
  }): SyncAnswer<PulledRule>;
  /** What would come out with these choices; nothing is changed. Conflicts left over are in `conflict`. */
  previewConflict(options: {
    workspace: string;
    ruleId: string;
    choices: ConflictChoices;
  }): SyncAnswer<{ rule: Rule | null; item: PlanItem }>;

  plan(options: PlanOptions): SyncAnswer<PublishPlan>;
  /** What moved in the workspace since it was last seen here, and who did it: a plan without its effect. */
  drift(options: { workspace: string }): SyncAnswer<PlanItem[]>;

  /** Refuses a stale plan. Succeeds only once all of it is live and known to be. */
  publish(options: PublishOptions): SyncAnswer<Publication>;
  /** Goes on with the open publication of a workspace, with the keys it had. */
  resume(options: { workspace: string } & PublishProgressOptions): SyncAnswer<Publication>;
  /** Ends the open publication. Fails, and says so, where it had gone live after all. */
  abandon(options: { workspace: string }): SyncAnswer<Publication>;
  openPublication(workspace: string): Result<Publication | null, SyncError>;
  /** Newest first. */
  publications(workspace: string): Result<Publication[], SyncError>;

  /** Every version in the workspace, newest first. */
  history(options: { workspace: string; ruleId: string }): SyncAnswer<WorkspaceVersion[]>;
  /** The plan that makes the content of an earlier version the newest one; `publish` applies it. */
  planRollback(options: {
    workspace: string;
    ruleId: string;
    version: number;
    why?: string | undefined;
  }): SyncAnswer<PublishPlan>;
  /** In force when it returns, published or not; the emergency brake. */
  setEnabled(options: {
    workspace: string;
    ruleId: string;
    enabled: boolean;
    why?: string | undefined;
  }): SyncAnswer<null>;

  /** The rules that are in the workspace now. */
  liveRules(workspace: string): SyncAnswer<Rule[]>;
  /** Recorded events, oldest first. */
  events(options: { workspace: string; most: number }): SyncAnswer<Event[]>;
  /** Has the workspace run a rule now, for real, once however often the request is sent. */
  run(options: { workspace: string; ruleId: string; event: Event | null }): SyncAnswer<StoredRunBody>;

  /** Keeps that this very content passed all of its expectations. */
  markTested(rule: Rule, cases: number): Result<null, SyncError>;
}
