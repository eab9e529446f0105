import { type ReactElement, useId, useState } from 'react';
import { describeDueTime, nextFirings } from '../../engine/language/index.ts';
import type { Schedule } from '../../engine/model/index.ts';
import styles from './NextFirings.module.css';

const shown = 10;

/** When a schedule comes round next, as seen from when the form was opened. */
export function NextFirings({ schedule }: { schedule: Schedule }): ReactElement {
  const [now] = useState(() => new Date().toISOString());
  const titleId = useId();
  return (
    <section className={styles.firings} aria-labelledby={titleId}>
      <h3 id={titleId}>Next</h3>
      <ol>
        {nextFirings(schedule, now, shown).map((due) => (
          <li key={due}>
            <time dateTime={due}>{describeDueTime(due)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
