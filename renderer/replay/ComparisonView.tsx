import { CircleCheck, Eye } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ComparisonResult } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { openSample, stopWork } from '../state/replay-compare.ts';
import { useReplay } from '../state/replay-state.ts';
import { useCatalog } from '../state/selectors.ts';
import { causeText } from '../words/cause-words.ts';
import { capitalised } from '../words/values.ts';
import { amountText, durationText, numberText } from './amounts.ts';
import { changeText } from './outcome-words.ts';
import styles from './Replay.module.css';
import { comparisonHeadline } from './replay-words.ts';
import { WorkState } from './WorkState.tsx';

/** What the drafts would change: only outcomes that differ, grouped by reason, the most frequent first. */
export function ComparisonView(): ReactElement {
  const comparison = useReplay((state) => state.comparison);
  if (comparison.kind !== 'done') return <WorkState work={comparison} title="Comparing" />;
  const { result } = comparison;
  return (
    <div className={styles.results}>
      <section className={styles.bar} aria-label="Comparison">
        <div className={styles.barText}>
          <b>{comparisonHeadline(result)}</b>
          <small>
            {amountText(result.events, 'event')} · {amountText(result.compared, 'changed rule')} ·{' '}
            {durationText(result.elapsedMs)}
          </small>
        </div>
        <div className={styles.barTools}>
          <Button size="small" onClick={stopWork}>
            Back
          </Button>
        </div>
      </section>
      {result.changed === 0 ? <NoChange result={result} /> : <Groups result={result} />}
    </div>
  );
}

function NoChange({ result }: { result: ComparisonResult }): ReactElement {
  return (
    <div className={styles.empty}>
      <CircleCheck size={28} aria-hidden />
      <h2>Nothing would change</h2>
      <p>
        {result.compared === 0
          ? 'None of the chosen rules has a draft that differs from its last saved version.'
          : 'The drafts differ, but on this recording they come to the same outcomes.'}
      </p>
    </div>
  );
}

function Groups({ result }: { result: ComparisonResult }): ReactElement {
  const catalog = useCatalog();
  const told = (cause: string) => (catalog ? capitalised(causeText(cause, catalog)) : cause);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard
    <section className={styles.report} aria-label="Changes by reason" tabIndex={0}>
      <ul>
        {result.groups.map((group) => (
          <li key={`${group.rule} ${changeText(group)} ${group.cause}`} className={styles.group}>
            <div className={styles.groupLine}>
              <h3>
                {group.name}: {changeText(group)}
              </h3>
              <span className={styles.count}>{amountText(group.events, 'event')}</span>
              <Button size="small" onClick={() => void openSample(group)}>
                <Eye size={13} aria-hidden /> Sample
              </Button>
            </div>
            <p>{told(group.cause)}</p>
            {group.sample.message === group.cause ? null : (
              <p>
                <small>For example: {told(group.sample.message)}</small>
              </p>
            )}
          </li>
        ))}
      </ul>
      {result.ungrouped > 0 ? (
        <p className={styles.group}>
          {numberText(result.ungrouped)} more outcomes differ, for rarer reasons.
        </p>
      ) : null}
    </section>
  );
}
