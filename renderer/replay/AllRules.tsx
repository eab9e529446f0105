import { safe } from '@orpc/client';
import { ArrowRight, CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { Explanation, MetRule } from '../../engine/contract/index.ts';
import type { Event, Rule } from '../../engine/model/index.ts';
import { Chip } from '../design/Chip.tsx';
import inspector from '../dry-run/DryRunInspector.module.css';
import { client } from '../state/store.ts';
import { listText } from '../words/values.ts';
import styles from './AllRules.module.css';

/** Every rule that meets an event, in the order in which they run, and what they would set off together. */
export function AllRules({ event, rule }: { event: Event; rule: Rule }): ReactElement {
  const [answer, setAnswer] = useState<Explanation | string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    // Typing changes the rule with each key; the last one counts.
    const timer = window.setTimeout(async () => {
      const { error, data } = await safe(
        client().replay.explain({ event, draft: rule }, { signal: stop.signal }),
      );
      if (!stop.signal.aborted) setAnswer(error ? error.message : data);
    }, 150);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [event, rule]);
  if (answer === null) return <p className={inspector.none}>Asking every rule…</p>;
  if (typeof answer === 'string') return <p role="alert">The rules cannot be asked: {answer}</p>;
  const running = answer.rules.filter(({ enabled, outcome }) => enabled && outcome === 'would-execute');
  const others = answer.rules.filter((each) => !running.includes(each));
  return (
    <div className={styles.panel}>
      <h3>{running.length === 0 ? 'No rule would run' : `Would run, in this order (${running.length})`}</h3>
      <ol>
        {running.map((each) => (
          <RuleLine key={each.id} rule={each} isOpen={each.id === rule.id} />
        ))}
      </ol>
      {answer.raised.length > 0 ? <h3>Could set off</h3> : null}
      <ul>
        {answer.raised.map(({ eventType, title, by, rules }) => (
          <li key={eventType} className={styles.raised}>
            <p>
              <ArrowRight size={14} aria-hidden /> <b>{title}</b> <small>raised by {listText(by)}</small>
            </p>
            {rules.length === 0 ? (
              <small>No enabled rule waits for it.</small>
            ) : (
              rules.map(({ id, name, isCertain }) => (
                <small key={id}>
                  {isCertain ? 'can fire' : 'may fire'}: {name}
                </small>
              ))
            )}
          </li>
        ))}
      </ul>
      {others.length > 0 ? <h3>Would not run ({others.length})</h3> : null}
      <ul>
        {others.map((each) => (
          <RuleLine key={each.id} rule={each} isOpen={each.id === rule.id} />
        ))}
      </ul>
    </div>
  );
}

function RuleLine({ rule, isOpen }: { rule: MetRule; isOpen: boolean }): ReactElement {
  const runs = rule.outcome === 'would-execute';
  const Sign = !rule.enabled ? CircleMinus : runs ? CircleCheck : CircleX;
  return (
    <li className={styles.rule} data-tone={!rule.enabled ? undefined : runs ? 'pass' : 'fail'}>
      <Sign size={15} aria-hidden />
      <div>
        <b>{rule.name}</b> {isOpen ? <Chip>this rule</Chip> : null}
        {rule.enabled ? null : (
          <small>{runs ? 'Disabled; it would run if it were enabled.' : 'Disabled.'}</small>
        )}
        {runs ? (
          <small>
            {listText(
              rule.steps.map(({ title, status }) => (status === 'invalid' ? `${title} (invalid)` : title)),
            )}
          </small>
        ) : (
          <small>{rule.why}</small>
        )}
      </div>
    </li>
  );
}
