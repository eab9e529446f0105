import type { ReactElement } from 'react';
import type { RecordingInfo, ReplayView } from '../../engine/contract/index.ts';
import facts from '../dry-run/DryRunInspector.module.css';
import { DryRunInspector } from '../dry-run/DryRunInspector.tsx';
import { InspectorPanel } from '../inspector/InspectorPanel.tsx';
import { askWhyNot } from '../state/replay-compare.ts';
import { useReplay } from '../state/replay-state.ts';
import { useStudio } from '../state/store.ts';
import { amountText, bytesText, durationText, numberText, spanText, timeText } from './amounts.ts';
import styles from './ReplayInspector.module.css';

/** The opened run; else the replay, or the recording that is chosen. */
export function ReplayInspector(): ReactElement | null {
  const isOpened = useStudio((state) => state.opened !== null);
  const view = useReplay((state) => (state.page.kind === 'run' ? state.view : null));
  const id = useReplay((state) => state.recording);
  const recording = useReplay((state) => state.recordings?.find((one) => one.id === id) ?? null);
  if (isOpened) return <DryRunInspector />;
  if (view) return <AboutReplay view={view} />;
  return recording ? <AboutRecording recording={recording} /> : null;
}

function AboutReplay({ view }: { view: ReplayView }): ReactElement {
  const { progress, outcomes } = view;
  const silent = outcomes.filter(({ matched }) => matched === 0);
  return (
    <InspectorPanel
      kind="Replay"
      title={view.ruleName ?? amountText(view.ruleCount, 'rule')}
      about={`Started ${timeText(view.startedAt)} UTC. Choose a match to see it on the canvas.`}
    >
      <dl className={facts.facts}>
        <dt>Recording</dt>
        <dd>{view.recording.name}</dd>
        <dt>Events</dt>
        <dd>{numberText(view.events)}</dd>
        <dt>Matches</dt>
        <dd>{numberText(view.matched)}</dd>
        <dt>{view.state === 'running' ? 'So far' : 'Took'}</dt>
        <dd>
          {durationText(progress.elapsedMs)}, {numberText(progress.eventsPerSecond)} events/s
        </dd>
        <dt>Bad lines</dt>
        <dd>{numberText(view.badLines)}</dd>
      </dl>
      {view.bad.length > 0 ? (
        <section className={styles.section} aria-label="Bad lines">
          <h3>Lines that are no event</h3>
          <ul>
            {view.bad.map(({ line, message }) => (
              <li key={line}>
                <b>Line {numberText(line)}</b> <small>{message}</small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {view.state === 'finished' && silent.length > 0 ? (
        <section className={styles.section} aria-label="Rules without a match">
          <h3>Never matched ({silent.length})</h3>
          <ul>
            {silent.map(({ rule, name }) => (
              <li key={rule}>
                <button type="button" className={styles.why} onClick={() => void askWhyNot(rule)}>
                  {name} <b>Why not?</b>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </InspectorPanel>
  );
}

function AboutRecording({ recording }: { recording: RecordingInfo }): ReactElement {
  const { name, events, bytes, isPacked, from, until, addedAt, isSample } = recording;
  return (
    <InspectorPanel
      kind="Recording"
      title={name}
      about={isSample ? 'A sample, made from the events of its pack.' : `Added ${timeText(addedAt)} UTC.`}
    >
      <dl className={facts.facts}>
        <dt>Events</dt>
        <dd>{numberText(events)}</dd>
        <dt>Size</dt>
        <dd>
          {bytesText(bytes)}
          {isPacked ? ', packed with gzip' : ''}
        </dd>
        <dt>Span</dt>
        <dd>{spanText(from, until)}</dd>
      </dl>
    </InspectorPanel>
  );
}
