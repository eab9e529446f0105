import { RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
import { appTitle } from '../../engine/catalog/index.ts';
import type { StoredRunBody } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import inputs from '../design/inputs.module.css';
import { Segmented } from '../design/Segmented.tsx';
import { Select } from '../design/Select.tsx';
import side from '../design/side-panel.module.css';
import { OutcomeIcon } from '../dry-run/OutcomeIcon.tsx';
import { outcomeText, outcomeTone } from '../dry-run/outcome-words.ts';
import { chooseRunPlace, closeRun, filterRuns, loadMoreRuns, loadRuns, openRun } from '../state/history.ts';
import type { RunFilter } from '../state/history-state.ts';
import { useCatalog } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';
import { sentence } from '../state/sync-errors.ts';
import { dateText } from '../words/values.ts';
import styles from './history.module.css';
import { MachineRuns } from './MachineRuns.tsx';

const outcomes: { value: RunFilter['outcome']; label: string }[] = [
  { value: '', label: 'Any result' },
  { value: 'executed', label: 'Executed' },
  { value: 'skipped', label: 'Skipped' },
];
const places: { value: 'workspace' | 'machine'; label: string }[] = [
  { value: 'workspace', label: 'Workspace' },
  { value: 'machine', label: 'This machine' },
];
const spans = [
  { value: '0', label: 'Any time' },
  { value: '1', label: 'Last hour' },
  { value: '24', label: 'Last day' },
  { value: '168', label: 'Last 7 days' },
];

/** The runs of the workspace, newest first, and what they are looked for by. */
export function RunList(): ReactElement {
  const { place, filter, runs, list, nextCursor, shown } = useStudio((state) => state.history);
  const hasWorkspace = useStudio((state) => state.remote.chosen !== null);
  return (
    <div className={side.panel}>
      <div className={side.head}>
        <h2>Runs</h2>
        <IconButton
          label="Read the runs again"
          size="small"
          icon={<RefreshCw size={15} />}
          disabled={place === 'machine' || !hasWorkspace || list.kind === 'loading'}
          onClick={() => void loadRuns()}
        />
      </div>
      <div className={styles.place}>
        <Segmented
          label="Whose runs"
          value={place}
          options={places}
          onChange={(next) => chooseRunPlace(next)}
          size="small"
          isFull
        />
      </div>
      {place === 'machine' ? <MachineRuns /> : null}
      {hasWorkspace && place === 'workspace' ? <Filters filter={filter} /> : null}
      <div className={styles.list} hidden={place === 'machine'}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} isOpen={run.id === shown?.run.id} />
        ))}
        {hasWorkspace && runs.length === 0 ? (
          <p className={styles.note} role="status">
            {emptyWords(list, filter)}
          </p>
        ) : null}
        {nextCursor === null ? null : (
          <div className={styles.more}>
            <Button size="small" onClick={() => void loadMoreRuns()}>
              Show older runs
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function emptyWords(list: { kind: string; error?: { message: string } }, filter: RunFilter): string {
  if (list.kind === 'loading') return 'Reading…';
  if (list.error) return sentence(list.error.message);
  const isFiltered = filter.rule + filter.event + filter.app + filter.outcome !== '' || filter.hours > 0;
  return isFiltered ? 'No run is like that.' : 'No rule has run here yet.';
}

function Filters({ filter }: { filter: RunFilter }): ReactElement {
  const catalog = useCatalog();
  const standing = useStudio((state) => state.remote.standing);
  const rules = standing.kind === 'reachable' ? standing.rules : [];
  const apps = catalog ? [...catalog.apps.keys()] : [];
  return (
    <div className={styles.filters}>
      <Select
        aria-label="Rule"
        value={filter.rule}
        options={[
          { value: '', label: 'Any rule' },
          ...rules.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(rule) => filterRuns({ rule })}
      />
      <input
        className={inputs.input}
        type="search"
        aria-label="Event"
        placeholder="Event id or type"
        defaultValue={filter.event}
        onKeyDown={(event) => {
          if (event.key === 'Enter') filterRuns({ event: event.currentTarget.value });
        }}
        onBlur={(event) => {
          if (event.currentTarget.value !== filter.event) filterRuns({ event: event.currentTarget.value });
        }}
      />
      <Select
        aria-label="App"
        value={filter.app}
        options={[
          { value: '', label: 'Any app' },
          ...apps.map((app) => ({ value: app, label: catalog ? appTitle(catalog, app) : app })),
        ]}
        onChange={(app) => filterRuns({ app })}
      />
      <Select
        aria-label="Outcome"
        value={filter.outcome}
        options={outcomes}
        onChange={(value) =>
          filterRuns({ outcome: outcomes.find((one) => one.value === value)?.value ?? '' })
        }
      />
      <Select
        aria-label="Time"
        value={String(filter.hours)}
        options={spans}
        onChange={(hours) => filterRuns({ hours: Number(hours) })}
      />
    </div>
  );
}

function RunRow({ run, isOpen }: { run: StoredRunBody; isOpen: boolean }): ReactElement {
  return (
    <button
      type="button"
      className={styles.run}
      data-tone={outcomeTone(run)}
      aria-pressed={isOpen}
      onClick={() => (isOpen ? closeRun() : void openRun(run.id))}
    >
      <OutcomeIcon record={run} size={16} />
      <span>
        <b>{run.rule.name}</b>
        <small>{outcomeText(run)}</small>
        <small>
          {run.startedAt ? dateText(run.startedAt) : ''} · v{run.rule.version} · {run.event.app}
          {run.replayOf === null ? '' : ' · run again'}
          {run.held === null ? '' : ' · held'}
        </small>
      </span>
    </button>
  );
}
