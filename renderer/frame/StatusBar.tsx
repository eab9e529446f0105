import { Check, CircleAlert, CloudOff, Globe, HardDrive, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LiveRule } from '../../engine/contract/index.ts';
import { findAction } from '../actions/all-actions.ts';
import type { SaveState } from '../state/autosave.ts';
import { useLiveRule } from '../state/remote.ts';
import { useCodeIssues, useDraft, useIsDraft, useProblems } from '../state/selectors.ts';
import { get, useStudio } from '../state/store.ts';
import { clockText, countText } from '../words/values.ts';
import styles from './StatusBar.module.css';

/** Environment, version, problems, and whether the last edit is on disk. */
export function StatusBar(): ReactElement {
  const rule = useDraft();
  const environment = useStudio((state) => state.remote.chosen);
  const standing = useStudio((state) => state.remote.standing);
  const live = useLiveRule(rule?.id ?? '');
  const save = useStudio((state) => state.document?.save ?? null);
  const isDraft = useIsDraft();
  const status = useStudio((state) => state.status);
  const all = useProblems();
  const issues = useCodeIssues().length;
  const serious = all.filter((problem) => problem.severity !== 'hint');
  const count = serious.length + issues;
  const hints = all.length - serious.length;
  const hasError = issues > 0 || serious.some((problem) => problem.severity === 'error');
  return (
    <footer className={styles.bar}>
      {environment === null ? (
        <span className={styles.item} title={`Nothing is published yet. ${status?.dataFolder ?? ''}`}>
          <HardDrive size={13} aria-hidden /> This machine
        </span>
      ) : (
        <button
          type="button"
          className={styles.item}
          title={`Rules run for real in ${environment}. ${status?.dataFolder ?? ''}`}
          data-tone={standing.kind === 'failed' ? 'warn' : undefined}
          onClick={() => findAction('view.publish').run(get())}
        >
          {standing.kind === 'failed' ? <CloudOff size={13} aria-hidden /> : <Globe size={13} aria-hidden />}
          {environment}
          {standing.kind === 'failed' ? ': no access' : ''}
        </button>
      )}
      {rule ? (
        <>
          <button type="button" className={styles.item} onClick={() => findAction('view.history').run(get())}>
            {isDraft ? `draft v${rule.version + 1}` : `v${rule.version}`} ·{' '}
            {rule.enabled ? 'enabled' : 'disabled'}
            {standing.kind === 'reachable' ? ` / ${liveWords(live)}` : ''}
          </button>
          <button
            type="button"
            className={styles.item}
            data-tone={hasError ? 'fail' : count > 0 ? 'warn' : undefined}
            onClick={() => findAction('view.problems').run(get())}
          >
            {count === 0 ? (
              <Check size={13} aria-hidden />
            ) : hasError ? (
              <CircleAlert size={13} aria-hidden />
            ) : (
              <TriangleAlert size={13} aria-hidden />
            )}
            {count === 0 ? 'No problems' : countText(count, 'problem')}
            {hints > 0 ? `, ${countText(hints, 'hint')}` : null}
          </button>
        </>
      ) : null}
      <span className={styles.right} role="status" aria-live="polite">
        {save ? <SaveSign save={save} /> : null}
        <EngineSign />
      </span>
    </footer>
  );
}

function liveWords(live: LiveRule | null): string {
  if (!live) return 'not live';
  return `live v${live.version}${live.enabled ? '' : ', disabled'}`;
}

/** Whether what is asked of the engine is answered: not before everything it was asked for at the start is here. */
function EngineSign(): ReactElement {
  const isStarting = useStudio((state) => state.phase.kind === 'connecting');
  const isReachable = useStudio((state) => state.isReachable);
  if (isReachable) return <span className={styles.item}>{isStarting ? 'Starting…' : 'Engine ready'}</span>;
  return (
    <span className={styles.item} data-tone="fail">
      <CloudOff size={13} aria-hidden /> Engine unreachable, reconnecting… If this lasts, start the studio
      again
    </span>
  );
}

function SaveSign({ save }: { save: SaveState }): ReactElement {
  switch (save.kind) {
    case 'saved':
      return (
        <span className={styles.item}>
          <Check size={13} aria-hidden /> Saved {clockText(save.at)}
        </span>
      );
    case 'unsaved':
    case 'saving':
      return (
        <span className={styles.item}>
          <LoaderCircle size={13} aria-hidden /> Saving…
        </span>
      );
    case 'failed':
      return (
        <span className={styles.item} data-tone="fail">
          <CircleAlert size={13} aria-hidden /> Not saved: {save.message}
        </span>
      );
    case 'conflict':
      return (
        <span className={styles.item} data-tone="warn">
          <TriangleAlert size={13} aria-hidden /> Not saved: changed elsewhere
        </span>
      );
  }
}
