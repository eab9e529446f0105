import { useOnViewportChange, useReactFlow, useStore, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { absolutePosition, type Graph } from '../../engine/editing/index.ts';
import { shownGraphOf } from '../state/selectors.ts';
import { get } from '../state/store.ts';
import { keepViewport, useViewports } from '../state/viewport.ts';

const margin = 32;
/** At the side of a narrow canvas stand its controls. */
const narrow = { below: 640, margin: 60 };

/** Shows as much of the rule as can be read: all of it where it fits at a readable size, else its beginning. */
export function useFit(leastZoom: number): (duration?: number) => void {
  const fitting = useFitting(leastZoom);
  const { setViewport } = useReactFlow();
  return useCallback(
    (duration = 160) => {
      const viewport = fitting();
      if (viewport) void setViewport(viewport, { duration });
    },
    [fitting, setViewport],
  );
}

/** The graph is looked up when it is fitted: an edit alone changes nothing here. */
function useFitting(leastZoom: number): () => Viewport | null {
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return useCallback(() => {
    const graph = shownGraphOf(get());
    if (!graph || width === 0) return null;
    const box = boundsOf(graph);
    const side = width < narrow.below ? narrow.margin : margin;
    const whole = Math.min((width - 2 * side) / box.width, (height - 2 * margin) / box.height);
    const zoom = Math.max(leastZoom, Math.min(1, whole));
    const top = box.height * zoom <= height - 2 * margin ? (height - box.height * zoom) / 2 : margin;
    const x = width / 2 - (box.x + box.width / 2) * zoom;
    return { x, y: top - box.y * zoom, zoom };
  }, [width, height, leastZoom]);
}

/**
 * Shows the drawing as it was looked at last, else fits it, as soon as the canvas knows its size. When the room changes
 * it is fitted again as long as nobody has moved it; then the middle stays in the middle.
 */
export function useFirstFit(drawing: string): void {
  const fitting = useFitting(0.7);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const { getViewport, setViewport } = useReactFlow();
  const size = useRef({ width: 0, height: 0 });
  const fitted = useRef<Viewport | null>(null);
  const keep = useCallback(
    (viewport: Viewport) => {
      const { width } = size.current;
      if (width > 0)
        keepViewport(drawing, { ...viewport, width, isFitted: isSame(viewport, fitted.current) });
    },
    [drawing],
  );
  useOnViewportChange({ onEnd: keep });
  // A movement that the change of mode cuts short never ends by itself.
  useEffect(() => () => keep(getViewport()), [keep, getViewport]);
  // The canvas library measures its pane after the first paint; only then can anything be fitted into it.
  useEffect(() => {
    const before = size.current;
    if (width === 0 || (width === before.width && height === before.height)) return;
    size.current = { width, height };
    const now = getViewport();
    const kept =
      before.width === 0
        ? useViewports.getState().kept[drawing]
        : { ...now, width: before.width, isFitted: isSame(now, fitted.current) };
    const next = kept && !kept.isFitted ? { ...kept, x: kept.x + (width - kept.width) / 2 } : fitting();
    if (!next) return;
    if (!kept || kept.isFitted) fitted.current = next;
    void setViewport({ x: next.x, y: next.y, zoom: next.zoom });
  }, [width, height, drawing, fitting, getViewport, setViewport]);
}

function isSame(one: Viewport, other: Viewport | null): boolean {
  return other !== null && one.x === other.x && one.y === other.y && one.zoom === other.zoom;
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
