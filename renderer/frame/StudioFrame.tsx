import { lazy, type ReactElement, type RefObject, Suspense, useLayoutEffect, useRef } from 'react';
import { Canvas } from '../canvas/Canvas.tsx';
import { ComposeBar } from '../compose/ComposeBar.tsx';
import { Button } from '../design/Button.tsx';
import { DryRunBar } from '../dry-run/DryRunBar.tsx';
import { DryRunInspector } from '../dry-run/DryRunInspector.tsx';
import { EventList } from '../dry-run/EventList.tsx';
import { HistoryView } from '../history/HistoryView.tsx';
import { RunList } from '../history/RunList.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { Outline } from '../outline/Outline.tsx';
import { ChangeList } from '../publish/ChangeList.tsx';
import { PublishSummary } from '../publish/PublishSummary.tsx';
import { PublishView } from '../publish/PublishView.tsx';
import { FileDrop } from '../replay/FileDrop.tsx';
import { RecordingList } from '../replay/RecordingList.tsx';
import { ReplayCentre } from '../replay/ReplayCentre.tsx';
import { ReplayInspector } from '../replay/ReplayInspector.tsx';
import { RuleList } from '../rules/RuleList.tsx';
import { SettingsNav } from '../settings/SettingsNav.tsx';
import { SettingsView } from '../settings/SettingsView.tsx';
import { usePanels } from '../state/panels.ts';
import { shownRunOf } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import type { Mode } from '../state/studio-state.ts';
import { TourOffer } from '../tour/TourOffer.tsx';
import { Announcer } from './Announcer.tsx';
import { BottomPanel } from './BottomPanel.tsx';
import { CodeNotice } from './CodeNotice.tsx';
import { ConflictBar } from './ConflictBar.tsx';
import { LeftFoot } from './LeftFoot.tsx';
import { PanelEdge } from './PanelEdge.tsx';
import { StatusBar } from './StatusBar.tsx';
import styles from './StudioFrame.module.css';
import { TitleBar } from './TitleBar.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

// The editor is half of all the code; the canvas need not wait for it.
const CodeTab = lazy(async () => ({ default: (await import('./CodeTab.tsx')).CodeTab }));

const leftNames: Record<Mode, string> = {
  author: 'Rules',
  'dry-run': 'Sample events',
  replay: 'Recordings',
  publish: 'Changes',
  history: 'Runs',
  settings: 'Settings',
};

/** The fixed frame: the mode changes what stands in it, never where things are. */
export function StudioFrame(): ReactElement {
  const mode = useShownMode();
  const isLeftOpen = useStudio((state) => state.isLeftOpen);
  const isOutlineOpen = useStudio((state) => state.isOutlineOpen);
  const hasDocument = useStudio((state) => state.document !== null);
  const isReady = useStudio((state) => state.phase.kind === 'ready');
  const hasInspector = useStudio(
    (state) =>
      mode !== 'settings' &&
      (mode !== 'history' || shownRunOf(state)?.snapshot != null) &&
      (mode !== 'publish' || state.remote.chosen !== null),
  );
  const frame = useSizes();
  useKeptFocus();
  const hasOutline = isOutlineOpen && hasDocument && (mode === 'author' || mode === 'dry-run');
  return (
    <div className={styles.frame} aria-busy={!isReady} ref={frame}>
      <TitleBar />
      {isLeftOpen ? (
        <aside className={styles.left} aria-label={leftNames[mode]}>
          <div className={styles.leftTop}>
            <Left mode={mode} />
          </div>
          {hasOutline ? (
            <div className={styles.leftBottom}>
              <Outline />
            </div>
          ) : null}
          {mode === 'author' ? <TourOffer /> : null}
          <LeftFoot />
          <PanelEdge panel="left" edge="right" label="Width of the left panel" />
        </aside>
      ) : null}
      <main className={styles.centre} data-wide={!hasInspector || undefined}>
        {isReady ? <Centre mode={mode} /> : <div className={styles.empty} />}
      </main>
      {hasInspector ? (
        <aside className={styles.inspector} aria-label="Inspector">
          <Right mode={mode} />
          <PanelEdge panel="right" edge="left" label="Width of the inspector" />
        </aside>
      ) : null}
      <StatusBar />
      <FileDrop />
      <Announcer mode={mode} />
    </div>
  );
}

/** Hands sizes that were chosen to the style sheet; the others are its own. */
function useSizes(): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  const { left, right, bottom } = usePanels();
  useLayoutEffect(() => {
    for (const [name, size] of Object.entries({ left, right, bottom })) {
      if (size === null) frame.current?.style.removeProperty(`--${name}`);
      else frame.current?.style.setProperty(`--${name}`, `${size}px`);
    }
  }, [left, right, bottom]);
  return frame;
}

/** A dry run needs a rule, and nothing can be shown before the studio is ready: until then it is the rules. */
function useShownMode(): Mode {
  return useStudio(({ mode, document, phase }) => {
    if (phase.kind !== 'ready') return 'author';
    return mode === 'dry-run' && document === null ? 'author' : mode;
  });
}

function Left({ mode }: { mode: Mode }): ReactElement {
  switch (mode) {
    case 'author':
      return <RuleList />;
    case 'dry-run':
      return <EventList />;
    case 'replay':
      return <RecordingList />;
    case 'publish':
      return <ChangeList />;
    case 'history':
      return <RunList />;
    case 'settings':
      return <SettingsNav />;
  }
}

function Centre({ mode }: { mode: Mode }): ReactElement {
  switch (mode) {
    case 'author':
    case 'dry-run':
      return <Drawing isRehearsing={mode === 'dry-run'} />;
    case 'replay':
      return <ReplayCentre />;
    case 'publish':
      return <PublishView />;
    case 'history':
      return <HistoryView />;
    case 'settings':
      return <SettingsView />;
  }
}

function Right({ mode }: { mode: Mode }): ReactElement | null {
  const hasDocument = useStudio((state) => state.document !== null);
  const hasRun = useStudio((state) => shownRunOf(state)?.snapshot != null);
  switch (mode) {
    case 'author':
      return hasDocument ? <Inspector /> : null;
    case 'dry-run':
      return <DryRunInspector />;
    case 'replay':
      return <ReplayInspector />;
    case 'publish':
      return <PublishSummary />;
    case 'history':
      return hasRun ? <DryRunInspector /> : null;
    case 'settings':
      return null;
  }
}

function Drawing({ isRehearsing }: { isRehearsing: boolean }): ReactElement {
  const view = useStudio((state) => state.view);
  const hasDocument = useStudio((state) => state.document !== null);
  if (!hasDocument) return <NoRule />;
  return (
    <>
      <ConflictBar />
      <CodeNotice />
      {isRehearsing ? <DryRunBar /> : <ComposeBar />}
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
