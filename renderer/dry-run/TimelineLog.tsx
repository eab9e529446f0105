import { CircleCheck, CircleDashed, CircleX, Hourglass } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import { stepNodeId } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { selectNodes } from '../state/document.ts';
import type { DryRun } from '../state/dry-run.ts';
import { stepTitle } from '../words/rule-words.ts';
import styles from './Timeline.module.css';
import { listMoments, momentText } from './timeline-words.ts';

const signs = { pass: CircleCheck, fail: CircleX, wait: Hourglass, none: CircleDashed } as const;

/** The run as a table, one line for everything that happens. */
export function TimelineLog({
  run,
  rule,
  catalog,
}: {
  run: DryRun;
  rule: Rule;
  catalog: Catalog;
}): ReactElement {
  const isReal = run.final.outcome === 'executed';
  return (
    <table className={styles.log}>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Action</th>
          <th scope="col">What happens</th>
        </tr>
      </thead>
      <tbody>
        {listMoments(run.timeline, isReal).map(({ key, at, stepId, tone, text }) => {
          const Sign = signs[tone];
          const index = rule.actions.findIndex(({ id }) => id === stepId);
          const step = rule.actions[index];
          return (
            <tr key={key}>
              <td>{momentText(at)}</td>
              <td>
                {step ? (
                  <button
                    type="button"
                    className={styles.name}
                    onClick={() => selectNodes([stepNodeId(stepId)])}
                  >
                    {index + 1}. {stepTitle(step, catalog)}
                  </button>
                ) : (
                  stepId
                )}
              </td>
              <td data-tone={tone}>
                <Sign size={14} className={styles.sign} aria-hidden /> {text}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
