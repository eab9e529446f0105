import { CircleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { nodeAtPlace } from '../../engine/editing/index.ts';
import type { Problem, Severity } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { SeverityIcon } from '../design/Field.tsx';
import { selectNodes } from '../state/document.ts';
import { applyFix } from '../state/fixes.ts';
import { useCatalog, useCodeIssues, useProblems, useRule } from '../state/selectors.ts';
import { set } from '../state/store.ts';
import { placeText } from '../words/place-words.ts';
import { capitalised } from '../words/values.ts';
import styles from './ProblemList.module.css';

/** Everything to know about the open rule; a click goes to the field. */
export function ProblemList(): ReactElement | null {
  const rule = useRule();
  const problems = useProblems();
  const issues = useCodeIssues();
  const catalog = useCatalog();
  if (!rule) return null;
  if (problems.length + issues.length === 0)
    return <p className={styles.none}>No problems. This rule is sound.</p>;

  function goTo(at: string): void {
    if (!rule) return;
    const node = nodeAtPlace(rule, at);
    selectNodes(node === null ? [] : [node]);
    set((state) => ({ mode: 'author', focus: { at, count: (state.focus?.count ?? 0) + 1 } }));
  }
  return (
    <ul className={styles.list}>
      {issues.map((issue) => (
        <li key={`${issue.at} ${issue.message}`} className={styles.row} data-severity="error">
          <CircleAlert size={14} aria-label="error" />
          <span className={styles.message}>The code is not a rule yet: {issue.message}</span>
          <span className={styles.place}>{issue.at}</span>
        </li>
      ))}
      {bySeverity(problems).map((problem) => (
        <li key={`${problem.at} ${problem.code} ${problem.message}`} className={styles.item}>
          <button
            type="button"
            className={styles.row}
            data-severity={problem.severity}
            onClick={() => goTo(problem.at)}
          >
            <SeverityIcon severity={problem.severity} />
            {/* Written to stand after a place; here each is a sentence of its own. */}
            <span className={styles.message}>{capitalised(problem.message)}</span>
            <span className={styles.place} title={problem.at}>
              {catalog ? capitalised(placeText(problem.at, rule, catalog)) : problem.at}
            </span>
          </button>
          {problem.replacement === undefined ? null : (
            <Button size="small" onClick={() => applyFix(problem)}>
              {problem.fix ?? 'Fix'}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, hint: 2 };

/** The worst first; those alike stay in the order of their places. */
function bySeverity(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}
