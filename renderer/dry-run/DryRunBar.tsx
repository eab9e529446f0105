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
import { findAction } from '../actions/all-actions.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { useDryRun, useIsRerun } from '../state/dry-run.ts';
import { clearFaults } from '../state/dry-run-faults.ts';
import { useCatalog, useRule } from '../state/selectors.ts';
import { get } from '../state/store.ts';
import { placeText } from '../words/place-words.ts';
import { countText } from '../words/values.ts';
import styles from './DryRunBar.module.css';
import { OutcomeIcon } from './OutcomeIcon.tsx';
import { outcomeText, outcomeTone } from './outcome-words.ts';

/** What the run came to, and the buttons that walk through it. */
export function DryRunBar(): ReactElement {
  const run = useDryRun();
  const isRerun = useIsRerun();
  const rule = useRule();
  const catalog = useCatalog();
  const state = run?.state;
  const before = state?.at && rule && catalog ? placeText(state.at, rule, catalog) : '';
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
        <ShieldCheck size={13} aria-hidden /> No side effects
      </Chip>
      {run && state ? (
        <Outcome isDone={state.isDone} record={run.final} before={before} />
      ) : (
        <span>No event to try</span>
      )}
      {isRerun ? (
        <span className={styles.rerun} role="status">
          <RefreshCw size={13} aria-hidden /> Edited: run again, up to this stop
        </span>
      ) : null}
      {run && run.faults.length > 0 ? (
        <Button size="small" onClick={clearFaults}>
          <Zap size={13} aria-hidden /> Clear {countText(run.faults.length, 'failure')}
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
  record: Parameters<typeof outcomeText>[0];
  /** What the run has stopped before, in words. */
  before: string;
}

function Outcome({ isDone, record, before }: OutcomeProps): ReactElement {
  if (!isDone) {
    return (
      <span className={styles.outcome} role="status">
        <Pause size={16} aria-hidden /> <span>Paused before {before}</span>
      </span>
    );
  }
  return (
    <span className={styles.outcome} data-tone={outcomeTone(record)} role="status">
      <OutcomeIcon record={record} size={17} /> <span>{outcomeText(record)}</span>
    </span>
  );
}
