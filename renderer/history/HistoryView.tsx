import { RotateCcw, X } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import { Canvas } from '../canvas/Canvas.tsx';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { OutcomeIcon } from '../dry-run/OutcomeIcon.tsx';
import { outcomeText, outcomeTone } from '../dry-run/outcome-words.ts';
import { NoWorkspace } from '../publish/NoWorkspace.tsx';
import { closeRun, loadRuns } from '../state/history.ts';
import type { ShownRun } from '../state/history-state.ts';
import { showReplay } from '../state/replay.ts';
import { set, useStudio } from '../state/store.ts';
import { dateText } from '../words/values.ts';
import styles from './history.module.css';
import { WeekPanel } from './WeekPanel.tsx';

/** What the workspace's rules did: the week as a whole, or one run on the canvas. */
export function HistoryView(): ReactElement {
  const chosen = useStudio((state) => state.remote.chosen);
  const { shown, place } = useStudio((state) => state.history);
  // The workspace may have been chosen or started while this view stood open.
  useEffect(() => {
    if (chosen !== null) void loadRuns();
  }, [chosen]);
  if (place === 'machine') return <Rehearsals />;
  if (chosen === null)
    return (
      <NoWorkspace purpose="With one, every run is listed here, and each decision in it is explained." />
    );
  return shown ? <Run shown={shown} /> : <WeekPanel />;
}

function Rehearsals(): ReactElement {
  return (
    <section className={styles.week} aria-label="On this machine">
      <h2>On this machine</h2>
      <p>
        Here rules only rehearse. Every replay of a recording is kept with all it came to, and opens in
        Replay; a dry run leaves nothing behind. What rules did for real is listed under Workspace.
      </p>
      <div className={styles.rehearse}>
        <Button onClick={showReplay}>Replay a recording</Button>
      </div>
    </section>
  );
}

function Run({ shown: { run, snapshot } }: { shown: ShownRun }): ReactElement {
  return (
    <>
      <section className={styles.runBar} aria-label="Run">
        <span className={styles.outcome} data-tone={outcomeTone(run)}>
          <OutcomeIcon record={run} size={17} /> {outcomeText(run)}
        </span>
        <span className={styles.about} title={run.rule.name}>
          <b>{run.rule.name}</b> v{run.rule.version} on {run.event.type}
          {run.startedAt ? `, ${dateText(run.startedAt)}` : ''}
        </span>
        {run.held === null ? null : <Chip tone="warn">Held: {run.held}</Chip>}
        <span className={styles.tools}>
          <Button size="small" onClick={() => set({ dialog: { kind: 'retry-run', run } })}>
            <RotateCcw size={14} aria-hidden /> Run again…
          </Button>
          <IconButton label="Close the run" size="small" icon={<X size={15} />} onClick={closeRun} />
        </span>
      </section>
      {snapshot ? (
        <Canvas />
      ) : (
        <section className={styles.gone} aria-label="Record">
          <p>
            Version {run.rule.version} of this rule is not in the workspace’s history any more, so it cannot
            be drawn. The record of the run is whole:
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the window, so the arrow keys must scroll it */}
          <pre tabIndex={0}>{JSON.stringify(run, null, 2)}</pre>
        </section>
      )}
    </>
  );
}
