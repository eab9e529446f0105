import { type ReactElement, useEffect, useState } from 'react';
import { refreshReplays } from '../state/replay.ts';
import { useReplay } from '../state/replay-state.ts';
import { takeFiles } from '../state/replay-uploads.ts';
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
  const isDropping = useFileDrop();
  useEffect(() => {
    if (isReachable) void refreshReplays();
  }, [isReachable]);
  return (
    <div className={styles.centre}>
      {isOpened ? <OpenedRun /> : <Page page={page} />}
      {isDropping ? <div className={styles.dropping}>Drop to add the recording</div> : null}
    </div>
  );
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

/** Takes files that are dropped anywhere on the window while Replay is shown. */
function useFileDrop(): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      void takeFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
