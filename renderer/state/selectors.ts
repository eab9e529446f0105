import type { Catalog } from '../../engine/catalog/index.ts';
import {
  type Graph,
  readCode,
  redoLabel,
  ruleToGraph,
  type Snapshot,
  undoLabel,
} from '../../engine/editing/index.ts';
import type { InputIssue, Problem, Rule } from '../../engine/model/index.ts';
import type { ShownRun } from './history-state.ts';
import { problemsOfState } from './problems.ts';
import { rememberLast } from './remember-last.ts';
import { useStudio } from './store.ts';
import type { Mode, StudioState } from './studio-state.ts';

const graphOf = rememberLast((rule: Rule, layout: Snapshot['layout']): Graph => ruleToGraph(rule, layout));
const issuesOf = rememberLast((text: string | null, rule: Rule): InputIssue[] => {
  const read = text === null ? null : readCode(text, rule);
  return !read || read.ok ? [] : read.error;
});
const nothingSelected: string[] = [];
const noIssues: InputIssue[] = [];

/** The rule that is being edited, whatever the canvas shows. */
export function draftOf(state: StudioState): Snapshot | null {
  return state.document?.history.present ?? null;
}

/** Whether what is selected and edited is the draft: Replay and History show what ran, Publish and Settings no canvas. */
export function isDraftShown({ mode }: StudioState): boolean {
  return mode === 'author' || mode === 'dry-run';
}

/** The edit that could be taken back here; null where none, or where the draft is out of sight. */
export function undoable({ mode, document }: StudioState): string | null {
  return document && editModes.has(mode) ? undoLabel(document.history) : null;
}

/** The edit that could be done again here; null as with `undoable`. */
export function redoable({ mode, document }: StudioState): string | null {
  return document && editModes.has(mode) ? redoLabel(document.history) : null;
}

/** Where the draft is changed: in Replay by what near misses suggest. */
const editModes: ReadonlySet<Mode> = new Set<Mode>(['author', 'dry-run', 'replay']);

/** The workspace's run that stands on the canvas instead of the open rule. */
export function shownRunOf({ mode, history }: StudioState): ShownRun | null {
  return mode === 'history' ? history.shown : null;
}

/** What the canvas shows: in Replay and History the rule as it ran, elsewhere the one that is being edited. */
export function presentOf(state: StudioState): Snapshot | null {
  const shown = shownRunOf(state);
  if (shown) return shown.snapshot;
  return state.mode === 'replay' ? (state.opened?.snapshot ?? null) : draftOf(state);
}

/** The rule on the canvas. */
export const useRule = (): Rule | null => useStudio((state) => presentOf(state)?.rule ?? null);
/** The rule that is being edited. */
export const useDraft = (): Rule | null => useStudio((state) => draftOf(state)?.rule ?? null);
export const useCatalog = (): Catalog | null => useStudio((state) => state.catalog);
export const useSelection = (): readonly string[] =>
  useStudio((state) => presentOf(state)?.selection ?? nothingSelected);

export function shownGraphOf(state: StudioState): Graph | null {
  const present = presentOf(state);
  return present && graphOf(present.rule, present.layout);
}
export const useGraph = (): Graph | null => useStudio(shownGraphOf);

/** What is wrong with the open rule, in the order of its places. */
export const useProblems = (): Problem[] => useStudio(problemsOfState);

/** Why the Code tab's text is not a rule; empty while it is one. */
export const useCodeIssues = (): InputIssue[] =>
  useStudio((state) => {
    const present = draftOf(state);
    return present ? issuesOf(present.codeText, present.rule) : noIssues;
  });

/** Whether there is more here than in the last saved version: a changed draft, or code that is not a rule yet. */
export const useIsDraft = (): boolean => {
  const isUnfinished = useCodeIssues().length > 0;
  const isChanged = useStudio((state) => state.document?.hasUnsavedVersion ?? false);
  return isChanged || isUnfinished;
};
