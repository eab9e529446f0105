import type { Connection, Edge, NodeChange, NodeMouseHandler, OnConnectEnd } from '@xyflow/react';
import { connectNodes } from '../../engine/editing/index.ts';
import { applyEdit, selectNodes } from '../state/document.ts';
import { presentOf } from '../state/selectors.ts';
import { get, set } from '../state/store.ts';
import type { CanvasNode } from './node-data.ts';

/*
 * What gestures on nodes and lines do. They look the rule up when they happen, so that they are the same functions for
 * as long as the studio runs: the canvas library tells all its nodes of a handler that is new.
 */

/** Selects what the canvas says is selected. */
export function takeSelection(changes: readonly NodeChange<CanvasNode>[]): void {
  const picks = changes.filter((change) => change.type === 'select');
  if (picks.length === 0) return;
  const next = new Set(get().document?.history.present.selection);
  for (const pick of picks) {
    if (pick.selected && pick.id !== 'end') next.add(pick.id);
    else next.delete(pick.id);
  }
  selectNodes([...next]);
}

export function clearSelection(): void {
  selectNodes([]);
}

/** A click on one of several selected nodes chooses that one; a drag of it carries them all. */
export const handleClick: NodeMouseHandler<CanvasNode> = (event, node) => {
  const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
  const isOneOfMany = (presentOf(get())?.selection.length ?? 0) > 1;
  if (!isAdding && isOneOfMany && node.id !== 'end') selectNodes([node.id]);
};

export const handleDoubleClick: NodeMouseHandler<CanvasNode> = (_event, node) => {
  set((state) => ({ focus: { at: node.id, count: (state.focus?.count ?? 0) + 1 } }));
};

export function canConnect({ source, target }: Connection | Edge): boolean {
  const rule = presentOf(get())?.rule;
  return rule !== undefined && connectNodes(rule, source, target) !== null;
}

export function handleConnect({ source, target }: Connection): void {
  const rule = presentOf(get())?.rule;
  if (rule) applyEdit(connectNodes(rule, source, target));
}

/** Let go over the body of a node, a line is meant for that node as well. */
export const handleConnectEnd: OnConnectEnd = (event, { fromNode, fromHandle, isValid }) => {
  const rule = presentOf(get())?.rule;
  if (isValid || !rule || !fromNode || !(event instanceof MouseEvent)) return;
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const node = under?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  if (node === undefined) return;
  const [from, to] = fromHandle?.type === 'target' ? [node, fromNode.id] : [fromNode.id, node];
  applyEdit(connectNodes(rule, from, to));
};
