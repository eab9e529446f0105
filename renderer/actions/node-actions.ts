import {
  copyNodes,
  duplicateFilter,
  duplicateStep,
  type Edit,
  filterNodeAt,
  isFilterNodeId,
  moveFilter,
  moveStep,
  type NodeId,
  neighbour,
  outermostOf,
  parentOf,
  pasteNodes,
  removeFilter,
  removeStep,
  setFilterDisabled,
  stepIdOf,
  unwrapFilter,
  updateStep,
  wrapFilter,
  wrapTogether,
} from '../../engine/editing/index.ts';
import { describeIssue, isLeaf, type Rule } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { applyEdit, selectNodes } from '../state/document.ts';
import { runTo, toggleBreakpoints } from '../state/dry-run.ts';
import { draftOf, isDraftShown, presentOf } from '../state/selectors.ts';
import { get, set } from '../state/store.ts';
import type { StudioState } from '../state/studio-state.ts';
import type { InterfaceAction } from './interface-action.ts';

interface Selected {
  rule: Rule;
  node: NodeId;
  all: NodeId[];
}

/** The draft and what is selected in it; the last of several selected nodes leads. Null while the canvas shows a run. */
function selected(state: StudioState): Selected | null {
  const present = isDraftShown(state) ? draftOf(state) : null;
  const node = present?.selection.at(-1);
  return present && node !== undefined ? { rule: present.rule, node, all: present.selection } : null;
}

const isEditable = (node: NodeId): boolean => isFilterNodeId(node) || stepIdOf(node) !== null;
const hasEditable = (state: StudioState): boolean => selected(state)?.all.some(isEditable) ?? false;
const isOnCanvas = (state: StudioState): boolean =>
  isDraftShown(state) && draftOf(state) !== null && state.view !== 'code';
const canWalk = (state: StudioState): boolean =>
  presentOf(state) !== null && (!isDraftShown(state) || state.view !== 'code');
const canStop = (state: StudioState): boolean => state.mode === 'dry-run' && selected(state) !== null;
const hasGroup = (state: StudioState): boolean => {
  const at = selected(state);
  const node = at && filterNodeAt(at.rule, at.node);
  return node ? !isLeaf(node) : false;
};
const hasFilterNode = (state: StudioState): boolean => isFilterNodeId(selected(state)?.node ?? '');

/**
 * One edit over several nodes, without those inside another of them. It goes from the last in reading order up, so
 * that earlier places stay true; moving up goes the other way, because there the later ones do. `keepsAll`: all of them
 * stay selected.
 */
function editAll(
  state: StudioState,
  edit: (rule: Rule, node: NodeId) => Edit | null,
  label?: string,
  { isFromFirst = false, keepsAll = false }: { isFromFirst?: boolean; keepsAll?: boolean } = {},
): void {
  const at = selected(state);
  if (!at) return;
  const nodes = outermostOf(at.rule, at.all.filter(isEditable));
  if (!isFromFirst) nodes.reverse();
  const selectAll: NodeId[] = [];
  const done = nodes.reduce<Edit | null>((sofar, node) => {
    const next = edit(sofar?.rule ?? at.rule, node);
    selectAll.push(next?.select ?? node);
    return next ?? sofar;
  }, null);
  if (!done) return;
  const named = label && nodes.length > 1 ? { ...done, label } : done;
  applyEdit(keepsAll ? { ...named, selectAll } : named);
}

/** One group around all that is selected, wherever it stands. */
function wrapSelected(state: StudioState, kind: 'any' | 'all'): void {
  const at = selected(state);
  if (at) applyEdit(wrapTogether(at.rule, at.all, kind));
}

function removeNode(rule: Rule, node: NodeId): Edit | null {
  const stepId = stepIdOf(node);
  if (stepId !== null) return removeStep(rule, stepId);
  return filterNodeAt(rule, node) ? removeFilter(rule, node) : null;
}

function toggleDisabled(rule: Rule, node: NodeId): Edit | null {
  const stepId = stepIdOf(node);
  if (stepId !== null) {
    const isDisabled = rule.actions.find((step) => step.id === stepId)?.disabled === true;
    const label = isDisabled ? 'Enable action' : 'Disable action';
    return updateStep(rule, stepId, { disabled: isDisabled ? undefined : true }, label);
  }
  const found = filterNodeAt(rule, node);
  return found && setFilterDisabled(rule, node, found.disabled !== true);
}

function moveNodeBy(rule: Rule, node: NodeId, by: 1 | -1): Edit | null {
  const stepId = stepIdOf(node);
  if (stepId !== null) {
    return moveStep(rule, stepId, rule.actions.findIndex((step) => step.id === stepId) + by);
  }
  const { parent, index } = parentOf(node);
  if (by === -1 && index === 0) return null;
  return moveFilter(rule, node, parent, by === 1 ? index + 2 : index - 1);
}

function walk(direction: 'up' | 'down' | 'in' | 'out'): InterfaceAction['run'] {
  return (state) => {
    const present = presentOf(state);
    if (!present) return;
    const next = neighbour(present.rule, present.selection.at(-1) ?? '', direction);
    if (next !== null) selectNodes([next]);
  };
}

/** Puts the selected nodes on the clipboard as text; answers whether there was anything to copy. */
export function copySelection(): boolean {
  const at = selected(get());
  const text = at && copyNodes(at.rule, at.all);
  if (!text) return false;
  void navigator.clipboard.writeText(text);
  return true;
}

/** Pastes nodes from text behind the selection. */
export function pasteText(text: string): void {
  const state = get();
  const rule = state.document?.history.present.rule;
  if (!rule) return;
  const pasted = pasteNodes(rule, text, selected(state)?.node ?? null);
  if (pasted.ok) applyEdit(pasted.value);
  else toast.error('This cannot be pasted as nodes', pasted.error[0] && describeIssue(pasted.error[0]));
}

export const nodeActions: readonly InterfaceAction[] = [
  {
    id: 'node.add',
    label: 'Add condition or action…',
    group: 'Node',
    keys: ['N'],
    isEnabled: isOnCanvas,
    run: () => set({ dialog: { kind: 'add-node', insert: null } }),
  },
  {
    id: 'node.open',
    label: 'Edit in the inspector',
    group: 'Node',
    keys: ['Enter'],
    isEnabled: (state) => isOnCanvas(state) && selected(state) !== null,
    run: (state) => {
      const node = selected(state)?.node ?? '';
      set({ focus: { at: node, count: (state.focus?.count ?? 0) + 1 } });
    },
  },
  {
    id: 'node.disable',
    label: 'Disable or enable',
    group: 'Node',
    keys: ['D'],
    isEnabled: hasEditable,
    run: (state) => editAll(state, toggleDisabled, 'Disable or enable nodes', { keepsAll: true }),
  },
  {
    id: 'node.duplicate',
    label: 'Duplicate',
    group: 'Node',
    keys: ['Mod+D'],
    isEnabled: hasEditable,
    run: (state) =>
      editAll(
        state,
        (rule, node) => {
          const stepId = stepIdOf(node);
          return stepId === null ? duplicateFilter(rule, node) : duplicateStep(rule, stepId);
        },
        'Duplicate nodes',
      ),
  },
  {
    id: 'node.copy',
    label: 'Copy',
    group: 'Edit',
    keys: ['Mod+C'],
    isHeardByBrowser: true,
    isEnabled: hasEditable,
    run: () => void copySelection(),
  },
  {
    id: 'node.cut',
    label: 'Cut',
    group: 'Edit',
    keys: ['Mod+X'],
    isHeardByBrowser: true,
    isEnabled: hasEditable,
    run: (state) => {
      if (copySelection()) editAll(state, removeNode, 'Cut nodes');
    },
  },
  {
    id: 'node.paste',
    label: 'Paste',
    group: 'Edit',
    keys: ['Mod+V'],
    isHeardByBrowser: true,
    isEnabled: isOnCanvas,
    run: () => void navigator.clipboard.readText().then(pasteText),
  },
  {
    id: 'node.delete',
    label: 'Delete',
    group: 'Node',
    keys: ['Delete', 'Backspace'],
    isEnabled: hasEditable,
    run: (state) => editAll(state, removeNode, 'Delete nodes'),
  },
  {
    id: 'node.wrap-any',
    label: 'Wrap in “any of”',
    group: 'Node',
    keys: [],
    isEnabled: hasFilterNode,
    run: (state) => wrapSelected(state, 'any'),
  },
  {
    id: 'node.wrap-all',
    label: 'Wrap in “all of”',
    group: 'Node',
    keys: [],
    isEnabled: hasFilterNode,
    run: (state) => wrapSelected(state, 'all'),
  },
  {
    id: 'node.wrap-not',
    label: 'Negate: wrap in “not”',
    group: 'Node',
    keys: [],
    isEnabled: hasFilterNode,
    run: (state) =>
      editAll(state, (rule, node) => (isFilterNodeId(node) ? wrapFilter(rule, node, 'not') : null)),
  },
  {
    id: 'node.unwrap',
    label: 'Unwrap group',
    group: 'Node',
    keys: [],
    isEnabled: hasGroup,
    run: (state) => editAll(state, (rule, node) => unwrapFilter(rule, node)),
  },
  {
    id: 'node.move-up',
    label: 'Move up',
    group: 'Node',
    keys: ['Alt+ArrowUp'],
    isEnabled: hasEditable,
    run: (state) =>
      editAll(state, (rule, node) => moveNodeBy(rule, node, -1), 'Move nodes', {
        isFromFirst: true,
        keepsAll: true,
      }),
  },
  {
    id: 'node.move-down',
    label: 'Move down',
    group: 'Node',
    keys: ['Alt+ArrowDown'],
    isEnabled: hasEditable,
    run: (state) =>
      editAll(state, (rule, node) => moveNodeBy(rule, node, 1), 'Move nodes', { keepsAll: true }),
  },
  {
    id: 'node.breakpoint',
    label: 'Set or clear a breakpoint',
    group: 'Dry run',
    keys: ['F9'],
    isEnabled: canStop,
    run: (state) => toggleBreakpoints(selected(state)?.all ?? []),
  },
  {
    id: 'node.run-to',
    label: 'Run to here',
    group: 'Dry run',
    keys: ['Shift+F8'],
    isEnabled: canStop,
    run: (state) => runTo(selected(state)?.node ?? ''),
  },
  {
    id: 'node.previous',
    label: 'Previous node',
    group: 'Node',
    keys: ['ArrowUp'],
    isEnabled: canWalk,
    run: walk('up'),
  },
  {
    id: 'node.next',
    label: 'Next node',
    group: 'Node',
    keys: ['ArrowDown'],
    isEnabled: canWalk,
    run: walk('down'),
  },
  {
    id: 'node.enter',
    label: 'Into the group',
    group: 'Node',
    keys: ['ArrowRight'],
    isEnabled: canWalk,
    run: walk('in'),
  },
  {
    id: 'node.leave',
    label: 'Out of the group',
    group: 'Node',
    keys: ['ArrowLeft'],
    isEnabled: canWalk,
    run: walk('out'),
  },
];
