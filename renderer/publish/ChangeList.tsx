import { GitMerge } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { PlanItem, PlanKind } from '../../engine/contract/index.ts';
import side from '../design/side-panel.module.css';
import { changed, isReady, leaveOut, selectChange } from '../state/publish.ts';
import { useCatalog } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';
import { personName } from '../words/people.ts';
import { countText } from '../words/values.ts';
import styles from './publish.module.css';
import { refusalOf } from './refusal.ts';
import { UnsavedDrafts } from './UnsavedDrafts.tsx';

const groups: { kind: PlanKind; title: string }[] = [
  { kind: 'conflict', title: 'In conflict' },
  { kind: 'create', title: 'New' },
  { kind: 'change', title: 'Changed' },
  { kind: 'enable', title: 'Enabled' },
  { kind: 'disable', title: 'Disabled' },
  { kind: 'delete', title: 'Deleted' },
];

/** The checklist: what is different here and in the workspace; a tick publishes it. */
export function ChangeList(): ReactElement {
  const { planned, selected } = useStudio((state) => state.publish);
  return (
    <div className={side.panel}>
      <div className={side.head}>
        <h2>Changes</h2>
      </div>
      {isReady(planned) ? (
        <div className={styles.list}>
          {groups.map(({ kind, title }) => {
            const items = planned.all.items.filter((item) => item.kind === kind);
            return items.length === 0 ? null : (
              <section key={kind} aria-label={title}>
                <h3 className={styles.group}>{title}</h3>
                <ul>
                  {items.map((item) => (
                    <ChangeRow key={item.ruleId} item={item} isOpen={item.ruleId === selected} />
                  ))}
                </ul>
              </section>
            );
          })}
          {changed(planned.all).length === 0 ? (
            <p className={styles.note}>Nothing to publish: the workspace has all of this already.</p>
          ) : null}
          <UnsavedDrafts plan={planned.all} />
          <Folded
            title={countText(
              planned.all.items.filter(({ kind }) => kind === 'unchanged').length,
              'unchanged rule',
            )}
            names={planned.all.items.flatMap(({ kind, name }) => (kind === 'unchanged' ? [name] : []))}
          />
          <Folded
            title={`${planned.all.onlyThere.length} only in ${planned.workspace}`}
            names={planned.all.onlyThere.map(({ name }) => name)}
          />
          <Folded
            title={`${planned.all.outside.length} for other workspaces`}
            names={planned.all.outside.map(({ name }) => name)}
          />
        </div>
      ) : null}
    </div>
  );
}

function ChangeRow({ item, isOpen }: { item: PlanItem; isOpen: boolean }): ReactElement {
  const isOut = useStudio((state) => state.publish.leftOut.includes(item.ruleId));
  const me = useStudio(({ remote }) => (remote.standing.kind === 'reachable' ? remote.standing.me : null));
  const catalog = useCatalog();
  const refusal = catalog ? refusalOf(item, me, catalog) : null;
  const isConflict = item.kind === 'conflict';
  return (
    <li className={styles.item} data-open={isOpen} data-out={isOut}>
      {isConflict ? (
        <GitMerge size={15} aria-hidden />
      ) : (
        <input
          type="checkbox"
          aria-label={`Publish ${item.name}`}
          checked={!isOut}
          onChange={(event) => void leaveOut([item.ruleId], !event.target.checked)}
        />
      )}
      <button type="button" aria-current={isOpen} onClick={() => selectChange(isOpen ? null : item.ruleId)}>
        <b>{item.name}</b>
        <small>
          {refusal ? <span className={styles.sign}>Refused: {refusal}</span> : summaryOf(item, catalog)}
        </small>
      </button>
    </li>
  );
}

function summaryOf(item: PlanItem, catalog: Catalog | null): string {
  if (item.kind === 'conflict')
    return item.drift
      ? `${personName(catalog, item.drift.author)} changed it too`
      : 'It is different on both sides';
  return item.words.map(({ text }) => text).join(' · ');
}

function Folded({ title, names }: { title: string; names: readonly string[] }): ReactElement | null {
  if (names.length === 0) return null;
  return (
    <details className={styles.folded}>
      <summary>{title}</summary>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </details>
  );
}
