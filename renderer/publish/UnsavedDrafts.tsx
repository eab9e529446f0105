import { PencilLine } from 'lucide-react';
import type { ReactElement } from 'react';
import type { PublishPlan } from '../../engine/contract/index.ts';
import { openRule } from '../state/document.ts';
import { set, useStudio } from '../state/store.ts';
import styles from './publish.module.css';

/** The rules whose draft is no version yet: what was edited in them is not part of the plan. */
export function UnsavedDrafts({ plan }: { plan: PublishPlan }): ReactElement | null {
  const rules = useStudio((state) => state.rules);
  const drafts = rules.filter(
    ({ id, hasUnsavedVersion }) => hasUnsavedVersion && !plan.outside.some(({ ruleId }) => ruleId === id),
  );
  if (drafts.length === 0) return null;
  return (
    <section aria-label="Not saved as a version">
      <h3 className={styles.group}>Not saved as a version</h3>
      <ul>
        {drafts.map(({ id, name }) => (
          <li key={id} className={styles.item}>
            <PencilLine size={15} aria-hidden />
            <button
              type="button"
              onClick={() => {
                set({ mode: 'author' });
                void openRule(id);
              }}
            >
              <b>{name}</b>
              <small>its draft is left out: save a version to publish it</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
