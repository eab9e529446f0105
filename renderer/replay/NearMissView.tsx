import { CircleCheck, Wand2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NearMissFunnel } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { applyNearMiss, stopWork } from '../state/replay-compare.ts';
import { useReplay } from '../state/replay-state.ts';
import { amountText, numberText } from './amounts.ts';
import styles from './Replay.module.css';
import { nearMissHeadline } from './replay-words.ts';
import { WorkState } from './WorkState.tsx';

/** Why a rule did not match: how events narrow down, which condition alone stood in the way, and the smallest edits. */
export function NearMissView(): ReactElement {
  const work = useReplay((state) => state.nearMisses);
  if (work.kind !== 'done') return <WorkState work={work} title="Looking for near misses" />;
  const { rule, funnel } = work.result;
  const conditions = funnel.conditions
    .filter(({ rejected }) => rejected > 0)
    .sort((one, other) => other.rejectedAlone - one.rejectedAlone);
  return (
    <div className={styles.results}>
      <section className={styles.bar} aria-label="Near misses">
        <div className={styles.barText}>
          <b>Why not: {rule}</b>
          <small>{nearMissHeadline(funnel)}</small>
        </div>
        <div className={styles.barTools}>
          <Button size="small" onClick={stopWork}>
            Back
          </Button>
        </div>
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard */}
      <section className={styles.report} aria-label="Funnel" tabIndex={0}>
        <dl className={styles.funnel}>
          <Stage label="Events" count={funnel.events} of={funnel.events} />
          <Stage label="Right type and app" count={funnel.considered} of={funnel.events} />
          <Stage label="Missed by one condition" count={funnel.missedByOne} of={funnel.events} />
          <Stage label="Matched" count={funnel.matched} of={funnel.events} />
        </dl>
        {conditions.length === 0 ? (
          <div className={styles.empty}>
            <CircleCheck size={28} aria-hidden />
            <h2>No condition stood in the way</h2>
            <p>
              {funnel.considered === 0
                ? 'The recording has no event of the type this rule waits for in an app of its scope.'
                : 'Every event that the rule considers matches it.'}
            </p>
          </div>
        ) : (
          <ul>
            {conditions.map((condition) => (
              <Condition key={condition.at} condition={condition} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Stage({ label, count, of }: { label: string; count: number; of: number }): ReactElement {
  const share = of === 0 ? 0 : (count / of) * 100;
  return (
    <>
      <dt>{label}</dt>
      <dd className={styles.meter} aria-hidden>
        {count === 0 ? null : <span style={{ width: `${share}%` }} />}
      </dd>
      <dd>{numberText(count)}</dd>
    </>
  );
}

function Condition({ condition }: { condition: NearMissFunnel['conditions'][number] }): ReactElement {
  const { text, needed, rejected, rejectedAlone, edits } = condition;
  const useful = edits.filter(({ gains }) => gains > 0);
  return (
    <li className={styles.group}>
      <div className={styles.groupLine}>
        <h3>
          {needed ? '' : 'not: '}
          {text}
        </h3>
        <span className={styles.count}>{amountText(rejectedAlone, 'event')} by it alone</span>
      </div>
      <p>In the way of {amountText(rejected, 'event')}.</p>
      {useful.length === 0 ? null : (
        <ul className={styles.edits} aria-label={`Edits of ${text}`}>
          {useful.map((edit) => (
            <li key={`${edit.kind} ${edit.at} ${edit.text}`}>
              <span>
                Would have matched <b>{numberText(edit.gains)} more</b>{' '}
                {edit.kind === 'drop' ? 'without it' : `with: ${edit.text}`}
              </span>
              <Button size="small" onClick={() => applyNearMiss(edit)}>
                <Wand2 size={13} aria-hidden /> Apply to the draft
              </Button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
