import { safe } from '@orpc/client';
import { CircleCheck, CircleMinus, CircleX, GitFork, TriangleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { Explanation, MetRule } from '../../engine/contract/index.ts';
import type { Event, Rule } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import inspector from '../dry-run/DryRunInspector.module.css';
import { client } from '../state/store.ts';
import { askWhy } from '../state/why-not.ts';
import { countText, listText } from '../words/values.ts';
import styles from './AllRules.module.css';
import { Cascade } from './Cascade.tsx';
import { Ledger } from './Ledger.tsx';

/** Every rule that meets an event, in the order in which they run, what they do together, and what that could set off. */
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
  const { rules, ledger, conflicts, raised } = answer;
  const running = rules.filter(({ enabled, outcome }) => enabled && outcome === 'would-execute');
  const others = rules.filter((each) => !running.includes(each));
  const lineOf = (each: MetRule): ReactElement => (
    <RuleLine
      key={each.id}
      rule={each}
      isOpen={each.id === rule.id}
      inConflict={conflicts.some((conflict) => conflict.rules.includes(each.id))}
      onAsk={() => void askWhy(each.id, event)}
    />
  );
  return (
    <div className={styles.panel}>
      {rules.length === 0 ? (
        <p className={inspector.none}>No rule waits for this event in its app.</p>
      ) : (
        <h3>{running.length === 0 ? 'No rule would run' : `Would run, in this order (${running.length})`}</h3>
      )}
      <ol>{running.map(lineOf)}</ol>
      {conflicts.length > 0 ? <h3>In each other’s way</h3> : null}
      <ul>
        {conflicts.map(({ text, kind }) => (
          <li key={text} className={styles.conflict} data-kind={kind}>
            <TriangleAlert size={14} role="img" aria-label={kind === 'differs' ? 'conflict' : 'twice'} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {ledger.length > 0 ? <h3>Together they would do ({countText(ledger.length, 'thing')})</h3> : null}
      <Ledger entries={ledger} />
      {raised.length > 0 ? (
        <h3>
          <GitFork size={13} aria-hidden /> Could set off
        </h3>
      ) : null}
      <Cascade raised={raised} />
      {others.length > 0 ? <h3>Would not run ({others.length})</h3> : null}
      <ul>{others.map(lineOf)}</ul>
    </div>
  );
}

/** What decided without the place in front: it is for files; here the rule is one click away. */
function withoutPlaces(why: string): string {
  return why.replace(/(^|; )(?:filter|trigger|scope|limits|createdBy|depth)[\w.[\]]*: /g, '$1');
}

interface RuleLineProps {
  rule: MetRule;
  isOpen: boolean;
  inConflict: boolean;
  onAsk(): void;
}

function RuleLine({ rule, isOpen, inConflict, onAsk }: RuleLineProps): ReactElement {
  const runs = rule.outcome === 'would-execute';
  const Sign = !rule.enabled ? CircleMinus : runs ? CircleCheck : CircleX;
  return (
    <li className={styles.rule} data-tone={!rule.enabled ? undefined : runs ? 'pass' : 'fail'}>
      <Sign size={15} aria-hidden />
      <div>
        <b>{rule.name}</b> {isOpen ? <Chip>this rule</Chip> : null}
        {inConflict ? <Chip tone="warn">conflict</Chip> : null}
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
          <small>{withoutPlaces(rule.why)}</small>
        )}
      </div>
      <Button
        size="small"
        look="quiet"
        aria-label={`${runs ? 'Why' : 'Why not'}: ${rule.name}`}
        onClick={onAsk}
      >
        {runs ? 'Why?' : 'Why not?'}
      </Button>
    </li>
  );
}
