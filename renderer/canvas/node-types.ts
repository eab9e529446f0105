import { memo } from 'react';
import { isSameDrawing } from './draw-graph.ts';
import { EndNode } from './EndNode.tsx';
import { nearOrFar } from './FarNode.tsx';
import { GroupNode } from './GroupNode.tsx';
import { InsertEdge } from './InsertEdge.tsx';
import { LeafNode } from './LeafNode.tsx';
import { ScopeNode } from './ScopeNode.tsx';
import { StepNode } from './StepNode.tsx';
import { TriggerNode } from './TriggerNode.tsx';

const conditions = memo(nearOrFar(GroupNode), isSameDrawing);
/** What each kind of node is drawn by. */
export const nodeTypes = {
  trigger: memo(nearOrFar(TriggerNode), isSameDrawing),
  scope: memo(nearOrFar(ScopeNode), isSameDrawing),
  filter: conditions,
  // Not `group`: the canvas library styles that name itself.
  conditions,
  leaf: memo(nearOrFar(LeafNode), isSameDrawing),
  step: memo(nearOrFar(StepNode), isSameDrawing),
  end: memo(nearOrFar(EndNode), isSameDrawing),
};
export const edgeTypes = { insert: InsertEdge };
