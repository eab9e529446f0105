import { Handle, Position } from '@xyflow/react';
import type { ReactElement, ReactNode } from 'react';
import styles from './nodes.module.css';

interface NodeFrameProps {
  isSelected: boolean;
  hasInput?: boolean;
  hasOutput?: boolean;
  children: ReactNode;
}

/**
 * What every node of the main column has around it: its selection ring, and the ends of its edges, from which a line
 * can be drawn to another node. The canvas library measures them when a node first comes into view.
 */
export function NodeFrame({
  isSelected,
  hasInput = true,
  hasOutput = true,
  children,
}: NodeFrameProps): ReactElement {
  return (
    <div data-selected={isSelected} style={{ width: '100%', height: '100%' }}>
      {hasInput ? <Handle type="target" position={Position.Top} className={styles.handle} /> : null}
      {children}
      {hasOutput ? <Handle type="source" position={Position.Bottom} className={styles.handle} /> : null}
    </div>
  );
}
