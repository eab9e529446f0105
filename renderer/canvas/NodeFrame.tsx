import type { ReactElement, ReactNode } from 'react';
import styles from './nodes.module.css';

interface NodeFrameProps {
  isSelected: boolean;
  hasInput?: boolean;
  hasOutput?: boolean;
  children: ReactNode;
}

/**
 * What every node of the main column has around it: its selection ring and the ends of its edges. The canvas library
 * looks for `.target`, `.source` and `data-handlepos` when a node first comes into view.
 */
export function NodeFrame({
  isSelected,
  hasInput = true,
  hasOutput = true,
  children,
}: NodeFrameProps): ReactElement {
  return (
    <div data-selected={isSelected} style={{ width: '100%', height: '100%' }}>
      {hasInput ? <span className={`${styles.handle} target`} data-handlepos="top" aria-hidden /> : null}
      {children}
      {hasOutput ? <span className={`${styles.handle} source`} data-handlepos="bottom" aria-hidden /> : null}
    </div>
  );
}
