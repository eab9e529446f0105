import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { stopWork } from '../state/replay-compare.ts';
import type { Work } from '../state/replay-state.ts';
import styles from './Replay.module.css';

/** Work that is under way or went wrong. */
export function WorkState({ work, title }: { work: Work<unknown>; title: string }): ReactElement {
  if (work.kind === 'failed') {
    return (
      <div className={styles.empty}>
        <h2>This did not work</h2>
        <p role="alert">{work.message}</p>
        <Button onClick={stopWork}>Back</Button>
      </div>
    );
  }
  const share = work.kind === 'running' ? work.share : null;
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <progress max={1} {...(share === null ? {} : { value: share })} aria-label={title} />
      <p role="status">{work.kind === 'running' ? work.words : ''}</p>
      <Button onClick={stopWork}>Cancel</Button>
    </div>
  );
}
