import { CircleCheck, FlaskConical } from 'lucide-react';
import type { ReactElement } from 'react';
import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import type { FieldDifference, PlanImpact, PlanItem, PublishPlan } from '../../engine/contract/index.ts';
import type { Json, Problem } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { ProblemLine } from '../design/Field.tsx';
import { openRule } from '../state/document.ts';
import { useCatalog } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { sentence } from '../state/sync-errors.ts';
import { causeText } from '../words/cause-words.ts';
import { personName } from '../words/people.ts';
import { fieldText } from '../words/place-words.ts';
import { readable } from '../words/problem-words.ts';
import { capitalised, countText, dateText, valueText } from '../words/values.ts';
import { ConflictChoices } from './ConflictChoices.tsx';
import styles from './publish.module.css';
import { RulesSideBySide } from './RulesSideBySide.tsx';
import { refusalOf } from './refusal.ts';
import { nameOfRule, withoutIds } from './rule-name.ts';

const verbs: Record<PlanItem['kind'], string> = {
  create: 'New in the workspace',
  change: 'Changed',
  enable: 'Enabled',
  disable: 'Disabled',
  delete: 'Deleted',
  conflict: 'Changed on both sides',
  unchanged: 'Unchanged',
};

/** One rule of the plan: what it does in words, in data and in effect, and what speaks against it. */
export function ChangeReview({ item, plan }: { item: PlanItem; plan: PublishPlan }): ReactElement | null {
  const catalog = useCatalog();
  const me = useStudio(({ remote }) => (remote.standing.kind === 'reachable' ? remote.standing.me : null));
  const isHere = useStudio((state) => state.rules.some(({ id }) => id === item.ruleId));
  const refusal = catalog ? refusalOf(item, me, catalog) : null;
  const warnings = plan.warnings.filter(
    ({ ruleId, otherIds }) => ruleId === item.ruleId || otherIds.includes(item.ruleId),
  );
  const effect = plan.impact?.rules.find(({ ruleId }) => ruleId === item.ruleId);
  if (!catalog) return null;
  const rule = item.after ?? item.before;
  const told = (problem: Problem) => (rule ? readable(problem, rule, catalog) : problem);
  const titleOf = (at: string) => (rule ? fieldText(at, rule, catalog) : at);
  return (
    <>
      <h2>{item.name}</h2>
      <p className={styles.lead}>
        {verbs[item.kind]} · {appNames(item, catalog)}
        {item.tested ? ` · tested by ${countText(item.tested.cases, 'expectation')}` : ''}
      </p>
      {refusal ? (
        <section className={styles.card} data-tone="fail" aria-label="Refused">
          <h3>Refused</h3>
          <p>{refusal}</p>
        </section>
      ) : null}
      {item.drift ? (
        <section className={styles.card} data-tone="warn" aria-label="Drift">
          <h3>Moved in the workspace</h3>
          <p>
            {personName(catalog, item.drift.author)} {item.drift.what} it on {dateText(item.drift.at)}{' '}
            (version {item.drift.version}){item.drift.why === '' ? '' : `: “${item.drift.why}”`}
          </p>
        </section>
      ) : null}
      {item.kind === 'conflict' ? <ConflictChoices key={item.ruleId} item={item} /> : null}
      {item.words.length > 0 && item.kind !== 'conflict' ? (
        <section className={styles.card} aria-label="In words">
          <h3>In words</h3>
          <ul className={styles.words}>
            {item.words.map(({ text, at }) => (
              <li key={`${at} ${text}`}>{sentence(text)}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {item.diff.length > 0 && item.kind !== 'conflict' ? (
        <section className={styles.card} aria-label="In data">
          <h3>In data</h3>
          <DiffTable diff={item.diff} titleOf={titleOf} />
        </section>
      ) : null}
      {isDrawn(item) ? (
        <section className={styles.card} aria-label="On the canvas">
          <h3>On the canvas</h3>
          <RulesSideBySide before={item.before} after={item.after} catalog={catalog} />
        </section>
      ) : null}
      {item.kind !== 'conflict' ? (
        <section className={styles.card} aria-label="In effect">
          <h3>In effect</h3>
          <Effect catalog={catalog} effect={effect} impact={plan.impact} notes={plan.notes} />
        </section>
      ) : null}
      {item.problems.length + warnings.length + item.notes.length > 0 ? (
        <section className={styles.card} aria-label="Worth knowing">
          <h3>Worth knowing</h3>
          {[
            ...item.problems.map((problem) => sentenced(told(problem))),
            ...warnings.map((warning) => sentenced(warningOf(warning, item, plan, told))),
          ].map((problem) => (
            <ProblemLine key={`${problem.code} ${problem.at} ${problem.message}`} problem={problem} />
          ))}
          {item.notes.map((note) => (
            <p key={note}>{sentence(note)}</p>
          ))}
        </section>
      ) : null}
      <div className={styles.actions}>
        {isHere ? (
          <Button onClick={() => void openRule(item.ruleId).then(() => set({ mode: 'author' }))}>
            Open the rule
          </Button>
        ) : null}
        {item.before ? (
          <Button onClick={() => set({ dialog: { kind: 'rollback', ruleId: item.ruleId, name: item.name } })}>
            Roll back in {plan.workspace}…
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** A problem is written to stand after its place; here it is a sentence of its own. */
function sentenced(problem: Problem): Problem {
  return { ...problem, message: capitalised(problem.message) };
}

/** A switch turned on or off changes nothing that is drawn. */
function isDrawn({ kind }: PlanItem): boolean {
  return kind === 'create' || kind === 'change' || kind === 'delete';
}

/** A warning about another rule, which concerns this one too, begins with the other's name. */
function warningOf(
  { ruleId, problem }: PublishPlan['warnings'][number],
  item: PlanItem,
  plan: PublishPlan,
  told: (problem: Problem) => Problem,
): Problem {
  const { message } = told({ ...problem, message: withoutIds(plan, problem.message) });
  if (ruleId === item.ruleId) return { ...problem, message };
  return { ...problem, message: `“${nameOfRule(plan, ruleId)}” ${message}` };
}

function appNames({ apps }: PlanItem, catalog: Catalog): string {
  return apps.length === 0 ? 'no app' : apps.map((app) => appTitle(catalog, app)).join(', ');
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : valueText(value, 400);
}

interface DiffTableProps {
  diff: readonly FieldDifference[];
  /** What people call a place of the rule. */
  titleOf(at: string): string;
}

function DiffTable({ diff, titleOf }: DiffTableProps): ReactElement {
  return (
    <table className={styles.diff}>
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">In the workspace</th>
          <th scope="col">Once published</th>
        </tr>
      </thead>
      <tbody>
        {diff.map(({ at, before, after }) => (
          <tr key={at}>
            <td title={at}>{titleOf(at)}</td>
            <td>{before === undefined ? '–' : <span className={styles.before}>{shown(before)}</span>}</td>
            <td>{after === undefined ? '–' : <span className={styles.after}>{shown(after)}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface EffectProps {
  catalog: Catalog;
  effect: PlanImpact['rules'][number] | undefined;
  impact: PlanImpact | null;
  notes: readonly string[];
}

function Effect({ catalog, effect, impact, notes }: EffectProps): ReactElement {
  if (!impact) return <p>Not known. {notes.map(sentence).join(' ')}</p>;
  const source = impact.source === 'workspace' ? 'the newest events of the workspace' : impact.source;
  const over = `${source}, ${countText(impact.events, 'event')}`;
  if (!effect || effect.changed === 0) {
    return (
      <p>
        <CircleCheck size={14} aria-hidden style={{ verticalAlign: -2 }} /> No outcome changes over {over}.
      </p>
    );
  }
  return (
    <>
      <p>
        <Chip tone="warn">
          <FlaskConical size={13} aria-hidden /> {countText(effect.changed, 'outcome')} would change
        </Chip>{' '}
        over {over}
      </p>
      <ul className={styles.rows}>
        {effect.groups.map((group) => (
          <li key={`${group.sample} ${group.why}`}>
            <span>
              {outcomeOf(group.before)} → <b>{outcomeOf(group.after)}</b>{' '}
              <small>{causeText(group.why, catalog)}</small>
            </span>
            <small>
              {countText(group.events, 'event')}, such as {group.sample}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}

function outcomeOf(side: PlanImpact['rules'][number]['groups'][number]['before']): string {
  if (side === null) return 'no rule';
  const { outcome, reason } = side;
  return reason === null ? outcome.replace('-', ' ') : `${outcome.replace('-', ' ')} (${reason})`;
}
