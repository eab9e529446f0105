import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { type PointerEvent, type ReactElement, useDeferredValue, useMemo, useState } from 'react';
import { shallow } from 'zustand/shallow';
import { type Area, areasOf, type Graph, type NodeId } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { outlineLine } from '../outline/outline-line.ts';
import { useCatalog } from '../state/selectors.ts';
import styles from './Overview.module.css';
import { nodeUnder, overviewSize, shapesOf } from './overview-shapes.ts';

interface OverviewProps {
  now: { graph: Graph; rule: Rule; selection: readonly NodeId[] };
}

/**
 * The whole rule, small, with what is in view framed: press or drag to go there, point to read what stands there. A
 * long rule is drawn squeezed, so that it is a strip and not a hair. Few shapes, however many nodes.
 */
export function Overview(props: OverviewProps): ReactElement {
  // It may be a moment behind: an edit's frame is for the canvas.
  const { graph, rule, selection } = useDeferredValue(props.now);
  const catalog = useCatalog();
  const { setCenter, getZoom } = useReactFlow();
  const paneHeight = useStore((state) => state.height);
  const view = useStore(
    ({ transform: [x, y, zoom], width, height }): Area => ({
      left: -x / zoom,
      top: -y / zoom,
      right: (width - x) / zoom,
      bottom: (height - y) / zoom,
    }),
    shallow,
  );
  const [pointed, setPointed] = useState<{ node: NodeId; y: number } | null>(null);
  const { areas, whole, shapes } = useMemo(() => {
    const all = areasOf(graph);
    return { areas: all, ...shapesOf(graph, all) };
  }, [graph]);
  const chosen = useMemo(() => shapesOf(graph, areas, new Set(selection)).shapes, [graph, areas, selection]);
  const size = overviewSize(whole, paneHeight);
  const scale = { x: size.width / (whole.right - whole.left), y: size.height / (whole.bottom - whole.top) };
  const frame = {
    left: (Math.max(view.left, whole.left) - whole.left) * scale.x,
    top: (Math.max(view.top, whole.top) - whole.top) * scale.y,
    right: (Math.min(view.right, whole.right) - whole.left) * scale.x,
    bottom: (Math.min(view.bottom, whole.bottom) - whole.top) * scale.y,
  };

  function placeAt(event: PointerEvent): { x: number; y: number; top: number } {
    const box = event.currentTarget.getBoundingClientRect();
    const top = event.clientY - box.top;
    return { x: whole.left + (event.clientX - box.left) / scale.x, y: whole.top + top / scale.y, top };
  }
  function go(event: PointerEvent): void {
    const { x, y } = placeAt(event);
    void setCenter(x, y, { zoom: getZoom() });
  }
  function handleMove(event: PointerEvent): void {
    if (event.buttons === 1) go(event);
    const { x, y, top } = placeAt(event);
    const node = nodeUnder(graph, areas, { x, y });
    setPointed(node === null ? null : { node, y: top });
  }

  return (
    <Panel position="bottom-right" className={styles.panel}>
      <div
        className={styles.overview}
        role="img"
        aria-label="Overview of the canvas"
        style={size}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={handleMove}
        onPointerLeave={() => setPointed(null)}
      >
        <svg
          aria-hidden
          viewBox={`${whole.left} ${whole.top} ${whole.right - whole.left} ${whole.bottom - whole.top}`}
          preserveAspectRatio="none"
          {...size}
        >
          {Object.entries(shapes).map(([kind, path]) => (
            <path key={kind} className={styles.shape} data-kind={kind} d={path} />
          ))}
          {Object.entries(chosen).map(([kind, path]) => (
            <path key={kind} className={styles.selected} d={path} />
          ))}
        </svg>
        <div
          className={styles.view}
          style={{
            left: frame.left,
            top: frame.top,
            width: Math.max(0, frame.right - frame.left),
            height: Math.max(3, frame.bottom - frame.top),
          }}
        />
        {pointed && catalog ? (
          <span className={styles.name} style={{ top: pointed.y }}>
            {pointed.node === 'end' ? 'End' : outlineLine(pointed.node, rule, catalog).text}
          </span>
        ) : null}
      </div>
    </Panel>
  );
}
