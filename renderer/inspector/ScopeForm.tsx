import type { ReactElement } from 'react';
import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import { toggleApp } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { ProblemLine } from '../design/Field.tsx';
import { applyEdit } from '../state/document.ts';
import { applyFix } from '../state/fixes.ts';
import { packsOfRule, scopeSentence } from '../words/rule-words.ts';
import styles from './Inspector.module.css';
import { InspectorPanel } from './InspectorPanel.tsx';
import { useFieldProblems } from './use-field-problems.ts';

/** The allow-list: none ticked means nowhere, and apps that are added later are never taken in by themselves. */
export function ScopeForm({ rule, catalog }: { rule: Rule; catalog: Catalog }): ReactElement {
  const problems = useFieldProblems('scope');
  const offered = packsOfRule(rule, catalog).flatMap((pack) => pack.directory.apps);
  const others = rule.scope.apps.filter((app) => !offered.some(({ id }) => id === app));
  const apps = [...offered, ...others.map((id) => ({ id, title: appTitle(catalog, id) }))];
  return (
    <InspectorPanel kind="Scope" title="Only for these apps">
      <fieldset className={styles.group}>
        <legend className="visually-hidden">Apps</legend>
        <div className={styles.apps}>
          {apps.map(({ id, title }) => (
            <label key={id} className={styles.app}>
              <input
                type="checkbox"
                data-at={`scope.apps.${id}`}
                checked={rule.scope.apps.includes(id)}
                onChange={() => applyEdit(toggleApp(rule, id))}
              />
              {title}
            </label>
          ))}
        </div>
      </fieldset>
      <p className={styles.sentence} data-empty={rule.scope.apps.length === 0} aria-live="polite">
        {scopeSentence(rule, catalog)}
      </p>
      {problems
        .filter((problem) => problem.code !== 'empty-scope')
        .map((problem) => (
          <ProblemLine key={`${problem.code} ${problem.at}`} problem={problem} onFix={applyFix} />
        ))}
    </InspectorPanel>
  );
}
