import { lazy, type ReactElement, Suspense } from 'react';
import { Canvas } from '../canvas/Canvas.tsx';
import { Button } from '../design/Button.tsx';
import { DryRunBar } from '../dry-run/DryRunBar.tsx';
import { DryRunInspector } from '../dry-run/DryRunInspector.tsx';
import { EventList } from '../dry-run/EventList.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { Outline } from '../outline/Outline.tsx';
import { RecordingList } from '../replay/RecordingList.tsx';
import { ReplayCentre } from '../replay/ReplayCentre.tsx';
import { ReplayInspector } from '../replay/ReplayInspector.tsx';
import { RuleList } from '../rules/RuleList.tsx';
import { set, useStudio } from '../state/store.ts';
import { BottomPanel } from './BottomPanel.tsx';
import { CodeNotice } from './CodeNotice.tsx';
import { ConflictBar } from './ConflictBar.tsx';
import { StatusBar } from './StatusBar.tsx';
import styles from './StudioFrame.module.css';
import { TitleBar } from './TitleBar.tsx';

// The editor is half of all the code; the canvas need not wait for it.
const CodeTab = lazy(async () => ({ default: (await import('./CodeTab.tsx')).CodeTab }));

/** The fixed frame: the mode changes what stands in it, never where things are. */
export function StudioFrame(): ReactElement {
  const mode = useStudio((state) => state.mode);
  const view = useStudio((state) => state.view);
  const isLeftOpen = useStudio((state) => state.isLeftOpen);
  const isOutlineOpen = useStudio((state) => state.isOutlineOpen);
  const hasDocument = useStudio((state) => state.document !== null);
  const isReady = useStudio((state) => state.phase.kind === 'ready');
  const isRehearsing = mode === 'dry-run' && hasDocument;
  const isReplaying = mode === 'replay' && isReady;
  return (
    <div className={styles.frame} aria-busy={!isReady}>
      <TitleBar />
      {isLeftOpen ? (
        <aside
          className={styles.left}
          aria-label={isReplaying ? 'Recordings' : isRehearsing ? 'Sample events' : 'Rules'}
        >
          <div className={styles.leftTop}>
            {isReplaying ? <RecordingList /> : isRehearsing ? <EventList /> : <RuleList />}
          </div>
          {isOutlineOpen && hasDocument && !isReplaying ? (
            <div className={styles.leftBottom}>
              <Outline />
            </div>
          ) : null}
        </aside>
      ) : null}
      <main className={styles.centre}>
        {isReplaying ? (
          <ReplayCentre />
        ) : hasDocument ? (
          <>
            <ConflictBar />
            <CodeNotice />
            {isRehearsing ? <DryRunBar /> : null}
            <div className={styles.stage}>
              {view === 'code' ? null : <Canvas />}
              {view === 'visual' ? null : (
                <div className={styles.code}>
                  <Suspense fallback={null}>
                    <CodeTab />
                  </Suspense>
                </div>
              )}
            </div>
            <BottomPanel />
          </>
        ) : isReady ? (
          <NoRule />
        ) : (
          <div className={styles.empty} />
        )}
      </main>
      <aside className={styles.inspector} aria-label="Inspector">
        {isReplaying ? (
          <ReplayInspector />
        ) : hasDocument ? (
          isRehearsing ? (
            <DryRunInspector />
          ) : (
            <Inspector />
          )
        ) : null}
      </aside>
      <StatusBar />
    </div>
  );
}

function NoRule(): ReactElement {
  return (
    <div className={styles.empty}>
      <h2>No rule is open</h2>
      <p>
        Choose one on the left, or draw a new one: when something happens, if it matters, do these things.
      </p>
      <Button look="primary" onClick={() => set({ dialog: { kind: 'new-rule' } })}>
        New rule
      </Button>
    </div>
  );
}
