import type { ReactElement, ReactNode } from 'react';
import styles from './Inspector.module.css';

interface InspectorPanelProps {
  kind: string;
  title: string;
  about?: string | undefined;
  /** Stands at the right of the kind. */
  aside?: ReactNode;
  children: ReactNode;
}

export function InspectorPanel({ kind, title, about, aside, children }: InspectorPanelProps): ReactElement {
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <div className={styles.kind}>
          <span>{kind}</span>
          {aside}
        </div>
        <h2 className={styles.title}>{title}</h2>
        {about ? <p className={styles.about}>{about}</p> : null}
      </div>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
