import type { Area, Graph, GraphNode, NodeId, Point, Size } from '../../engine/editing/index.ts';

/** Nodes of one colour as one path. */
export type Shapes = Partial<Record<GraphNode['kind'], string>>;

/** The nodes of a graph, or some of them, as few shapes; and all that the graph spans. */
export function shapesOf(
  graph: Graph,
  areas: ReadonlyMap<NodeId, Area>,
  only?: ReadonlySet<NodeId>,
): { whole: Area; shapes: Shapes } {
  const shapes: Shapes = {};
  const whole: Area = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { id, kind } of graph.nodes) {
    const area = areas.get(id);
    if (!area) continue;
    whole.left = Math.min(whole.left, area.left);
    whole.top = Math.min(whole.top, area.top);
    whole.right = Math.max(whole.right, area.right);
    whole.bottom = Math.max(whole.bottom, area.bottom);
    if (only && !only.has(id)) continue;
    const { left, top, right, bottom } = area;
    shapes[kind] = `${shapes[kind] ?? ''}M${left} ${top}H${right}V${bottom}H${left}z`;
  }
  return { whole, shapes };
}

/** A column of this width is wide enough to be told apart from others. Pixels, as all of these. */
const columnWidth = 64;
const mostWidth = 200;
/** Left free above and below. */
const margins = 140;

/** How large the overview is: in proportion while there is room, else as high as there is room. */
export function overviewSize(whole: Area, room: number): Size {
  const width = whole.right - whole.left;
  const height = whole.bottom - whole.top;
  const scale = Math.min(columnWidth / 380, mostWidth / width);
  return { width: width * scale, height: Math.max(60, Math.min(height * scale, room - margins)) };
}

/** The innermost node at a point. */
export function nodeUnder(graph: Graph, areas: ReadonlyMap<NodeId, Area>, { x, y }: Point): NodeId | null {
  const found = graph.nodes.findLast(({ id }) => {
    const area = areas.get(id);
    return area && x >= area.left && x <= area.right && y >= area.top && y <= area.bottom;
  });
  return found?.id ?? null;
}
