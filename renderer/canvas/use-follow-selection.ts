import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { absolutePosition } from '../../engine/editing/index.ts';
import { useGraph, useSelection } from '../state/selectors.ts';

/** Pans just enough to keep the leading selected node in view when the selection moves by keyboard or by an edit. */
export function useFollowSelection(): void {
  const graph = useGraph();
  const selection = useSelection();
  const { getViewport, setViewport } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const leading = selection.at(-1);
  const followed = useRef<string | undefined>(undefined);

  // The viewport is the canvas library's own state; it can only follow from outside, after the selection changed.
  useEffect(() => {
    if (!graph || leading === undefined || leading === followed.current || width === 0) return;
    followed.current = leading;
    const node = graph.nodes.find((one) => one.id === leading);
    const corner = absolutePosition(graph, leading);
    if (!node || !corner) return;
    const { x, y, zoom } = getViewport();
    const margin = 32;
    const left = corner.x * zoom + x;
    const top = corner.y * zoom + y;
    const shiftX = shiftInto(left, node.width * zoom, width, margin);
    const shiftY = shiftInto(top, node.height * zoom, height, margin);
    if (shiftX !== 0 || shiftY !== 0)
      void setViewport({ x: x + shiftX, y: y + shiftY, zoom }, { duration: 120 });
  }, [graph, leading, width, height, getViewport, setViewport]);
}

/** How far something from `start` of that length must move to lie within `room`; its start wins if it is too long. */
function shiftInto(start: number, length: number, room: number, margin: number): number {
  if (start < margin) return margin - start;
  const over = start + length - (room - margin);
  return over <= 0 ? 0 : -Math.min(over, start - margin);
}
