import { ReactFlow, ReactFlowProvider, ViewportPortal } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { Diff, Minus, MoveVertical, Plus } from 'lucide-react';
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import { absolutePosition, type Graph, ruleToGraph } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { createNodePainter, drawEdges } from '../canvas/draw-graph.ts';
import { DrawnApart } from '../canvas/drawn-rule.ts';
import { edgeTypes, nodeTypes } from '../canvas/node-types.ts';
import { changedNodes, type NodeChange } from './node-changes.ts';
import styles from './SideBySide.module.css';

interface RulesSideBySideProps {
  before: Rule | null;
  after: Rule | null;
  catalog: Catalog;
}

/** Pixels of the desk that stay free around a drawing. */
const margin = 14;

/** The rule as it is in the workspace and as it would be, drawn beside each other; what differs is marked. */
export function RulesSideBySide({ before, after, catalog }: RulesSideBySideProps): ReactElement {
  const changes = useMemo(
    () => (before && after ? changedNodes(before, after, catalog) : null),
    [before, after, catalog],
  );
  if (changes?.before.size === 0 && changes.after.size === 0)
    return <p>It is drawn as before: what changes are the rule’s own settings, not its steps.</p>;
  const sides = [
    ...(before
      ? [{ title: 'In the workspace', version: `v${before.version}`, rule: before, changes: changes?.before }]
      : []),
    ...(after ? [{ title: 'Once published', version: '', rule: after, changes: changes?.after }] : []),
  ];
  return (
    <div className={styles.sides}>
      {sides.map(({ title, version, rule, changes: marked }) => (
        <figure key={title} className={styles.side}>
          <figcaption>
            {title} <small>{version}</small>
          </figcaption>
          <ReactFlowProvider>
            <Drawing rule={rule} changes={marked ?? noChanges} title={title} />
          </ReactFlowProvider>
        </figure>
      ))}
    </div>
  );
}

const noChanges: ReadonlyMap<string, NodeChange> = new Map();

interface DrawingProps {
  rule: Rule;
  changes: ReadonlyMap<string, NodeChange>;
  title: string;
}

/** As large as fits the width; as high as it then is. */
function Drawing({ rule, changes, title }: DrawingProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watched = place.current;
    if (!watched) return;
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth));
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  const graph = useMemo(() => ruleToGraph(rule, {}), [rule]);
  const [drawNodes] = useState(createNodePainter);
  const nodes = useMemo(
    () => drawNodes({ graph, rule, selection: [], problems: [] }),
    [drawNodes, graph, rule],
  );
  const edges = useMemo(() => drawEdges(graph, null), [graph]);
  const box = boundsOf(graph);
  const zoom = Math.min(1, (width - 2 * margin) / box.width);
  const x = (width - box.width * zoom) / 2 - box.x * zoom;
  return (
    <DrawnApart.Provider value={rule}>
      <div ref={place} className={styles.drawing} style={{ height: box.height * zoom + 2 * margin }}>
        {width > 0 ? (
          <ReactFlow
            aria-label={`${title}: the rule as a graph`}
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            viewport={{ x, y: margin - box.y * zoom, zoom }}
            minZoom={0.05}
            nodesDraggable={false}
            nodesConnectable={false}
            elementsSelectable={false}
            panOnDrag={false}
            zoomOnScroll={false}
            zoomOnPinch={false}
            zoomOnDoubleClick={false}
            preventScrolling={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            selectionKeyCode={null}
            proOptions={{ hideAttribution: true }}
          >
            <ViewportPortal>
              {graph.nodes.map((node) => {
                const change = changes.get(node.id);
                const at = absolutePosition(graph, node.id);
                return change && at ? (
                  <div
                    key={node.id}
                    className={styles.mark}
                    data-change={change}
                    style={{
                      transform: `translate(${at.x}px, ${at.y}px)`,
                      width: node.width,
                      height: node.height,
                    }}
                  >
                    <span style={{ scale: String(Math.min(2, 1 / zoom)) }}>
                      <ChangeIcon change={change} /> {words[change]}
                    </span>
                  </div>
                ) : null;
              })}
            </ViewportPortal>
          </ReactFlow>
        ) : null}
      </div>
    </DrawnApart.Provider>
  );
}

const words: Record<NodeChange, string> = {
  added: 'Added',
  removed: 'Removed',
  moved: 'Moved',
  changed: 'Changed',
};

function ChangeIcon({ change }: { change: NodeChange }): ReactElement {
  switch (change) {
    case 'added':
      return <Plus size={11} aria-hidden />;
    case 'removed':
      return <Minus size={11} aria-hidden />;
    case 'moved':
      return <MoveVertical size={11} aria-hidden />;
    case 'changed':
      return <Diff size={11} aria-hidden />;
  }
}

function boundsOf(graph: Graph): { x: number; y: number; width: number; height: number } {
  const boxes = graph.nodes.filter(({ parent }) => parent === null);
  const x = Math.min(...boxes.map(({ position }) => position.x));
  const y = Math.min(...boxes.map(({ position }) => position.y));
  const right = Math.max(...boxes.map(({ position, width }) => position.x + width));
  const bottom = Math.max(...boxes.map(({ position, height }) => position.y + height));
  return { x, y, width: right - x, height: bottom - y };
}
