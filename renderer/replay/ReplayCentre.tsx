import { type ReactElement, useEffect } from 'react';
import { refreshReplays } from '../state/replay.ts';
import { useReplay } from '../state/replay-state.ts';
import { useStudio } from '../state/store.ts';
import { ComparisonView } from './ComparisonView.tsx';
import { NearMissView } from './NearMissView.tsx';
import { OpenedRun } from './OpenedRun.tsx';
import styles from './Replay.module.css';
import { ReplayResults } from './ReplayResults.tsx';
import { ReplaySetup } from './ReplaySetup.tsx';

/** Replay's stage: what to do, what came of it, or one run of it on the canvas. */
export function ReplayCentre(): ReactElement {
  const isOpened = useStudio((state) => state.opened !== null);
  const isReachable = useStudio((state) => state.isReachable);
  const page = useReplay((state) => state.page.kind);
  useEffect(() => {
    if (isReachable) void refreshReplays();
  }, [isReachable]);
  return <div className={styles.centre}>{isOpened ? <OpenedRun /> : <Page page={page} />}</div>;
}

function Page({ page }: { page: 'setup' | 'run' | 'comparison' | 'near-misses' }): ReactElement {
  switch (page) {
    case 'setup':
      return <ReplaySetup />;
    case 'run':
      return <ReplayResults />;
    case 'comparison':
      return <ComparisonView />;
    case 'near-misses':
      return <NearMissView />;
  }
}
