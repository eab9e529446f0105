import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { PlanItem } from '../../engine/contract/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { client } from '../state/store.ts';
import { countText } from '../words/values.ts';
import styles from './publish.module.css';
import { type Tested, testedOf, testedWords } from './summary-words.ts';

/** More rules than these are not tried one after the other while somebody looks on. */
const mostRules = 100;

/** Whether what is about to be published keeps its expectations, tried in the very content that would be live. */
export function TestedSection({ taken, conflicts }: TestedSectionProps): ReactElement {
  const rules = taken.flatMap(({ after }) => after ?? []);
  const tested = useTested(rules, taken.map(({ ruleId, hash }) => `${ruleId} ${hash}`).join(' '));
  return (
    <section className={styles.section} aria-label="Tested">
      <h3>Tested</h3>
      <p>
        {rules.length === 0 && conflicts > 0 ? (
          'Nothing can be tested before it is settled.'
        ) : rules.length > mostRules ? (
          `${taken.filter((item) => item.tested !== null).length} of ${countText(taken.length, 'rule')} passed all expectations when they were last tested.`
        ) : tested === null ? (
          'Trying the expectations…'
        ) : tested === 'unknown' ? (
          'Not known: the expectations could not be tried.'
        ) : (
          <>
            <Sign tested={tested} /> {testedWords(tested)}
          </>
        )}
      </p>
    </section>
  );
}

interface TestedSectionProps {
  /** What would be published now. */
  taken: readonly PlanItem[];
  conflicts: number;
}

function Sign({ tested: { passed, failed, untested } }: { tested: Tested }): ReactElement | null {
  if (failed > 0) return <CircleAlert size={13} aria-hidden className={styles.failSign} />;
  if (untested > 0) return <TriangleAlert size={13} aria-hidden className={styles.warnSign} />;
  return passed > 0 ? <CircleCheck size={13} aria-hidden className={styles.passSign} /> : null;
}

/** Null while the answer is not there. `content` changes with what the rules are. */
function useTested(rules: readonly Rule[], content: string): Tested | 'unknown' | null {
  const [answer, setAnswer] = useState<{ content: string; tested: Tested | 'unknown' } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rules are new objects each time, their content is not
  useEffect(() => {
    if (rules.length > mostRules) return;
    let isGone = false;
    void Promise.all(rules.map((rule) => client().replay.expectations.run({ rule }))).then(
      (runs) => {
        if (!isGone) setAnswer({ content, tested: testedOf(runs) });
      },
      () => {
        if (!isGone) setAnswer({ content, tested: 'unknown' });
      },
    );
    return () => {
      isGone = true;
    };
  }, [content]);
  return answer?.content === content ? answer.tested : null;
}
