import { CircleCheck, CirclePause, LoaderCircle } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { ReplayEntry } from '../../engine/contract/index.ts';
import inputs from '../design/inputs.module.css';
import { amountText } from '../replay/amounts.ts';
import { openReplay, refreshReplays, showReplay } from '../state/replay.ts';
import { useReplay } from '../state/replay-state.ts';
import { dateText } from '../words/values.ts';
import styles from './history.module.css';

const signs = { running: LoaderCircle, stopped: CirclePause, finished: CircleCheck } as const;

/** What ran on this machine: rehearsals over recordings, each of which opens in Replay with all of its runs. */
export function MachineRuns(): ReactElement {
  const runs = useReplay((state) => state.runs);
  const trouble = useReplay((state) => state.trouble);
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    void refreshReplays();
  }, []);
  const found = (runs ?? []).filter((run) => isWanted(run, wanted));
  return (
    <>
      <div className={styles.filters}>
        <input
          className={inputs.input}
          type="search"
          aria-label="Rule or recording"
          placeholder="Rule or recording"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      <div className={styles.list}>
        {found.map((run) => (
          <MachineRun key={run.id} run={run} />
        ))}
        {found.length === 0 ? (
          <p className={styles.note} role="status">
            {trouble ?? emptyWords(runs !== null, wanted)}
          </p>
        ) : null}
      </div>
    </>
  );
}

function isWanted({ ruleName, recording }: ReplayEntry, wanted: string): boolean {
  const words = `${ruleName ?? ''} ${recording.name}`.toLowerCase();
  return words.includes(wanted.trim().toLowerCase());
}

function emptyWords(isRead: boolean, wanted: string): string {
  if (!isRead) return 'Reading…';
  return wanted.trim() === '' ? 'Nothing was replayed here yet.' : 'No replay is like that.';
}

function MachineRun({ run }: { run: ReplayEntry }): ReactElement {
  const Sign = signs[run.state];
  return (
    <button
      type="button"
      className={styles.run}
      data-tone={run.state === 'finished' ? 'pass' : 'warn'}
      onClick={() => {
        showReplay();
        openReplay(run.id);
      }}
    >
      <Sign size={16} aria-hidden />
      <span>
        <b>{run.ruleName ?? amountText(run.ruleCount, 'rule')}</b>
        <small>
          {run.state === 'finished' ? '' : `${run.state} · `}
          {amountText(run.matched, 'match', 'matches')} in {amountText(run.events, 'event')}
        </small>
        <small>
          {dateText(run.startedAt)} · {run.recording.name}
        </small>
      </span>
    </button>
  );
}
