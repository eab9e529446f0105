import { type NodeHandle, type NodeProps, Position } from '@xyflow/react';
import type { Graph, GraphNode, NodeId, Point } from '../../engine/editing/index.ts';
import { nodeAtPlace } from '../../engine/editing/index.ts';
import type { Problem, Rule, Severity } from '../../engine/model/index.ts';
import type { NodeVerdict } from '../state/dry-run.ts';
import type { CanvasEdge } from './InsertEdge.tsx';
import type { CanvasNode, NodeData } from './node-data.ts';

/** As large as the dots that are drawn there. Pixels. */
const handleSize = 6;

const rank: Readonly<Record<Severity, number>> = { hint: 0, warning: 1, error: 2 };

/** What the canvas is drawn from. */
interface Drawing {
  graph: Graph;
  rule: Rule;
  selection: readonly NodeId[];
  problems: readonly Problem[];
  /** Nodes under the pointer, and where they were carried. */
  drag?: ReadonlyMap<NodeId, Point>;
}

/** How one node is to look. */
interface Look {
  graph: GraphNode;
  position: Point;
  depth: number;
  isSelected: boolean;
  isDragged: boolean;
  problem: NodeData['problem'];
}

/**
 * Draws graphs one after the other, as the canvas library wants them: with selection, problems, and a node under the
 * pointer. A node that looks as before stays the very same object, so nothing redraws it.
 */
export function createNodePainter(): (drawing: Drawing) => CanvasNode[] {
  let before = new Map<NodeId, CanvasNode>();
  return ({ graph, rule, selection, problems, drag }) => {
    const byNode = countProblems(rule, problems);
    const selected = new Set(selection);
    const depths = new Map<NodeId, number>();
    const after = new Map<NodeId, CanvasNode>();
    for (const node of graph.nodes) {
      const { id, parent } = node;
      // Frames lie under what stands in them; parents come first.
      const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1;
      depths.set(id, depth);
      const carried = drag?.get(id);
      const isDragged = carried !== undefined;
      const position = carried ?? node.position;
      const problem = byNode.get(id) ?? null;
      const look = { graph: node, position, depth, isSelected: selected.has(id), isDragged, problem };
      const old = before.get(id);
      after.set(id, old && looksSo(old, look) ? old : drawNode(look));
    }
    before = after;
    return [...after.values()];
  };
}

function looksSo(drawn: CanvasNode, look: Look): boolean {
  return (
    drawn.position.x === look.position.x &&
    drawn.position.y === look.position.y &&
    drawn.selected === look.isSelected &&
    drawn.zIndex === zIndexOf(look) &&
    isSameProblem(drawn.data.problem, look.problem) &&
    isSameGraphNode(drawn.data.graph, look.graph)
  );
}

/** For `memo`: a node that only moved is the same drawing in another place. */
export function isSameDrawing(a: NodeProps<CanvasNode>, b: NodeProps<CanvasNode>): boolean {
  return a.id === b.id && a.selected === b.selected && isSameData(a.data, b.data);
}

function isSameData(a: NodeData, b: NodeData): boolean {
  return a === b || (isSameProblem(a.problem, b.problem) && isSameGraphNode(a.graph, b.graph));
}

function isSameProblem(a: NodeData['problem'], b: NodeData['problem']): boolean {
  return a?.count === b?.count && a?.severity === b?.severity;
}

/** Whether two nodes draw the same: filter nodes by identity, since edits share what they keep. */
function isSameGraphNode(a: GraphNode, b: GraphNode): boolean {
  if (a.width !== b.width || a.height !== b.height || a.parent !== b.parent) return false;
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

function zIndexOf({ depth, isDragged }: Look): number {
  return isDragged ? 1000 : depth;
}

function drawNode(look: Look): CanvasNode {
  const { graph, position, isSelected, problem } = look;
  const { id, kind, parent, width, height } = graph;
  return {
    id,
    type: kind === 'group' || kind === 'leaf' ? 'conditions' : kind,
    position,
    ...(parent === null ? {} : { parentId: parent }),
    width,
    height,
    // Known beforehand: the canvas library need not draw a node, or draw it again, to measure it.
    measured: { width, height },
    handles: handlesOf(graph),
    zIndex: zIndexOf(look),
    selected: isSelected,
    selectable: kind !== 'end',
    draggable: kind !== 'end',
    // What they lead to is given; undefined elsewhere, where the canvas itself decides.
    ...(kind === 'trigger' || kind === 'scope' ? { connectable: false } : {}),
    style: nodeStyle,
    focusable: false,
    ariaRole: 'group',
    data: { graph, problem },
  };
}

// A node that can be neither selected nor dragged would let clicks through to the canvas.
const nodeStyle = { pointerEvents: 'all' } as const;

/** Where edges end: at the middle of the upper and the lower border. */
function handlesOf({ kind, parent, width, height }: GraphNode): NodeHandle[] {
  if (parent !== null) return [];
  const x = width / 2 - handleSize / 2;
  // Null is how the canvas library calls the only handle of a side when it looks for one to snap to.
  const size = { id: null, width: handleSize, height: handleSize };
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
