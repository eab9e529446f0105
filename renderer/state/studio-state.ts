import type { Catalog } from '../../engine/catalog/index.ts';
import type {
  PublishPlan,
  RuleDocument,
  RuleSummary,
  StoredRunBody,
  StudioStatus,
} from '../../engine/contract/index.ts';
import type { Fault } from '../../engine/drivers/index.ts';
import type { History, InsertPoint, NodeId, Snapshot } from '../../engine/editing/index.ts';
import type { Event, Gate, Rule } from '../../engine/model/index.ts';
import type { StudioClient } from '../connection/client.ts';
import type { SaveState } from './autosave.ts';
import type { CheckedRule } from './background-check.ts';
import { type HistoryState, initialHistory } from './history-state.ts';
import { initialPublish, type PublishState } from './publish-state.ts';
import { initialRemote, type RemoteState } from './remote-state.ts';
import type { MadeCases } from './sample-event.ts';
import type { SettingsSection } from './settings-state.ts';

export type Mode = 'author' | 'dry-run' | 'publish' | 'history' | 'settings' | 'replay';
export type View = 'visual' | 'code' | 'split';
export type Theme = 'system' | 'light' | 'dark';
export type BottomTab = 'problems' | 'timeline' | 'event' | 'expectations' | 'history';
export type DryRunTab = 'would-do' | 'evaluation' | 'input' | 'variables' | 'all-rules';

/** The rule that is open. */
export interface OpenDocument {
  id: string;
  history: History;
  /** Of the last committed save. */
  revision: number;
  hasUnsavedVersion: boolean;
  save: SaveState;
  /** Set when a save met a newer revision. */
  conflict: RuleDocument | null;
}

/** A match of a replay, or a sample of a comparison, opened on the canvas: to look at, not to edit. */
export interface OpenedRun {
  /** The rule as it ran. */
  snapshot: Snapshot;
  event: Event;
  /** Where it is from, in words. */
  title: string;
  /** What the replay says of it, beyond what a run by itself would come to: a gate that held it back. */
  note: string | null;
  /** The gate that held it back in the replay, where one did. */
  heldBy: Gate | null;
  /** For a sample of a comparison: the same event with the other content. */
  other: { label: string; own: string; snapshot: Snapshot } | null;
}

export type Dialog =
  | { kind: 'palette' }
  | { kind: 'new-rule' }
  | { kind: 'add-node'; insert: InsertPoint | null }
  | { kind: 'save-version' }
  /** A rule in words: a new one, or the open one. */
  | { kind: 'compose'; isNew: boolean; sentence?: string }
  | { kind: 'import' }
  | { kind: 'run-now'; ruleId: string }
  /** Scope or labels of several rules at once. */
  | { kind: 'bulk'; what: 'apps' | 'labels'; ids: readonly string[] }
  | { kind: 'keys' }
  | { kind: 'confirm-publish'; plan: PublishPlan; what: string }
  | { kind: 'rollback'; ruleId: string; name: string }
  | { kind: 'retry-run'; run: StoredRunBody };

export interface DryRunState {
  /** Name of a sample event, or `custom` for the edited text. */
  sample: string | null;
  /** An event a person wrote; null until they do. */
  customText: string | null;
  /** How many debug points have been passed; null: all of them. */
  position: number | null;
  /** Nodes before which a run that continues stops. */
  breakpoints: readonly NodeId[];
  /** The rule as it was when the run was last stepped; what it is now may differ. */
  steppedRule: Rule | null;
  /** Failures put in on purpose, while the rule is open. They are no part of the rule. */
  faults: readonly Fault[];
  /** What the inspector tells of the run. */
  tab: DryRunTab;
  /** An event taken out of a recording. */
  recorded: { name: string; event: Event } | null;
}

export type Phase = { kind: 'connecting' } | { kind: 'ready' } | { kind: 'failed'; message: string };

export interface StudioState {
  phase: Phase;
  isReachable: boolean;
  client: StudioClient | null;
  status: StudioStatus | null;
  catalog: Catalog | null;
  rules: RuleSummary[];
  document: OpenDocument | null;
  /** What the last check of a big rule found; small ones are checked as they are drawn. */
  checked: CheckedRule | null;
  /** Events made last for a big filter; those for small ones are made as they are drawn. */
  cases: MadeCases | null;

  mode: Mode;
  /** Shown in Replay in place of the results. */
  opened: OpenedRun | null;
  view: View;
  theme: Theme;
  bottom: { isOpen: boolean; tab: BottomTab };
  isLeftOpen: boolean;
  isOutlineOpen: boolean;
  dialog: Dialog | null;
  /** The place the inspector should focus next, and a counter so that the same place can be asked for twice. */
  focus: { at: string; count: number } | null;
  search: string;
  /** What is looked for on the canvas; null while nobody looks for anything. */
  find: string | null;
  dryRun: DryRunState;
  remote: RemoteState;
  publish: PublishState;
  history: HistoryState;
  settingsSection: SettingsSection;
}

export const initialState: StudioState = {
  phase: { kind: 'connecting' },
  isReachable: true,
  client: null,
  status: null,
  catalog: null,
  rules: [],
  document: null,
  checked: null,
  cases: null,
  mode: 'author',
  opened: null,
  view: 'visual',
  theme: 'system',
  bottom: { isOpen: false, tab: 'problems' },
  isLeftOpen: true,
  isOutlineOpen: false,
  dialog: null,
  focus: null,
  search: '',
  find: null,
  dryRun: {
    sample: null,
    customText: null,
    position: null,
    breakpoints: [],
    steppedRule: null,
    faults: [],
    tab: 'would-do',
    recorded: null,
  },
  remote: initialRemote,
  publish: initialPublish,
  history: initialHistory,
  settingsSection: 'workspaces',
};
