import type { Layout } from '../contract/index.ts';
import { type FilterNode, filterChildren, isLeaf, type Place, type Rule } from '../model/index.ts';
import { type NodeId, stepNodeId } from './edit.ts';

/** Canvas pixels. */
export interface Size {
  width: number;
  height: number;
}
export interface Point {
  x: number;
  y: number;
}

interface NodeBase extends Size {
  id: NodeId;
  /** The place in the rule that the node draws. */
  at: Place;
  /** The frame the node stands in, or null; `position` is relative to its top left corner. */
  parent: NodeId | null;
  position: Point;
}
export type GraphNode = NodeBase &
  (
    | { kind: 'trigger' }
    | { kind: 'scope' }
    | { kind: 'filter'; isEmpty: boolean }
    | { kind: 'leaf'; node: FilterNode; isDimmed: boolean }
    | { kind: 'group'; node: FilterNode; isEmpty: boolean; isDimmed: boolean }
    | { kind: 'step'; index: number; stepId: string }
    | { kind: 'end' }
  );

/** What a `+` on an edge inserts. */
export type InsertPoint = { kind: 'step'; index: number } | { kind: 'filter'; parent: Place; index: number };

export interface GraphEdge {
  id: string;
  from: NodeId;
  to: NodeId;
  insert: InsertPoint | null;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Measures that the drawing and the layout share. Pixels. */
export const measures = {
  columnWidth: 380,
  triggerHeight: 76,
  scopeHeight: 76,
  stepHeight: 92,
  endHeight: 44,
  leafHeight: 64,
  /** Height of a frame's title row, and of the row that adds to it. */
  frameHeader: 36,
  frameFooter: 36,
  framePadding: 12,
  frameGap: 8,
  emptyFrameBody: 40,
  rowGap: 40,
} as const;

/** A filter node, measured with all that stands in it. */
interface Measured extends Size {
  node: FilterNode;
  at: Place;
  children: Measured[];
}

/**
 * The rule as a graph: a projection, so every graph is a rule and every rule has one graph. Laid out top to bottom;
 * `layout` holds the positions a person chose for the nodes of the main column. Frames come before what is in them.
 */
export function ruleToGraph(rule: Rule, layout: Layout): Graph {
  const nodes: GraphNode[] = [];
  const children = rule.filter.map((node, index) => measureNode(node, `filter[${index}]`, innerLeast));
  const frame = frameAround(children, measures.columnWidth);
  let y = 0;
  const place = (id: NodeId, size: Size): NodeBase => {
    const position = layout[id] ?? { x: -size.width / 2, y };
    y += size.height + measures.rowGap;
    return { id, at: id, parent: null, position, width: size.width, height: size.height };
  };
  const column = (height: number): Size => ({ width: measures.columnWidth, height });

  nodes.push({ kind: 'trigger', ...place('trigger', column(measures.triggerHeight)) });
  nodes.push({ kind: 'scope', ...place('scope', column(measures.scopeHeight)) });
  nodes.push({ kind: 'filter', isEmpty: children.length === 0, ...place('filter', frame) });
  placeChildren(nodes, children, 'filter', frame.width, false);
  rule.actions.forEach((step, index) => {
    const base = place(stepNodeId(step.id), column(measures.stepHeight));
    nodes.push({ kind: 'step', index, stepId: step.id, ...base, at: `actions[${index}]` });
  });
  nodes.push({ kind: 'end', ...place('end', column(measures.endHeight)) });
  return { nodes, edges: connect(rule) };
}

function connect(rule: Rule): GraphEdge[] {
  const edges: GraphEdge[] = [];
  let from: NodeId = 'trigger';
  for (const to of ['scope', 'filter', ...rule.actions.map((step) => stepNodeId(step.id)), 'end']) {
    const insert = insertPointAt(edges.length, rule.actions.length);
    edges.push({ id: `${from}→${to}`, from, to, insert });
    from = to;
  }
  return edges;
}

/** The edge after the `index`-th node of the main column: trigger → scope takes nothing, the next a condition. */
function insertPointAt(index: number, steps: number): InsertPoint | null {
  if (index === 0) return null;
  if (index === 1) return { kind: 'filter', parent: 'filter', index: 0 };
  const step = index - 2;
  return step < steps ? { kind: 'step', index: step } : null;
}

const innerLeast = measures.columnWidth - 2 * measures.framePadding;
/** What a condition needs to be read. */
const leastWidth = 280;

function frameAround(children: readonly Measured[], least: number): Size {
  let inner = least - 2 * measures.framePadding;
  let body = measures.frameGap * Math.max(0, children.length - 1);
  for (const child of children) {
    inner = Math.max(inner, child.width);
    body += child.height;
  }
  if (children.length === 0) body = measures.emptyFrameBody;
  const height = measures.frameHeader + body + measures.frameFooter;
  return { width: inner + 2 * measures.framePadding, height };
}

function measureNode(node: FilterNode, at: Place, room: number): Measured {
  const least = Math.max(room, leastWidth);
  if (isLeaf(node)) return { node, at, children: [], width: least, height: measures.leafHeight };
  const children = filterChildren(node, at).map((child) =>
    measureNode(child.node, child.at, least - 2 * measures.framePadding),
  );
  return { node, at, children, ...frameAround(children, least) };
}

function placeChildren(
  nodes: GraphNode[],
  children: readonly Measured[],
  parent: NodeId,
  width: number,
  isInsideDisabled: boolean,
): void {
  const inner = width - 2 * measures.framePadding;
  let y: number = measures.frameHeader;
  for (const { node, at, height, children: grandchildren } of children) {
    const isDimmed = isInsideDisabled || node.disabled === true;
    const position = { x: measures.framePadding, y };
    const base = { id: at, at, parent, position, width: inner, height };
    if (isLeaf(node)) nodes.push({ kind: 'leaf', node, isDimmed, ...base });
    else {
      nodes.push({ kind: 'group', node, isEmpty: grandchildren.length === 0, isDimmed, ...base });
      placeChildren(nodes, grandchildren, at, inner, isDimmed);
    }
    y += height + measures.frameGap;
  }
}

/** The node's top left corner on the canvas, frames added up. */
export function absolutePosition(graph: Graph, id: NodeId): Point | null {
  const node = graph.nodes.find((one) => one.id === id);
  return node ? cornerOf(graph, node) : null;
}

/** The same of a node of this graph. */
export function cornerOf(graph: Graph, node: GraphNode): Point {
  const { x, y } = node.position;
  const frame = graph.nodes.find((one) => one.id === node.parent);
  if (!frame) return { x, y };
  const outer = cornerOf(graph, frame);
  return { x: outer.x + x, y: outer.y + y };
}
