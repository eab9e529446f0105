import type { Node } from '@xyflow/react';
import type { GraphNode } from '../../engine/editing/index.ts';
import type { Severity } from '../../engine/model/index.ts';

/** What a node on the canvas is drawn from. Everything else it needs it selects by the node's id. */
export interface NodeData extends Record<string, unknown> {
  graph: GraphNode;
  /** The worst problem in the node, and how many there are. */
  problem: { severity: Severity; count: number } | null;
}
export type CanvasNode = Node<NodeData>;
