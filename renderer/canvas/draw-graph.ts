import type { Graph, GraphNode, NodeId, Point } from '../../engine/editing/index.ts';
import { nodeAtPlace } from '../../engine/editing/index.ts';
import type { Problem, Rule, Severity } from '../../engine/model/index.ts';
import type { NodeVerdict } from '../state/dry-run.ts';
import type { CanvasEdge } from './InsertEdge.tsx';
import type { CanvasNode, NodeData } from './node-data.ts';

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
    a.parentId === b.parentId &&
    a.zIndex === b.zIndex &&
    a.selected === b.selected &&
    a.draggable === b.draggable &&
    a.data.problem?.count === b.data.problem?.count &&
    a.data.problem?.severity === b.data.problem?.severity &&
    isSameGraphNode(a.data.graph, b.data.graph) &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y
  );
}

/** Whether two nodes draw the same: fields by value, filter nodes by identity, since edits share what they keep. */
function isSameGraphNode(a: GraphNode, b: GraphNode): boolean {
  const { position: _a, ...one } = a;
  const { position: _b, ...other } = b;
  const others = new Map<string, unknown>(Object.entries(other));
  const entries = Object.entries(one);
  return entries.length === others.size && entries.every(([key, value]) => others.get(key) === value);
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
  return graph.nodes.map((node) => ({
    id: node.id,
    type: node.kind === 'group' ? 'conditions' : node.kind,
    position: drag?.id === node.id ? drag.position : node.position,
    ...(node.parent === null ? {} : { parentId: node.parent }),
    width: node.width,
    height: node.height,
    zIndex: drag?.id === node.id ? 1000 : depthOf(node),
    selected: selection.includes(node.id),
    selectable: node.kind !== 'end',
    draggable: node.kind !== 'end',
    // A node that can be neither selected nor dragged would let clicks through to the canvas.
    style: { pointerEvents: 'all' },
    focusable: false,
    ariaRole: 'group',
    data: { graph: node, problem: byNode.get(node.id) ?? null },
  }));
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

/** Frames lie under what stands in them. */
function depthOf(node: GraphNode): number {
  return node.parent === null ? 0 : node.id.split(/[[.]/).length;
}
