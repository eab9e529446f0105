import { type ReactElement, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { startDemo } from '../state/remote.ts';
import { showSettings } from '../state/settings.ts';
import styles from './publish.module.css';

/** Nothing to ship to yet: what a workspace is, and the two ways to one. */
export function NoWorkspace({ purpose }: { purpose: string }): ReactElement {
  const [isStarting, setStarting] = useState(false);
  return (
    <div className={styles.empty}>
      <h2>No workspace yet</h2>
      <p>
        A workspace is the service that runs rules for real, day and night, and keeps a record of every run.{' '}
        {purpose}
      </p>
      <div className={styles.actions}>
        <Button look="primary" onClick={() => showSettings('workspaces')}>
          Add a workspace…
        </Button>
        <Button
          disabled={isStarting}
          onClick={() => {
            setStarting(true);
            void startDemo().finally(() => setStarting(false));
          }}
        >
          {isStarting ? 'Starting…' : 'Start a demo workspace on this machine'}
        </Button>
      </div>
    </div>
  );
}
