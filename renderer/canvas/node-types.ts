import { memo } from 'react';
import { ConditionNode } from './ConditionNode.tsx';
import { isSameDrawing } from './draw-graph.ts';
import { EndNode } from './EndNode.tsx';
import { nearOrFar } from './FarNode.tsx';
import { InsertEdge } from './InsertEdge.tsx';
import { ScopeNode } from './ScopeNode.tsx';
import { StepNode } from './StepNode.tsx';
import { TriggerNode } from './TriggerNode.tsx';

const conditions = memo(nearOrFar(ConditionNode), isSameDrawing);
/** What each kind of node is drawn by. */
export const nodeTypes = {
  trigger: memo(nearOrFar(TriggerNode), isSameDrawing),
  scope: memo(nearOrFar(ScopeNode), isSameDrawing),
  filter: conditions,
  // Leaves and groups alike: their ids are places, so an edit puts one in the place of another, and a node that
  // changes its type is measured anew.
  conditions,
  step: memo(nearOrFar(StepNode), isSameDrawing),
  end: memo(nearOrFar(EndNode), isSameDrawing),
};
export const edgeTypes = { insert: InsertEdge };
