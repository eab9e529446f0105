import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import styles from './StudioFrame.module.css';

/** The studio could not be reached at all. */
export function Failure({ message }: { message: string }): ReactElement {
  return (
    <main className={styles.empty} style={{ height: '100%' }}>
      <h2>The studio cannot be reached</h2>
      <p>{message}</p>
      <Button look="primary" onClick={() => window.location.reload()}>
        Try again
      </Button>
    </main>
  );
}
