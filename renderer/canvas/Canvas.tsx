import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStoreApi,
  ViewportPortal,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react';
import type { NodeId } from '../../engine/editing/index.ts';
import type { Problem } from '../../engine/model/index.ts';
import { focusAdded } from '../state/document.ts';
import { useDryRun } from '../state/dry-run.ts';
import { shownRunOf, useGraph, useProblems, useRule, useSelection } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';
import styles from './Canvas.module.css';
import { CanvasControls } from './CanvasControls.tsx';
import { useDetail } from './detail.ts';
import { createNodePainter, drawEdges } from './draw-graph.ts';
import { FindBar } from './FindBar.tsx';
import {
  canConnect,
  clearSelection,
  handleClick,
  handleConnect,
  handleConnectEnd,
  handleDoubleClick,
  takeSelection,
} from './gestures.ts';
import type { CanvasNode } from './node-data.ts';
import { edgeTypes, nodeTypes } from './node-types.ts';
import { Overview } from './Overview.tsx';
import { SelectionAnnouncer } from './SelectionAnnouncer.tsx';
import { useDropIn } from './use-drop-in.ts';
import { useFirstFit } from './use-fit.ts';
import { useFollowFocus, useFollowSelection } from './use-follow.ts';
import { useGraphInView } from './use-graph-in-view.ts';
import { useNodeDrag } from './use-node-drag.ts';

/** They are of the draft, not of what ran. */
const noProblems: Problem[] = [];
const nothing: NodeId[] = [];
// Made once: the canvas library sets up anew whatever is a new object.
const addingKeys = ['Shift', 'Meta', 'Control'];
const middleButton = [1];
const proOptions = { hideAttribution: true };

/** The rule as a graph. Every gesture here is a structural edit of the rule, so no graph can be invalid. */
export function Canvas(): ReactElement {
  const id = useStudio((state) => {
    const run = shownRunOf(state);
    if (run) return `run ${run.run.id}`;
    return state.mode === 'replay'
      ? `opened ${state.opened?.snapshot.rule.id ?? ''}`
      : (state.document?.id ?? '');
  });
  return (
    <ReactFlowProvider key={id}>
      <Flow drawing={id} />
    </ReactFlowProvider>
  );
}

/** From afar they would be a grey haze that takes long to paint. */
function Dots(): ReactElement | null {
  const isNear = useDetail() === 'all';
  return isNear ? <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} /> : null;
}

/**
 * Sizes and ends of lines come from the graph. That the canvas library measures them would cost a layout, and a second
 * drawing, whenever a node comes, goes or grows.
 */
function useKnownSizes(): void {
  const store = useStoreApi();
  // Before the library's own parts take the function over.
  useState(() => store.setState({ updateNodeInternals: () => undefined }));
}

function Flow({ drawing }: { drawing: string }): ReactElement | null {
  const rule = useRule();
  const graph = useGraph();
  const problems = useProblems();
  const selection = useSelection();
  const dryRun = useDryRun();
  const mode = useStudio((state) => state.mode);
  const [drawNodes] = useState(createNodePainter);
  const drag = useNodeDrag();
  const dropIn = useDropIn(focusAdded);
  const section = useRef<HTMLElement>(null);
  useKnownSizes();
  useFirstFit(drawing);
  useFollowSelection();
  const handleFocus = useFollowFocus();
  const names = [...drag.carried.keys()].join('\n');
  const carried = useMemo(() => (names === '' ? nothing : names.split('\n')), [names]);
  const drawn = useGraphInView(graph, selection, carried);

  const nodes = useMemo(
    () =>
      rule && drawn
        ? drawNodes({
            graph: drawn,
            rule,
            selection,
            problems: mode === 'replay' || mode === 'history' ? noProblems : problems,
            drag: drag.carried,
          })
        : [],
    [drawNodes, drawn, rule, selection, problems, drag.carried, mode],
  );
  const edges = useMemo(() => (drawn ? drawEdges(drawn, dryRun?.verdicts ?? null) : []), [drawn, dryRun]);

  const overview = useMemo(
    () => (graph && rule ? { graph, rule, selection } : null),
    [graph, rule, selection],
  );

  const { handleMoves } = drag;
  const handleNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      takeSelection(changes);
      handleMoves(changes);
    },
    [handleMoves],
  );
  const handleMoveStart = useCallback(() => section.current?.setAttribute('data-moving', ''), []);
  const handleMoveEnd = useCallback(() => section.current?.removeAttribute('data-moving'), []);

  const drop = drag.target ?? dropIn.target;
  if (!rule || !graph) return null;
  return (
    <section
      ref={section}
      className={styles.canvas}
      data-mode={mode}
      aria-label="Canvas: the rule as a graph"
      onFocus={handleFocus}
    >
      <SelectionAnnouncer />
      <ReactFlow<CanvasNode, ReturnType<typeof drawEdges>[number]>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={handleNodesChange}
        onNodeDrag={drag.handleDrag}
        onNodeDragStop={drag.handleStop}
        onNodeClick={handleClick}
        onNodeDoubleClick={handleDoubleClick}
        onPaneClick={clearSelection}
        onlyRenderVisibleElements={drawn !== graph}
        onConnect={handleConnect}
        onConnectEnd={handleConnectEnd}
        isValidConnection={canConnect}
        connectOnClick={false}
        connectionRadius={60}
        connectionLineType={ConnectionLineType.SmoothStep}
        onDragOver={dropIn.handleDragOver}
        onDragLeave={dropIn.handleDragLeave}
        onDrop={dropIn.handleDrop}
        nodesConnectable={mode === 'author'}
        nodesDraggable={mode === 'author'}
        elevateNodesOnSelect={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={addingKeys}
        disableKeyboardA11y
        selectionOnDrag
        selectionMode={SelectionMode.Full}
        panOnDrag={middleButton}
        panActivationKeyCode="Space"
        panOnScroll
        onMoveStart={handleMoveStart}
        onMoveEnd={handleMoveEnd}
        zoomOnDoubleClick={false}
        minZoom={0.15}
        maxZoom={1.75}
        proOptions={proOptions}
      >
        <Dots />
        {overview && graph.nodes.length > 12 ? <Overview now={overview} /> : null}
        {drop ? (
          <ViewportPortal>
            <div
              className={styles.drop}
              style={{ transform: `translate(${drop.line.x}px, ${drop.line.y}px)`, width: drop.line.width }}
            />
          </ViewportPortal>
        ) : null}
        <CanvasControls />
        <FindBar />
      </ReactFlow>
    </section>
  );
}
