import { isDefinedError, safe } from '@orpc/client';
import type { Layout, RuleDocument } from '../../engine/contract/index.ts';
import {
  describeExcess,
  type Edit,
  type EditMark,
  isFilterNodeId,
  type NodeId,
  type Point,
  printCode,
  readCode,
  readingOrder,
  record,
  redo,
  type Snapshot,
  select,
  startHistory,
  stepNodeId,
  undo,
} from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { type Autosave, startAutosave } from './autosave.ts';
import { keepPreference } from './preferences.ts';
import { isDraftShown, shownRunOf } from './selectors.ts';
import { client, get, set } from './store.ts';
import { initialState, type OpenDocument } from './studio-state.ts';

/** The autosave of the open rule; one rule is open at a time. */
let autosave: Autosave = startAutosave(saveDraft);

/** Opens a rule, after everything unsaved of the one before is on disk. */
export async function openRule(id: string): Promise<void> {
  if (get().document?.id === id) return;
  await flushDocument();
  const { error, data } = await safe(client().rules.get({ id }));
  if (error) {
    toast.error('This rule cannot be opened', error.message);
    return;
  }
  showDocument(data);
}

/** Shows a document as the store has it; its undo history starts here. */
export function showDocument(document: RuleDocument): void {
  autosave.stop();
  autosave = startAutosave(saveDraft);
  const { rule, codeText, layout } = document;
  if (get().document?.id !== rule.id) void keepPreference('lastRule', rule.id);
  set({
    document: {
      id: rule.id,
      history: startHistory({ rule, codeText, layout, selection: [] }),
      revision: document.revision,
      hasUnsavedVersion: document.hasUnsavedVersion,
      save: { kind: 'saved', at: document.updatedAt },
      conflict: null,
    },
    dryRun: initialState.dryRun,
    focus: null,
    find: null,
  });
}

/** Writes what is unsaved and waits for the commit. */
export function flushDocument(): Promise<void> {
  return autosave.flush();
}

/** Forgets the open rule without saving, because it was deleted. */
export function closeDocument(): void {
  autosave.stop();
  set({ document: null });
}

function change(update: (document: OpenDocument) => OpenDocument): void {
  const { document } = get();
  if (document) set({ document: update(document) });
}

/** What an edit starts from; a run that is looked at is not edited. */
function present(): Snapshot | null {
  if (shownRunOf(get())) return null;
  return get().document?.history.present ?? null;
}

function recordSnapshot(snapshot: Snapshot, mark: Omit<EditMark, 'at'>): void {
  change((document) => ({
    ...document,
    history: record(document.history, snapshot, { ...mark, at: performance.now() }),
    save: { kind: 'unsaved' },
  }));
  autosave.touch();
}

/** Applies a structural edit; null means that there was nothing to do. Typing in one field shares a `burst` key. */
export function applyEdit(edit: Edit | null, burst?: string): void {
  // What ran is looked at, not edited.
  if (!isDraftShown(get())) return;
  applyToDraft(edit, burst);
}

/** As `applyEdit`, from wherever an edit of the draft is offered. */
export function applyToDraft(edit: Edit | null, burst?: string): void {
  const before = present();
  if (!before || !edit) return;
  const excess = describeExcess(edit.rule);
  if (excess !== null) {
    toast.error('This edit does not fit', excess);
    return;
  }
  const losesText = before.codeText !== null && !readCode(before.codeText, before.rule).ok;
  const { select, selectAll = select === undefined ? before.selection : [select] } = edit;
  const selection = [...selectAll];
  const layout = layoutOf(edit.rule, before.layout);
  recordSnapshot(
    { ...before, rule: edit.rule, codeText: null, layout, selection },
    { label: edit.label, burst },
  );
  if (losesText) toast.info('The unfinished code was replaced by this edit', 'Undo brings it back.');
}

/** Puts the cursor into what was just added, and closes the list it came from. */
export function focusAdded(): void {
  set((state) => {
    const added = state.document?.history.present.selection.at(-1);
    // The field of a new condition is chosen already; what it is compared with is not.
    const at = added && isFilterNodeId(added) ? `${added}.value` : added;
    return { dialog: null, focus: at ? { at, count: (state.focus?.count ?? 0) + 1 } : state.focus };
  });
}

/** The chosen positions without those of steps that are gone. */
function layoutOf(rule: Rule, layout: Layout): Layout {
  const known = new Set<string>([
    'trigger',
    'scope',
    'filter',
    ...rule.actions.map((step) => stepNodeId(step.id)),
  ]);
  const kept = Object.entries(layout).filter(([node]) => known.has(node));
  return kept.length === Object.keys(layout).length ? layout : Object.fromEntries(kept);
}

/** Typing in the Code tab: valid text moves the graph, other text is kept beside the last valid rule. */
export function typeCode(text: string): void {
  const before = present();
  if (!before || text === codeText(before)) return;
  const read = readCode(text, before.rule);
  const rule = read.ok ? read.value : before.rule;
  recordSnapshot({ ...before, rule, codeText: text }, { label: 'Edit code', burst: 'code' });
}

/** The text of the Code tab: as typed, else printed from the rule. */
export function codeText(snapshot: Snapshot): string {
  return snapshot.codeText ?? printCode(snapshot.rule);
}

/** Keeps the positions a person chose for nodes of the main column. */
export function placeNodes(positions: ReadonlyMap<NodeId, Point>): void {
  const before = present();
  if (!before) return;
  const layout = { ...before.layout, ...Object.fromEntries(positions) };
  recordSnapshot({ ...before, layout }, { label: positions.size === 1 ? 'Move node' : 'Move nodes' });
}

export function tidyLayout(): void {
  const before = present();
  if (before && Object.keys(before.layout).length > 0) {
    recordSnapshot({ ...before, layout: {} }, { label: 'Tidy layout' });
  }
}

export function selectNodes(nodes: NodeId[]): void {
  const shown = shownRunOf(get());
  if (shown?.snapshot) {
    const snapshot = { ...shown.snapshot, selection: nodes };
    set(({ history }) => ({ history: { ...history, shown: { ...shown, snapshot } } }));
    return;
  }
  const { mode, opened } = get();
  if (mode === 'replay') {
    if (opened) set({ opened: { ...opened, snapshot: { ...opened.snapshot, selection: nodes } } });
    return;
  }
  change((document) => ({ ...document, history: select(document.history, nodes) }));
}

export function undoEdit(): void {
  stepHistory(undo);
}

export function redoEdit(): void {
  stepHistory(redo);
}

function stepHistory(step: typeof undo): void {
  change((document) => {
    const history = step(document.history);
    if (history === document.history) return document;
    const known = new Set(readingOrder(history.present.rule));
    const selection = history.present.selection.filter((node) => known.has(node));
    autosave.touch();
    return { ...document, history: select(history, selection), save: { kind: 'unsaved' } };
  });
}

/** One save of the draft. Answers whether saving may go on. */
async function saveDraft(): Promise<boolean> {
  const { document } = get();
  if (!document || document.conflict) return false;
  const { rule, codeText: text, layout } = document.history.present;
  const isUnfinished = text !== null && !readCode(text, rule).ok;
  change((open) => ({ ...open, save: { kind: 'saving' } }));
  const { error, data } = await safe(
    client().rules.saveDraft({
      id: document.id,
      baseRevision: document.revision,
      rule,
      codeText: isUnfinished ? text : null,
      layout,
    }),
  );
  if (get().document?.id !== document.id) return false;
  if (!error) {
    change((open) => ({ ...open, ...committed(data), save: settled(open, document, data.updatedAt) }));
    return true;
  }
  if (isDefinedError(error) && error.code === 'CONFLICT') {
    change((open) => ({ ...open, save: { kind: 'conflict' }, conflict: error.data.current }));
    return false;
  }
  change((open) => ({ ...open, save: { kind: 'failed', message: error.message } }));
  return false;
}

function committed(data: RuleDocument): Pick<OpenDocument, 'revision' | 'hasUnsavedVersion'> {
  return { revision: data.revision, hasUnsavedVersion: data.hasUnsavedVersion };
}

/** "saved" only when nothing was edited while the save was under way. */
function settled(open: OpenDocument, sent: OpenDocument, at: string): OpenDocument['save'] {
  const isSame = open.history.present === sent.history.present || sameContent(open, sent);
  return isSame ? { kind: 'saved', at } : { kind: 'unsaved' };
}

function sameContent(a: OpenDocument, b: OpenDocument): boolean {
  const one = a.history.present;
  const other = b.history.present;
  return one.rule === other.rule && one.codeText === other.codeText && one.layout === other.layout;
}

/** Ends a conflict: with what is on disk now, or by writing this window's draft over it. */
export async function resolveConflict(keep: 'mine' | 'theirs'): Promise<void> {
  const { document } = get();
  if (!document?.conflict) return;
  const theirs = document.conflict;
  if (keep === 'theirs') {
    showDocument(theirs);
    return;
  }
  change((open) => ({ ...open, revision: theirs.revision, conflict: null, save: { kind: 'unsaved' } }));
  autosave.touch();
  await autosave.flush();
}

/** Makes the draft the next version; `enabled` flips the switch with the same version. */
export async function saveVersion(why: string, enabled?: boolean): Promise<boolean> {
  await flushDocument();
  const { document } = get();
  if (document?.save.kind !== 'saved') {
    toast.error(
      'The version was not saved',
      'The draft has to be saved first: the status bar says why it is not.',
    );
    return false;
  }
  const change = enabled === undefined ? {} : { enabled };
  const { error, data } = await safe(
    client().rules.saveVersion({ id: document.id, baseRevision: document.revision, why, ...change }),
  );
  if (error) {
    toast.error('The version was not saved', error.message);
    return false;
  }
  adoptBookkeeping(data);
  return true;
}

/** Takes over what the store decides (version, enabled, revision) without disturbing the draft or its undo history. */
export function adoptBookkeeping(data: RuleDocument): void {
  change((open) => {
    if (open.id !== data.rule.id) return open;
    const { version, enabled } = data.rule;
    const withBookkeeping = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      rule: { ...snapshot.rule, version, enabled },
    });
    const { past, present: now, future } = open.history;
    const history = {
      past: past.map((entry) => ({ ...entry, before: withBookkeeping(entry.before) })),
      present: withBookkeeping(now),
      future: future.map((entry) => ({ ...entry, after: withBookkeeping(entry.after) })),
    };
    return { ...open, ...committed(data), history, save: { kind: 'saved', at: data.updatedAt } };
  });
}

/**
 * Something changed on disk. Where nothing is unsaved here, the open rule follows at once; otherwise the next save
 * meets the newer revision and asks.
 */
export async function followDisk(): Promise<void> {
  const { document } = get();
  if (document?.save.kind !== 'saved') return;
  const { error, data } = await safe(client().rules.get({ id: document.id }));
  const now = get().document;
  if (!now || now.id !== document.id) return;
  if (error) {
    if (isDefinedError(error) && error.code === 'NOT_FOUND') {
      closeDocument();
      toast.info('The open rule was deleted elsewhere');
    }
    return;
  }
  if (data.revision !== now.revision && now.save.kind === 'saved') {
    showDocument(data);
    toast.info('The rule was changed elsewhere', 'You are looking at the newer draft.');
  }
}
