import type { ReactElement, ReactNode } from 'react';
import styles from './nodes.module.css';

interface NodeFrameProps {
  isSelected: boolean;
  hasInput?: boolean;
  hasOutput?: boolean;
  children: ReactNode;
}

/** What every node of the main column has around it: its selection ring and the ends of its edges. */
export function NodeFrame({
  isSelected,
  hasInput = true,
  hasOutput = true,
  children,
}: NodeFrameProps): ReactElement {
  return (
    <div data-selected={isSelected} style={{ width: '100%', height: '100%' }}>
      {hasInput ? <span className={styles.handle} data-end="top" aria-hidden /> : null}
      {children}
      {hasOutput ? <span className={styles.handle} data-end="bottom" aria-hidden /> : null}
    </div>
  );
}
