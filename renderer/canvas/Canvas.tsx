import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  type Edge,
  type NodeChange,
  type NodeMouseHandler,
  type OnConnectEnd,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  ViewportPortal,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react';
import { connectNodes, type NodeId } from '../../engine/editing/index.ts';
import type { Problem } from '../../engine/model/index.ts';
import { applyEdit, focusAdded, selectNodes } from '../state/document.ts';
import { useDryRun } from '../state/dry-run.ts';
import { presentOf, shownRunOf, useGraph, useProblems, useRule, useSelection } from '../state/selectors.ts';
import { get, set, useStudio } from '../state/store.ts';
import styles from './Canvas.module.css';
import { CanvasControls } from './CanvasControls.tsx';
import { useDetail } from './detail.ts';
import { createNodePainter, drawEdges } from './draw-graph.ts';
import { FindBar } from './FindBar.tsx';
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

function Flow({ drawing }: { drawing: string }): ReactElement | null {
  const rule = useRule();
  const graph = useGraph();
  const problems = useProblems();
  const selection = useSelection();
  const dryRun = useDryRun();
  const mode = useStudio((state) => state.mode);
  const [drawNodes] = useState(createNodePainter);
  const drag = useNodeDrag(graph, rule);
  const dropIn = useDropIn(graph, rule, focusAdded);
  const section = useRef<HTMLElement>(null);
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
      const picks = changes.filter((change) => change.type === 'select');
      if (picks.length > 0) {
        const next = new Set(get().document?.history.present.selection);
        for (const pick of picks) {
          if (pick.selected && pick.id !== 'end') next.add(pick.id);
          else next.delete(pick.id);
        }
        selectNodes([...next]);
      }
      handleMoves(changes);
    },
    [handleMoves],
  );

  const handleConnect = useCallback(
    ({ source, target }: Connection) => {
      if (rule) applyEdit(connectNodes(rule, source, target));
    },
    [rule],
  );
  const canConnect = useCallback(
    ({ source, target }: Connection | Edge) => rule !== null && connectNodes(rule, source, target) !== null,
    [rule],
  );
  // Let go over the body of a node, a line is meant for that node as well.
  const handleConnectEnd: OnConnectEnd = useCallback(
    (event, { fromNode, fromHandle, isValid }) => {
      if (isValid || !rule || !fromNode || !(event instanceof MouseEvent)) return;
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const node = under?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
      if (node === undefined) return;
      const [from, to] = fromHandle?.type === 'target' ? [node, fromNode.id] : [fromNode.id, node];
      applyEdit(connectNodes(rule, from, to));
    },
    [rule],
  );
  // A click on one of several selected nodes chooses that one; a drag of it carries them all.
  const handleClick: NodeMouseHandler<CanvasNode> = useCallback((event, node) => {
    const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
    const isOneOfMany = (presentOf(get())?.selection.length ?? 0) > 1;
    if (!isAdding && isOneOfMany && node.id !== 'end') selectNodes([node.id]);
  }, []);
  const handleDoubleClick: NodeMouseHandler<CanvasNode> = useCallback((_event, node) => {
    set((state) => ({ focus: { at: node.id, count: (state.focus?.count ?? 0) + 1 } }));
  }, []);

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
        onPaneClick={() => selectNodes([])}
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
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        disableKeyboardA11y
        selectionOnDrag
        selectionMode={SelectionMode.Full}
        panOnDrag={[1]}
        panActivationKeyCode="Space"
        panOnScroll
        onMoveStart={() => section.current?.setAttribute('data-moving', '')}
        onMoveEnd={() => section.current?.removeAttribute('data-moving')}
        zoomOnDoubleClick={false}
        minZoom={0.15}
        maxZoom={1.75}
        proOptions={{ hideAttribution: true }}
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
