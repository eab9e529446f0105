import { type NodeHandle, Position } from '@xyflow/react';
import type { Graph, GraphNode, NodeId, Point } from '../../engine/editing/index.ts';
import { nodeAtPlace } from '../../engine/editing/index.ts';
import type { Problem, Rule, Severity } from '../../engine/model/index.ts';
import type { NodeVerdict } from '../state/dry-run.ts';
import type { CanvasEdge } from './InsertEdge.tsx';
import type { CanvasNode, NodeData } from './node-data.ts';

/** As large as the dots that are drawn there. Pixels. */
const handleSize = 6;

const rank: Readonly<Record<Severity, number>> = { hint: 0, warning: 1, error: 2 };

/** Draws graphs one after the other; a node that looks as before stays the very same object, so nothing redraws it. */
export function createNodePainter(): typeof drawNodes {
  let before = new Map<string, CanvasNode>();
  return (...input) => {
    const nodes = drawNodes(...input).map((node) => {
      const old = before.get(node.id);
      return old && looksAlike(old, node) ? old : node;
    });
    before = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  };
}

function looksAlike(a: CanvasNode, b: CanvasNode): boolean {
  return (
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.selected === b.selected &&
    a.zIndex === b.zIndex &&
    a.parentId === b.parentId &&
    a.data.problem?.count === b.data.problem?.count &&
    a.data.problem?.severity === b.data.problem?.severity &&
    isSameGraphNode(a.data.graph, b.data.graph)
  );
}

/** Whether two nodes draw the same: filter nodes by identity, since edits share what they keep. */
function isSameGraphNode(a: GraphNode, b: GraphNode): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  switch (a.kind) {
    case 'leaf':
      return b.kind === 'leaf' && a.node === b.node && a.isDimmed === b.isDimmed;
    case 'group':
      return b.kind === 'group' && a.node === b.node && a.isDimmed === b.isDimmed && a.isEmpty === b.isEmpty;
    case 'filter':
      return b.kind === 'filter' && a.isEmpty === b.isEmpty;
    case 'step':
      return b.kind === 'step' && a.index === b.index;
    case 'trigger':
    case 'scope':
    case 'end':
      return a.kind === b.kind;
  }
}

/** The graph as the canvas library draws it, with selection, problems, and a node under the pointer. */
function drawNodes(
  graph: Graph,
  rule: Rule,
  selection: readonly NodeId[],
  problems: readonly Problem[],
  drag: { id: NodeId; position: Point } | null,
): CanvasNode[] {
  const byNode = countProblems(rule, problems);
  const selected = new Set(selection);
  const depths = new Map<NodeId, number>();
  return graph.nodes.map((node) => {
    const { id, kind, parent, width, height } = node;
    // Frames lie under what stands in them; parents come first.
    const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(id, depth);
    const isDragged = drag?.id === id;
    return {
      id,
      type: kind === 'group' ? 'conditions' : kind,
      position: isDragged ? drag.position : node.position,
      ...(parent === null ? {} : { parentId: parent }),
      width,
      height,
      // Known beforehand: the canvas library need not draw a node, or draw it again, to measure it.
      measured: { width, height },
      handles: handlesOf(node),
      zIndex: isDragged ? 1000 : depth,
      selected: selected.has(id),
      selectable: kind !== 'end',
      draggable: kind !== 'end',
      style: nodeStyle,
      focusable: false,
      ariaRole: 'group',
      data: { graph: node, problem: byNode.get(id) ?? null },
    };
  });
}

// A node that can be neither selected nor dragged would let clicks through to the canvas.
const nodeStyle = { pointerEvents: 'all' } as const;

/** Where edges end: at the middle of the upper and the lower border. */
function handlesOf({ kind, parent, width, height }: GraphNode): NodeHandle[] {
  if (parent !== null) return [];
  const x = width / 2 - handleSize / 2;
  const size = { width: handleSize, height: handleSize };
  const upper: NodeHandle = { type: 'target', position: Position.Top, x, y: -handleSize / 2, ...size };
  const y = height - handleSize / 2;
  const lower: NodeHandle = { type: 'source', position: Position.Bottom, x, y, ...size };
  return [...(kind === 'trigger' ? [] : [upper]), ...(kind === 'end' ? [] : [lower])];
}

/** Edges; in a dry run they say whether the run came that way. */
export function drawEdges(graph: Graph, verdicts: ReadonlyMap<NodeId, NodeVerdict> | null): CanvasEdge[] {
  return graph.edges.map((edge) => ({
    id: edge.id,
    type: 'insert',
    source: edge.from,
    target: edge.to,
    focusable: false,
    data: { insert: edge.insert, isTravelled: verdicts && wasTravelled(edge.to, edge.from, verdicts) },
  }));
}

function wasTravelled(to: NodeId, from: NodeId, verdicts: ReadonlyMap<NodeId, NodeVerdict>): boolean {
  const verdict = verdicts.get(to === 'end' ? from : to);
  return verdict !== undefined && verdict !== 'not-reached' && verdict !== 'not-yet';
}

function countProblems(
  rule: Rule,
  problems: readonly Problem[],
): Map<NodeId, NonNullable<NodeData['problem']>> {
  const found = new Map<NodeId, NonNullable<NodeData['problem']>>();
  for (const { at, severity } of problems) {
    const node = nodeAtPlace(rule, at);
    if (node === null || severity === 'hint') continue;
    const before = found.get(node);
    const worst = before && rank[before.severity] > rank[severity] ? before.severity : severity;
    found.set(node, { severity: worst, count: (before?.count ?? 0) + 1 });
  }
  return found;
}
