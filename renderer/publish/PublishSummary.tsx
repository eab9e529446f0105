import { Rocket } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { Me, PublishPlan } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { changed, isReady, leaveOut, writeWhy } from '../state/publish.ts';
import { useCatalog } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { countText } from '../words/values.ts';
import styles from './publish.module.css';
import { refusalOf } from './refusal.ts';
import { appsWords, effectWords } from './summary-words.ts';
import { TestedSection } from './TestedSection.tsx';

/** What publishing comes to as a whole, and the one button that does it. */
export function PublishSummary(): ReactElement | null {
  const { planned, leftOut, why, open, publishing } = useStudio((state) => state.publish);
  const me = useStudio(({ remote }) => (remote.standing.kind === 'reachable' ? remote.standing.me : null));
  const catalog = useCatalog();
  if (!isReady(planned)) return null;
  const { all, plan } = planned;
  const taken = changed(all).filter(({ kind, ruleId }) => kind !== 'conflict' && !leftOut.includes(ruleId));
  const { conflicts, refused } = obstacles(all, leftOut, me, catalog);
  const standing = { taken: taken.length, conflicts };
  const apps = appsWords(standing, plan.apps.length);
  const isBusy = publishing?.outcome.kind === 'running';
  const hindrance = whyNot({
    taken: taken.length,
    conflicts,
    refused: refused.length,
    isOpen: open !== null,
  });
  return (
    <div className={styles.summary}>
      <div className={styles.summaryBody}>
        <p className={styles.activation}>{plan.activation}</p>
        <section className={styles.section} aria-label="Apps affected">
          <h3>Apps affected</h3>
          {apps === null ? null : <p>{apps}</p>}
          <ul className={styles.rows}>
            {plan.apps.map(({ app, title, rules }) => (
              <li key={app}>
                <span>
                  <Chip tone="scope">{title}</Chip>
                </span>
                <small>{countText(rules.length, 'rule')}</small>
              </li>
            ))}
          </ul>
        </section>
        <section className={styles.section} aria-label="Effect">
          <h3>Effect on recorded events</h3>
          <p>{effectWords(standing, plan.impact)}</p>
        </section>
        <TestedSection taken={taken} conflicts={conflicts} />
        {plan.warnings.length > 0 ? (
          <section className={styles.section} aria-label="Warnings">
            <h3>Warnings</h3>
            <p>{countText(plan.warnings.length, 'overlap or loop', 'overlaps or loops')} between rules.</p>
          </section>
        ) : null}
        <Field label="Reason" isOptional hint="The workspace’s history keeps it.">
          {(control) => (
            <input
              {...control}
              className={inputs.input}
              value={why}
              onChange={(event) => writeWhy(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className={styles.foot}>
        {hindrance ? <p id="why-not-publish">{hindrance}</p> : null}
        {refused.length > 0 ? (
          <Button onClick={() => void leaveOut(refused, true)}>
            Leave out {countText(refused.length, 'refused rule')}
          </Button>
        ) : null}
        {conflicts > 0 ? (
          <Button onClick={() => void leaveOut(conflictIds(all), true)}>
            Leave out {countText(conflicts, 'conflict')}
          </Button>
        ) : null}
        <Button
          look="primary"
          disabled={hindrance !== null || isBusy}
          aria-describedby={hindrance ? 'why-not-publish' : undefined}
          onClick={() =>
            set({
              dialog: { kind: 'confirm-publish', plan, what: `Publish ${countText(taken.length, 'rule')}` },
            })
          }
        >
          <Rocket size={15} aria-hidden />{' '}
          {taken.length === 0 ? 'Publish…' : `Publish ${countText(taken.length, 'rule')}…`}
        </Button>
      </div>
    </div>
  );
}

function conflictIds(all: PublishPlan): string[] {
  return all.items.flatMap(({ kind, ruleId }) => (kind === 'conflict' ? [ruleId] : []));
}

function obstacles(
  all: PublishPlan,
  leftOut: readonly string[],
  me: Me | null,
  catalog: Catalog | null,
): { conflicts: number; refused: string[] } {
  return {
    conflicts: conflictIds(all).filter((id) => !leftOut.includes(id)).length,
    refused: changed(all).flatMap((item) =>
      !leftOut.includes(item.ruleId) && catalog && refusalOf(item, me, catalog) !== null ? [item.ruleId] : [],
    ),
  };
}

function whyNot(at: { taken: number; conflicts: number; refused: number; isOpen: boolean }): string | null {
  if (at.isOpen) return 'Resume or abandon the publication that is not finished first.';
  if (at.conflicts > 0) return `Settle ${countText(at.conflicts, 'conflict')} first.`;
  if (at.taken === 0) return 'There is nothing to publish.';
  if (at.refused > 0) return `The workspace would refuse ${countText(at.refused, 'rule')}.`;
  return null;
}
