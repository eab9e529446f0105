import type { ReactElement } from 'react';
import { findActionType } from '../../engine/catalog/index.ts';
import type { AuditSummary } from '../../engine/contract/index.ts';
import { filterRuns } from '../state/history.ts';
import { useCatalog } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';
import { countText, dateText } from '../words/values.ts';
import styles from './history.module.css';

/** What did the rules do this week? By action type, and by rule. */
export function WeekPanel(): ReactElement {
  const { week, list } = useStudio((state) => state.history);
  const workspace = useStudio((state) => state.remote.chosen);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the window, so the arrow keys must scroll it
    <section className={styles.week} tabIndex={0} aria-label="This week">
      <h2>This week</h2>
      {week ? (
        <p>
          What the rules of {workspace} did{week.from ? ` since ${dateText(week.from)}` : ''}. Choose a run on
          the left to see why it came out as it did.
        </p>
      ) : (
        <p role="status">
          {list.kind === 'failed' ? 'It cannot be read while the workspace does not answer.' : 'Reading…'}
        </p>
      )}
      {week?.items.length === 0 ? <p>No action has run this week.</p> : null}
      <div className={styles.cards}>
        {week?.items.map((item) => (
          <Action key={item.actionType} item={item} />
        ))}
      </div>
    </section>
  );
}

function Action({ item }: { item: AuditSummary['items'][number] }): ReactElement {
  const catalog = useCatalog();
  const standing = useStudio((state) => state.remote.standing);
  const nameOf = (id: string): string =>
    (standing.kind === 'reachable' ? standing.rules.find((rule) => rule.id === id)?.name : undefined) ?? id;
  const most = Math.max(...item.rules.map(({ count }) => count), 1);
  return (
    <section className={styles.card}>
      <h3>
        {(catalog && findActionType(catalog, item.actionType)?.title) ?? item.actionType}
        <span>{countText(item.performed, 'time')}</span>
        {item.failed > 0 ? <span data-tone="fail">{item.failed} failed</span> : null}
      </h3>
      <div className={styles.bars}>
        {item.rules.map(({ ruleId, count }) => (
          <button
            key={ruleId}
            type="button"
            className={styles.bar}
            onClick={() => filterRuns({ rule: ruleId })}
          >
            <span>{nameOf(ruleId)}</span>
            <span className={styles.track}>
              <i style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <span>{count}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
