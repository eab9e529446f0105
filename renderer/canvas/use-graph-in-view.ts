import { useStore } from '@xyflow/react';
import { useMemo } from 'react';
import { shallow } from 'zustand/shallow';
import { type Area, areasOf, type Graph, graphInView, type NodeId } from '../../engine/editing/index.ts';

/** Up to here everything is there to be found and read; of more, only what is in view is drawn. */
const manyNodes = 150;
/** The view grows and moves in steps of this, so that most frames of a pan draw nothing anew. Canvas pixels. */
const cell = 400;

const everywhere: Area = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * What the canvas library is to know of a graph. Whatever it knows it goes through at every edit and every frame, so of
 * a big rule it gets what is in view and a little around it, and what is selected or carried.
 */
export function useGraphInView(
  graph: Graph | null,
  selection: readonly NodeId[],
  carried: readonly NodeId[],
): Graph | null {
  const isBig = graph !== null && graph.nodes.length > manyNodes;
  const view = useStore(({ transform: [x, y, zoom], width, height }): Area => {
    if (!isBig) return everywhere;
    return {
      left: (Math.floor(-x / zoom / cell) - 1) * cell,
      top: (Math.floor(-y / zoom / cell) - 1) * cell,
      right: (Math.ceil((width - x) / zoom / cell) + 1) * cell,
      bottom: (Math.ceil((height - y) / zoom / cell) + 1) * cell,
    };
  }, shallow);
  const areas = useMemo(() => (graph && isBig ? areasOf(graph) : null), [graph, isBig]);
  return useMemo(() => {
    if (!graph || !areas) return graph;
    return graphInView(graph, areas, view, selection, carried);
  }, [graph, areas, view, selection, carried]);
}
