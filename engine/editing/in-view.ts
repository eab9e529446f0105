import type { NodeId } from './edit.ts';
import type { Graph, GraphEdge, Point } from './graph.ts';

/** A piece of the canvas. Canvas pixels. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where every node of the graph lies on the canvas, frames added up. */
export function areasOf(graph: Graph): Map<NodeId, Area> {
  const areas = new Map<NodeId, Area>();
  // Frames come before what is in them.
  for (const { id, parent, position, width, height } of graph.nodes) {
    const frame = parent === null ? undefined : areas.get(parent);
    const corner: Point = { x: (frame?.left ?? 0) + position.x, y: (frame?.top ?? 0) + position.y };
    areas.set(id, { left: corner.x, top: corner.y, right: corner.x + width, bottom: corner.y + height });
  }
  return areas;
}

/**
 * The part of a graph that has to be drawn for an area of the canvas: nodes that reach into it, both ends of edges that
 * do, those in `kept`, those in `carried` with all that is in them, and every frame that one of these stands in.
 */
export function graphInView(
  graph: Graph,
  areas: ReadonlyMap<NodeId, Area>,
  view: Area,
  kept: readonly NodeId[],
  carried: readonly NodeId[],
): Graph {
  const drawn = new Set(kept);
  const whole = new Set(carried);
  const isSeen = (id: NodeId): boolean => {
    const area = areas.get(id);
    return area !== undefined && touches(area, view);
  };
  for (const edge of graph.edges) {
    if (!isEdgeSeen(edge, areas, view)) continue;
    drawn.add(edge.from).add(edge.to);
  }
  for (const { id, parent } of graph.nodes) {
    if (parent !== null && whole.has(parent)) whole.add(id);
    if (whole.has(id) || isSeen(id)) drawn.add(id);
  }
  // Frames come first, so going backwards meets a frame after all that is in it.
  for (const { id, parent } of graph.nodes.toReversed()) {
    if (parent !== null && drawn.has(id)) drawn.add(parent);
  }
  return {
    nodes: graph.nodes.filter(({ id }) => drawn.has(id)),
    edges: graph.edges.filter(({ from, to }) => drawn.has(from) && drawn.has(to)),
  };
}

/** Edges run from one node's middle to another's: they lie within what both span. */
function isEdgeSeen({ from, to }: GraphEdge, areas: ReadonlyMap<NodeId, Area>, view: Area): boolean {
  const [above, below] = [areas.get(from), areas.get(to)];
  if (!above || !below) return false;
  return touches(
    {
      left: Math.min(above.left, below.left),
      top: Math.min(above.bottom, below.top),
      right: Math.max(above.right, below.right),
      bottom: Math.max(above.bottom, below.top),
    },
    view,
  );
}

function touches(area: Area, view: Area): boolean {
  return (
    area.left <= view.right && area.right >= view.left && area.top <= view.bottom && area.bottom >= view.top
  );
}
