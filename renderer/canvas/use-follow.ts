import { useReactFlow, useStore } from '@xyflow/react';
import { type FocusEvent, useCallback, useEffect, useRef } from 'react';
import { type Area, areasOf } from '../../engine/editing/index.ts';
import { useGraph, useSelection } from '../state/selectors.ts';

const margin = 32;

/**
 * Pans just enough to keep the leading selected node in view when the selection moves by keyboard or by an edit. The
 * place for the next action comes into view with the last one.
 */
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
    const areas = areasOf(graph);
    const alone = areas.get(leading);
    if (!alone) return;
    const { x, y, zoom } = getViewport();
    const isLast = graph.edges.some((edge) => edge.from === leading && edge.to === 'end');
    const both = joined(alone, (isLast ? areas.get('end') : null) ?? alone);
    const doBothFit =
      (both.right - both.left) * zoom <= width - 2 * margin &&
      (both.bottom - both.top) * zoom <= height - 2 * margin;
    const { left, top, right, bottom } = doBothFit ? both : alone;
    const shiftX = shiftInto(left * zoom + x, (right - left) * zoom, width);
    const shiftY = shiftInto(top * zoom + y, (bottom - top) * zoom, height);
    if (shiftX !== 0 || shiftY !== 0)
      void setViewport({ x: x + shiftX, y: y + shiftY, zoom }, { duration: 120 });
  }, [graph, leading, width, height, getViewport, setViewport]);
}

/**
 * Brings what the focus comes to by keyboard into view. The browser would scroll the pane to it, which the canvas
 * library takes back, and the focus would be out of sight.
 */
export function useFollowFocus(): (event: FocusEvent<HTMLElement>) => void {
  const { getViewport, setViewport } = useReactFlow();
  return useCallback(
    ({ target }) => {
      const pane = target.closest('.react-flow__viewport') && target.closest('.react-flow');
      if (!pane || !target.matches(':focus-visible')) return;
      const room = pane.getBoundingClientRect();
      const box = target.getBoundingClientRect();
      const { x, y, zoom } = getViewport();
      const shiftX = shiftInto(box.left - room.left + pane.scrollLeft, box.width, room.width);
      const shiftY = shiftInto(box.top - room.top + pane.scrollTop, box.height, room.height);
      pane.scrollTo(0, 0);
      if (shiftX !== 0 || shiftY !== 0) void setViewport({ x: x + shiftX, y: y + shiftY, zoom });
    },
    [getViewport, setViewport],
  );
}

function joined(one: Area, other: Area): Area {
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}

/** How far something from `start` of that length must move to lie within `room`; its start wins if it is too long. */
function shiftInto(start: number, length: number, room: number): number {
  if (start < margin) return margin - start;
  const over = start + length - (room - margin);
  return over <= 0 ? 0 : -Math.min(over, start - margin);
}
