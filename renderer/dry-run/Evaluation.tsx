import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactElement } from 'react';
import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import { type Gate as GateName, gates, type Rule, walkFilter } from '../../engine/model/index.ts';
import { selectNodes } from '../state/document.ts';
import type { DryRun, NodeVerdict } from '../state/dry-run.ts';
import { filterText, triggerTitle } from '../words/rule-words.ts';
import { valueText } from '../words/values.ts';
import styles from './DryRunInspector.module.css';

interface EvaluationProps {
  run: DryRun;
  rule: Rule;
  catalog: Catalog;
}

/** One line for each decision, with the value that made it. */
export function Evaluation({ run, rule, catalog }: EvaluationProps): ReactElement {
  const { event } = run.sample;
  const wanted = rule.trigger.kind === 'event' ? rule.trigger.eventType : 'schedule';
  const verdictOf = (node: string): NodeVerdict => run.verdicts.get(node) ?? 'not-yet';
  const apps = rule.scope.apps.map((app) => appTitle(catalog, app)).join(', ') || 'no app';
  return (
    <ol>
      <Gate verdict={rule.enabled ? 'passed' : 'failed'} node="trigger" text="Enabled">
        {rule.enabled ? null : 'it is disabled and never runs; tried here all the same'}
      </Gate>
      <Gate verdict={verdictOf('trigger')} node="trigger" text={triggerTitle(rule.trigger, catalog)}>
        wanted {wanted}, was {event.type}
      </Gate>
      <Gate verdict={verdictOf('scope')} node="scope" text={`Only for ${apps}`}>
        was {appTitle(catalog, event.app)}
      </Gate>
      {[...walkFilter(rule.filter)].map(({ node, at, depth }) => {
        const trace = run.traces.get(at);
        const isDone = run.state.progress[at] === 'done';
        return (
          <Gate key={at} verdict={verdictOf(at)} node={at} text={filterText(node)} depth={depth - 1}>
            {trace && 'op' in trace && isDone
              ? trace.present
                ? `was ${valueText(trace.actual, 200)}`
                : 'was missing from the event'
              : null}
          </Gate>
        );
      })}
      {limitGates(rule, run.final.reason === 'depth').map(({ gate, text, value }) => (
        <Gate key={gate} verdict={gateVerdict(gate, run)} node="trigger" text={text}>
          {value}
        </Gate>
      ))}
      {run.state.isDone
        ? run.final.notes.map((note) => (
            <li key={note} className={styles.gate}>
              <p>
                <small>{note}</small>
              </p>
            </li>
          ))
        : null}
    </ol>
  );
}

/** What a match still has to pass, in the order in which it is asked. */
function limitGates(
  rule: Rule,
  isTooDeep: boolean,
): { gate: GateName; text: string; value: string | null }[] {
  const { cooldownSeconds, maxFiresPerDay, maxPerMinute } = rule.limits;
  return [
    { gate: 'permission', text: `Runs as ${rule.createdBy}`, value: null },
    {
      gate: 'cooldown',
      text: 'Cooldown',
      value: cooldownSeconds === 0 ? 'none' : `${cooldownSeconds} s for the same subject`,
    },
    {
      gate: 'daily-cap',
      text: 'Most per day',
      value: maxFiresPerDay === null ? 'no limit' : String(maxFiresPerDay),
    },
    {
      gate: 'rate-limit',
      text: 'Most per minute',
      value: maxPerMinute === null ? 'no limit' : String(maxPerMinute),
    },
    ...(isTooDeep
      ? [{ gate: 'depth' as const, text: 'Depth', value: 'too many rules set each other off' }]
      : []),
  ];
}

function gateVerdict(gate: GateName, run: DryRun): NodeVerdict {
  const { reason } = run.final;
  if (!run.state.isDone) return 'not-yet';
  if (reason === gate) return 'failed';
  const stopped = reason === null ? -1 : gates.indexOf(reason);
  const isPast = reason === null || stopped > gates.indexOf(gate);
  return isPast ? 'passed' : 'not-reached';
}

interface GateProps {
  verdict: NodeVerdict;
  node: string;
  text: string;
  depth?: number;
  children: string | (string | null)[] | null;
}

const words: Readonly<Partial<Record<NodeVerdict, string>>> = {
  passed: 'passed',
  failed: 'failed',
  'not-reached': 'not reached',
  'not-yet': 'not yet',
  disabled: 'off',
};

function Gate({ verdict, node, text, depth = 0, children }: GateProps): ReactElement {
  const Icon = verdict === 'passed' ? CircleCheck : verdict === 'failed' ? CircleX : CircleDashed;
  return (
    <li className={styles.gate} data-verdict={verdict} style={{ paddingLeft: depth * 16 }}>
      <Icon size={16} role="img" aria-label={words[verdict] ?? verdict} />
      <p>
        <button type="button" onClick={() => selectNodes([node])}>
          {text}
        </button>
        {children ? <small>{children}</small> : null}
      </p>
    </li>
  );
}
