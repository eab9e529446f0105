import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactElement } from 'react';
import { decisiveNodes } from '../../engine/analysis/index.ts';
import { type Catalog, subjectOf } from '../../engine/catalog/index.ts';
import type { Gate as GateName, Rule } from '../../engine/model/index.ts';
import { selectNodes } from '../state/document.ts';
import type { DryRun, NodeVerdict } from '../state/dry-run.ts';
import { useStudio } from '../state/store.ts';
import styles from './DryRunInspector.module.css';
import { type GateLine, gateLines } from './gate-lines.ts';
import { OutcomeIcon } from './OutcomeIcon.tsx';
import { heldText, outcomeText, outcomeTone } from './outcome-words.ts';

interface EvaluationProps {
  run: DryRun;
  rule: Rule;
  catalog: Catalog;
}

/** Why, or why not: what decided, then one line for each decision, with the value that made it. */
export function Evaluation({ run, rule, catalog }: EvaluationProps): ReactElement {
  const heldBy = useStudio((state) => (state.mode === 'replay' ? (state.opened?.heldBy ?? null) : null));
  const { event } = run.sample;
  const lines = gateLines({
    rule,
    catalog,
    event,
    record: run.final,
    verdicts: run.verdicts,
    traces: run.traces,
    isPast: (at) => run.state.progress[at] === 'done',
    isDone: run.state.isDone,
    heldBy,
    subject: subjectOf(catalog, event),
  });
  return (
    <>
      {run.state.isDone ? <Decision run={run} lines={lines} heldBy={heldBy} /> : null}
      <ol aria-label="Every decision">
        {lines.map((line) => (
          <Gate key={line.key} line={line} />
        ))}
      </ol>
      {run.state.isDone && run.final.notes.length > 0 ? (
        <>
          <h3 className={styles.subhead}>Notes</h3>
          <ul className={styles.notes}>
            {run.final.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

interface DecisionProps {
  run: DryRun;
  lines: readonly GateLine[];
  heldBy: GateName | null;
}

/** The answer first: what came of it, and the lines that stood in the way. */
function Decision({ run, lines, heldBy }: DecisionProps): ReactElement {
  const { final } = run;
  const deciding =
    final.reason === 'conditions'
      ? decisiveNodes(final.filter.nodes).map(({ trace }) => trace.at)
      : lines.filter(({ verdict, text }) => verdict === 'failed' && text !== 'Enabled').map(({ key }) => key);
  const shown = lines.filter(({ key }) => deciding.includes(key));
  return (
    <section className={styles.decision} data-tone={heldBy ? 'fail' : outcomeTone(final)} aria-label="Answer">
      <p className={styles.answer}>
        <OutcomeIcon record={final} size={17} /> {heldBy ? heldText(heldBy) : outcomeText(final)}
      </p>
      {shown.map((line) => (
        <p key={line.key}>
          <b>{line.text}</b>
          {line.value ? `: ${line.value}` : ''}
          {line.verdict === 'passed' ? ', inside a “not”' : ''}
        </p>
      ))}
    </section>
  );
}

const words: Readonly<Partial<Record<NodeVerdict, string>>> = {
  passed: 'passed',
  failed: 'failed',
  'not-reached': 'not reached',
  'not-yet': 'not yet',
  disabled: 'off',
};

function Gate({ line }: { line: GateLine }): ReactElement {
  const { verdict, node, text, value, depth } = line;
  const Icon = verdict === 'passed' ? CircleCheck : verdict === 'failed' ? CircleX : CircleDashed;
  return (
    <li className={styles.gate} data-verdict={verdict} style={{ paddingLeft: depth * 16 }}>
      <Icon size={16} role="img" aria-label={words[verdict] ?? verdict} />
      <p>
        <button type="button" onClick={() => selectNodes([node])}>
          {text}
        </button>
        {value ? <small>{value}</small> : null}
      </p>
    </li>
  );
}
