import {
  BookmarkPlus,
  FastForward,
  Pause,
  RefreshCw,
  ShieldCheck,
  SkipBack,
  StepBack,
  StepForward,
  Zap,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { RunRecord } from '../../engine/model/index.ts';
import { findAction } from '../actions/all-actions.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { useDryRun, useIsRerun } from '../state/dry-run.ts';
import { useIsEventUnreadable } from '../state/dry-run-events.ts';
import { clearFaults } from '../state/dry-run-faults.ts';
import { get } from '../state/store.ts';
import { countText } from '../words/values.ts';
import styles from './DryRunBar.module.css';
import { OutcomeIcon } from './OutcomeIcon.tsx';
import { outcomeTone } from './outcome-words.ts';
import { useRunWords } from './use-run-words.ts';

/** What the run came to, and the buttons that walk through it. */
export function DryRunBar(): ReactElement {
  const run = useDryRun();
  const isUnreadable = useIsEventUnreadable();
  const isRerun = useIsRerun();
  const state = run?.state;
  const isAtStart = state?.position === 0;
  const isAtEnd = state?.isDone ?? true;
  const button = (id: string, icon: ReactElement, isDisabled: boolean): ReactElement => {
    const action = findAction(id);
    return (
      <IconButton
        label={action.label}
        keys={action.keys[0]}
        icon={icon}
        disabled={isDisabled}
        onClick={() => action.run(get())}
      />
    );
  };
  return (
    <section className={styles.bar} aria-label="Dry run">
      <Chip tone="rehearsal">
        <ShieldCheck size={13} aria-hidden /> <span className={styles.word}>No side effects</span>
      </Chip>
      {run && state ? (
        <Outcome isDone={state.isDone} record={run.final} />
      ) : (
        <span>{isUnreadable ? 'Your event cannot be read yet' : 'No event to try'}</span>
      )}
      {isRerun ? (
        <span className={styles.rerun} role="status" title="Edited: run again, up to this stop">
          <RefreshCw size={13} aria-hidden />{' '}
          <span className={styles.word}>Edited: run again, up to this stop</span>
        </span>
      ) : null}
      {run && run.faults.length > 0 ? (
        <Button size="small" onClick={clearFaults}>
          <Zap size={13} aria-hidden />
          <span>
            Clear <span className={styles.word}>{countText(run.faults.length, 'failure')}</span>
          </span>
        </Button>
      ) : null}
      <div className={styles.transport}>
        {button('rule.save-expectation', <BookmarkPlus size={16} />, !run)}
        {button('dry-run.restart', <SkipBack size={16} />, !run || isAtStart)}
        {button('dry-run.back', <StepBack size={16} />, !run || isAtStart)}
        <span className={styles.position}>{state ? `${state.position} / ${state.length}` : ''}</span>
        {button('dry-run.step', <StepForward size={16} />, !run || isAtEnd)}
        {button('dry-run.end', <FastForward size={16} />, !run || isAtEnd)}
      </div>
    </section>
  );
}

interface OutcomeProps {
  isDone: boolean;
  record: RunRecord;
}

/** Its words are read out by the announcer of the frame, which is there before they are. */
function Outcome({ isDone, record }: OutcomeProps): ReactElement {
  const words = useRunWords();
  return (
    <span
      className={styles.outcome}
      data-tone={isDone ? outcomeTone(record) : undefined}
      role="status"
      aria-live="off"
      title={words}
    >
      {isDone ? <OutcomeIcon record={record} size={17} /> : <Pause size={16} aria-hidden />}{' '}
      <span>{words}</span>
    </span>
  );
}
