import type { Publication, PublishPlan, PublishProgress, SyncError } from '../../engine/contract/index.ts';

export type Planned =
  | { kind: 'none' }
  | { kind: 'planning' }
  /** `all` has every changed rule, `plan` those that are to be published. */
  | { kind: 'ready'; workspace: string; all: PublishPlan; plan: PublishPlan }
  | { kind: 'failed'; error: SyncError };

/** A publish that is under way or that has just ended. */
export interface Publishing {
  plan: PublishPlan | null;
  progress: readonly PublishProgress[];
  outcome:
    | { kind: 'running' }
    | { kind: 'live'; publication: Publication }
    | { kind: 'failed'; error: SyncError };
}

export interface PublishState {
  planned: Planned;
  /** The rule whose change is looked at; null: the whole of it. */
  selected: string | null;
  /** Rules that are not to be published now. */
  leftOut: readonly string[];
  why: string;
  publishing: Publishing | null;
  /** Begun, and neither finished nor abandoned. */
  open: Publication | null;
  past: readonly Publication[];
}

export const initialPublish: PublishState = {
  planned: { kind: 'none' },
  selected: null,
  leftOut: [],
  why: '',
  publishing: null,
  open: null,
  past: [],
};
