import type { Place, Rule } from '../model/index.ts';
import { isFilterNodeId, type NodeId, stepIdOf } from './edit.ts';
import { childCount, isInside } from './filter-edits.ts';
import { cornerOf, type Graph, type GraphNode, measures, type Point } from './graph.ts';

/** Where a dragged node would go, and the line that shows it. Canvas pixels. */
export type DropTarget = { line: { x: number; y: number; width: number } } & (
  | { kind: 'step'; index: number }
  | { kind: 'filter'; parent: Place; index: number }
);

interface Box extends Point {
  node: GraphNode;
  width: number;
  height: number;
}

/** How far from the column, sideways, a step may be dropped and still be sorted into it. */
const columnReach = 200;

/**
 * Where `dragged` would land if its middle were let go at `center`: steps sort into the chain, conditions into the
 * innermost frame under them. Null: nowhere; the node keeps its place in the rule. `along`: what is carried with it.
 */
export function findDropTarget(
  graph: Graph,
  rule: Rule,
  dragged: NodeId,
  center: Point,
  along: readonly NodeId[] = [],
): DropTarget | null {
  const carried = [dragged, ...along];
  if (stepIdOf(dragged) !== null) return findStepPlace(graph, center, carried);
  return isFilterNodeId(dragged) ? findFilterPlace(graph, rule, center, carried) : null;
}

/** Where in the chain a step would go that is let go at `center`; `carried` are not in its way. */
export function findStepPlace(
  graph: Graph,
  center: Point,
  carried: readonly NodeId[] = [],
): DropTarget | null {
  const others = graph.nodes
    .filter((node) => node.kind === 'step' && !carried.includes(node.id))
    .map(boxOf(graph));
  const anchor = others[0] ?? graph.nodes.filter((node) => node.kind === 'end').map(boxOf(graph))[0];
  if (!anchor || Math.abs(center.x - (anchor.x + anchor.width / 2)) > columnReach) return null;
  const index = others.filter((box) => box.y + box.height / 2 < center.y).length;
  const before = others[index - 1];
  const after = others[index];
  const gap = measures.rowGap / 2;
  const y = after ? after.y - gap : before ? before.y + before.height + gap : anchor.y - gap;
  return { kind: 'step', index, line: { x: anchor.x, y, width: anchor.width } };
}

/** Where in the filter a condition or group would go that is let go at `center`; null outside of every frame. */
export function findFilterPlace(
  graph: Graph,
  rule: Rule,
  center: Point,
  carried: readonly NodeId[] = [],
): DropTarget | null {
  const frames = graph.nodes
    .filter((node) => node.kind === 'filter' || node.kind === 'group')
    .filter((node) => !carried.some((one) => node.id === one || isInside(node.id, one)))
    .map(boxOf(graph))
    .filter((box) => contains(box, center));
  const frame = frames.at(-1);
  if (!frame) return null;
  const children = graph.nodes.filter((node) => node.parent === frame.node.id).map(boxOf(graph));
  const index = children.filter((box) => box.y + box.height / 2 < center.y).length;
  const next = children[index];
  const last = children.at(-1);
  const y = next ? next.y - 4 : last ? last.y + last.height + 4 : frame.y + 56;
  const line = { x: frame.x + 12, y, width: frame.width - 24 };
  // A frame with one child takes the newcomer before or behind it; the edit then makes them a group.
  return {
    kind: 'filter',
    parent: frame.node.id,
    index: Math.min(index, childCount(rule, frame.node.id)),
    line,
  };
}

function boxOf(graph: Graph): (node: GraphNode) => Box {
  return (node) => {
    return { node, ...cornerOf(graph, node), width: node.width, height: node.height };
  };
}

function contains(box: Box, point: Point): boolean {
  return (
    point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height
  );
}
