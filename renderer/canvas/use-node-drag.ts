import type { NodeChange, OnNodeDrag } from '@xyflow/react';
import { useCallback, useState } from 'react';
import {
  absolutePosition,
  type DropTarget,
  findDropTarget,
  isFilterNodeId,
  moveFilters,
  moveSteps,
  type NodeId,
  type Point,
} from '../../engine/editing/index.ts';
import { applyEdit, placeNodes } from '../state/document.ts';
import { presentOf, shownGraphOf } from '../state/selectors.ts';
import { get } from '../state/store.ts';
import type { CanvasNode } from './node-data.ts';

const nowhere: ReadonlyMap<NodeId, Point> = new Map();
/** Pixels; a press that trembles is no drag. */
const leastWay = 3;

interface NodeDrag {
  /** Nodes that are carried, and where they are now. */
  carried: ReadonlyMap<NodeId, Point>;
  /** Where they would go. */
  target: DropTarget | null;
  handleMoves(changes: readonly NodeChange<CanvasNode>[]): void;
  handleDrag: OnNodeDrag<CanvasNode>;
  handleStop: OnNodeDrag<CanvasNode>;
}

/** Carrying nodes: those that are selected go along. Let go, they are sorted into the rule where they are. */
export function useNodeDrag(): NodeDrag {
  const [carried, setCarried] = useState(nowhere);
  const [target, setTarget] = useState<DropTarget | null>(null);

  const handleMoves = useCallback((changes: readonly NodeChange<CanvasNode>[]) => {
    const moved = changes.flatMap((change) =>
      change.type === 'position' && change.dragging && change.position
        ? [[change.id, change.position] as const]
        : [],
    );
    if (moved.length > 0) setCarried(new Map(moved));
  }, []);
  const handleDrag: OnNodeDrag<CanvasNode> = useCallback(
    (_event, node, nodes) => setTarget(targetOf(node, nodes)),
    [],
  );
  const handleStop: OnNodeDrag<CanvasNode> = useCallback((_event, node, nodes) => {
    setCarried(nowhere);
    setTarget(null);
    letGo(node, nodes);
  }, []);
  return { carried, target, handleMoves, handleDrag, handleStop };
}

/** Where a node would go if it were let go now. */
function targetOf(node: CanvasNode, nodes: readonly CanvasNode[]): DropTarget | null {
  const rule = presentOf(get())?.rule;
  const graph = shownGraphOf(get());
  if (!graph || !rule) return null;
  const parent = node.parentId ? absolutePosition(graph, node.parentId) : null;
  const center = {
    x: (parent?.x ?? 0) + node.position.x + (node.width ?? 0) / 2,
    y: (parent?.y ?? 0) + node.position.y + (node.height ?? 0) / 2,
  };
  const along = nodes.map(({ id }) => id);
  return findDropTarget(graph, rule, node.id, center, along);
}

function letGo(node: CanvasNode, nodes: readonly CanvasNode[]): void {
  const rule = presentOf(get())?.rule;
  const before = shownGraphOf(get())?.nodes.find((one) => one.id === node.id)?.position;
  if (!rule || !before) return;
  const way = Math.hypot(before.x - node.position.x, before.y - node.position.y);
  if (way <= leastWay) return;
  const found = targetOf(node, nodes);
  const ids = nodes.map(({ id }) => id);
  if (found?.kind === 'step') applyEdit(moveSteps(rule, ids, found.index));
  else if (found?.kind === 'filter') applyEdit(moveFilters(rule, ids, found.parent, found.index));
  else if (!isFilterNodeId(node.id)) {
    const free = nodes.filter(({ id }) => !isFilterNodeId(id));
    placeNodes(new Map(free.map(({ id, position }) => [id, position] as const)));
  }
}
