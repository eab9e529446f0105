import { CircleAlert, Play, RotateCw, Square, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { appTitle } from '../../engine/catalog/index.ts';
import type { ReplayView } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Select } from '../design/Select.tsx';
import { backToSetup, cancelReplay, changeFilter, resumeReplay } from '../state/replay.ts';
import {
  type Gate,
  noFilter,
  type ReplayFilter,
  useReplay,
  withOutcome,
  withReason,
} from '../state/replay-state.ts';
import { useCatalog } from '../state/selectors.ts';
import { amountText, axisText, durationText, numberText } from './amounts.ts';
import { MatchTable } from './MatchTable.tsx';
import { OutcomeChart } from './OutcomeChart.tsx';
import { OutcomeMatrix } from './OutcomeMatrix.tsx';
import { reasons } from './outcome-words.ts';
import styles from './Replay.module.css';
import { replayHeadline } from './replay-words.ts';

/** A replay: how far it is, its outcomes over time, and every match. */
export function ReplayResults(): ReactElement {
  const view = useReplay((state) => state.view);
  const trouble = useReplay((state) => state.viewTrouble);
  const tab = useReplay((state) => state.tab);
  if (!view) {
    return (
      <div className={styles.empty}>
        {trouble ? (
          <>
            <h2>This replay cannot be shown</h2>
            <p role="alert">{trouble}</p>
            <Button onClick={backToSetup}>Back to the recordings</Button>
          </>
        ) : (
          <p role="status">Opening the replay…</p>
        )}
      </div>
    );
  }
  return (
    <div className={styles.results}>
      <RunBar view={view} />
      {view.trouble ? (
        <p className={styles.trouble} role="alert">
          <CircleAlert size={15} aria-hidden /> {view.trouble}
        </p>
      ) : null}
      <OutcomeChart />
      <div className={styles.toolbar}>
        <Segmented
          label="Show"
          size="small"
          value={tab}
          options={[
            { value: 'matches', label: 'Matches' },
            { value: 'rules', label: 'Rules × outcomes' },
          ]}
          onChange={(next) => useReplay.setState({ tab: next })}
        />
        <Filters view={view} />
      </div>
      {tab === 'matches' ? <MatchTable /> : <OutcomeMatrix view={view} />}
    </div>
  );
}

function RunBar({ view }: { view: ReplayView }): ReactElement {
  const { state, progress, id } = view;
  const percent = progress.share === null ? null : Math.floor(progress.share * 100);
  return (
    <section className={styles.bar} aria-label="Replay" data-state={state}>
      <div className={styles.barText}>
        <b>{replayHeadline(view)}</b>
        <small>
          {amountText(view.events, 'event')} · {numberText(progress.eventsPerSecond)} events/s ·{' '}
          {durationText(progress.elapsedMs)}
          {state === 'running' && progress.secondsLeft !== null
            ? ` · ${durationText(progress.secondsLeft * 1000)} left`
            : ''}
        </small>
      </div>
      {state === 'running' ? (
        <progress
          className={styles.progress}
          max={100}
          {...(percent === null ? {} : { value: percent })}
          aria-label="Progress of the replay"
        />
      ) : null}
      <div className={styles.barTools}>
        {state === 'running' ? (
          <Button size="small" onClick={() => void cancelReplay(id)}>
            <Square size={13} aria-hidden /> Cancel
          </Button>
        ) : state === 'stopped' ? (
          <Button size="small" look="primary" onClick={() => void resumeReplay(id)}>
            <Play size={13} aria-hidden /> Continue
          </Button>
        ) : (
          <Button size="small" onClick={backToSetup}>
            <RotateCw size={13} aria-hidden /> Replay again
          </Button>
        )}
      </div>
    </section>
  );
}

function Filters({ view }: { view: ReplayView }): ReactElement {
  const filter = useReplay((state) => state.filter);
  const minutes = useReplay((state) => state.chart?.minutes ?? 1);
  const catalog = useCatalog();
  const isFiltered =
    filter.rule !== null ||
    filter.app !== null ||
    filter.outcome !== null ||
    filter.reason !== null ||
    filter.span !== null;
  return (
    <div className={styles.filters}>
      <Select
        aria-label="Rule"
        value={filter.rule ?? ''}
        options={[
          { value: '', label: 'Every rule' },
          ...view.rules.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => changeFilter({ rule: value === '' ? null : value })}
      />
      <Select
        aria-label="App"
        value={filter.app ?? ''}
        options={[
          { value: '', label: 'Every app' },
          ...view.apps.map((app) => ({ value: app, label: catalog ? appTitle(catalog, app) : app })),
        ]}
        onChange={(value) => changeFilter({ app: value === '' ? null : value })}
      />
      <Select
        aria-label="Outcome"
        value={filter.outcome ?? ''}
        options={[
          { value: '', label: 'Every outcome' },
          { value: 'executed', label: 'Would execute' },
          { value: 'held-back', label: 'Held back' },
        ]}
        onChange={(value) => changeFilter(withOutcome(outcomeOf(value), filter))}
      />
      <Select
        aria-label="Reason"
        value={filter.reason ?? ''}
        options={[{ value: '', label: 'Any reason' }, ...reasons]}
        onChange={(value) => changeFilter(withReason(reasonOf(value), filter))}
      />
      {filter.span ? (
        <Button size="small" onClick={() => changeFilter({ span: null })}>
          {axisText(filter.span.from, minutes)} to {axisText(filter.span.until, minutes)}{' '}
          <X size={13} aria-label="remove" />
        </Button>
      ) : null}
      {isFiltered ? (
        <Button size="small" look="quiet" onClick={() => changeFilter(noFilter)}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}

function outcomeOf(value: string): ReplayFilter['outcome'] {
  return value === 'executed' || value === 'held-back' ? value : null;
}

function reasonOf(value: string): Gate | null {
  return reasons.find((reason) => reason.value === value)?.value ?? null;
}
