import { useOnViewportChange, useReactFlow, useStore, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { absolutePosition, type Graph } from '../../engine/editing/index.ts';
import { useGraph } from '../state/selectors.ts';
import { keepViewport, useViewports } from '../state/viewport.ts';

const margin = 32;

/** Shows as much of the rule as can be read: all of it where it fits at a readable size, else its beginning. */
export function useFit(leastZoom: number): (duration?: number) => void {
  const graph = useGraph();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const { setViewport } = useReactFlow();
  return useCallback(
    (duration = 160) => {
      if (!graph || width === 0) return;
      const box = boundsOf(graph);
      const whole = Math.min((width - 2 * margin) / box.width, (height - 2 * margin) / box.height);
      const zoom = Math.max(leastZoom, Math.min(1, whole));
      const top = box.height * zoom <= height - 2 * margin ? (height - box.height * zoom) / 2 : margin;
      const x = width / 2 - (box.x + box.width / 2) * zoom;
      void setViewport({ x, y: top - box.y * zoom, zoom }, { duration });
    },
    [graph, width, height, leastZoom, setViewport],
  );
}

/**
 * Shows the drawing as it was looked at last, else fits it once, as soon as the canvas knows its size; later the middle
 * stays in the middle.
 */
export function useFirstFit(drawing: string): void {
  const fitRule = useFit(0.7);
  const width = useStore((state) => state.width);
  const { getViewport, setViewport } = useReactFlow();
  const fittedWidth = useRef(0);
  useOnViewportChange({
    onEnd: useCallback(
      (viewport: Viewport) => {
        const { current } = fittedWidth;
        if (current > 0) keepViewport(drawing, { ...viewport, width: current });
      },
      [drawing],
    ),
  });
  // The canvas library measures its pane after the first paint; only then can anything be fitted into it.
  useEffect(() => {
    const before = fittedWidth.current;
    if (width === 0 || width === before) return;
    fittedWidth.current = width;
    const kept = before === 0 ? useViewports.getState().kept[drawing] : { ...getViewport(), width: before };
    if (!kept) fitRule(0);
    else void setViewport({ x: kept.x + (width - kept.width) / 2, y: kept.y, zoom: kept.zoom });
  }, [width, drawing, fitRule, getViewport, setViewport]);
}

function boundsOf(graph: Graph): { x: number; y: number; width: number; height: number } {
  const boxes = graph.nodes
    .filter((node) => node.parent === null)
    .map((node) => ({ ...(absolutePosition(graph, node.id) ?? node.position), node }));
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.node.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.node.height));
  return { x, y, width: right - x, height: bottom - y };
}
