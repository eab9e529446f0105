import type { NodeProps } from '@xyflow/react';
import type { ReactElement } from 'react';
import { GroupNode } from './GroupNode.tsx';
import { LeafNode } from './LeafNode.tsx';
import type { CanvasNode } from './node-data.ts';

/** Whatever stands at a place of the filter. */
export function ConditionNode(props: NodeProps<CanvasNode>): ReactElement {
  return props.data.graph.kind === 'leaf' ? <LeafNode {...props} /> : <GroupNode {...props} />;
}
