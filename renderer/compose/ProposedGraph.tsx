import type { ReactElement } from 'react';
import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { filterText, stepSummary, stepTitle, triggerTitle } from '../words/rule-words.ts';
import { countText } from '../words/values.ts';
import styles from './ComposeDialog.module.css';

interface ProposedGraphProps {
  rule: Rule;
  catalog: Catalog;
  pointed: string | null;
  onPoint(node: string | null): void;
}

interface ProposedNode {
  key: string;
  kind: string;
  eyebrow: string;
  title: string;
  detail: string;
}

/** The rule that would come out, top to bottom as on the canvas. Pointing at a node shows the words it came from. */
export function ProposedGraph({ rule, catalog, pointed, onPoint }: ProposedGraphProps): ReactElement {
  return (
    <ol className={styles.graph} aria-label="The rule it would become">
      {nodesOf(rule, catalog).map(({ key, kind, eyebrow, title, detail }) => (
        <li key={key}>
          <button
            type="button"
            className={styles.node}
            data-kind={kind}
            data-pointed={pointed === key || undefined}
            onMouseEnter={() => onPoint(key)}
            onMouseLeave={() => onPoint(null)}
            onFocus={() => onPoint(key)}
            onBlur={() => onPoint(null)}
          >
            <span className={styles.eyebrow}>{eyebrow}</span>
            <span className={styles.title}>{title}</span>
            {detail === '' ? null : <span className={styles.detail}>{detail}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}

function nodesOf(rule: Rule, catalog: Catalog): ProposedNode[] {
  const apps = rule.scope.apps.map((app) => appTitle(catalog, app)).join(', ');
  const limits = limitWords(rule);
  return [
    {
      key: 'trigger',
      kind: 'trigger',
      eyebrow: 'When',
      title: triggerTitle(rule.trigger, catalog),
      detail: '',
    },
    {
      key: 'scope',
      kind: 'scope',
      eyebrow: 'Only for',
      title: apps || 'No app yet: it never fires',
      detail: '',
    },
    ...rule.filter.map((node, index) => ({
      key: `filter${index}`,
      kind: 'filter',
      eyebrow: index === 0 ? 'If' : 'And',
      title: filterText(node),
      detail: '',
    })),
    ...rule.actions.map((step, index) => ({
      key: `actions${index}`,
      kind: 'actions',
      eyebrow: `Do ${index + 1}`,
      title: stepTitle(step, catalog),
      detail: stepSummary(step)
        .map(({ name, value }) => `${name} ${value}`)
        .join(' · '),
    })),
    ...(limits === ''
      ? []
      : [{ key: 'limits', kind: 'limits', eyebrow: 'At most', title: limits, detail: '' }]),
  ];
}

function limitWords({ limits: { cooldownSeconds, maxFiresPerDay, maxPerMinute } }: Rule): string {
  return [
    ...(cooldownSeconds > 0 ? [`once in ${durationText(cooldownSeconds)} for each subject`] : []),
    ...(maxFiresPerDay === null ? [] : [`${maxFiresPerDay} a day`]),
    ...(maxPerMinute === null ? [] : [`${maxPerMinute} a minute`]),
  ].join(', ');
}

/** Seconds in the largest unit that divides them. */
function durationText(seconds: number): string {
  if (seconds % 86_400 === 0) return countText(seconds / 86_400, 'day');
  if (seconds % 3600 === 0) return countText(seconds / 3600, 'hour');
  return seconds % 60 === 0 ? countText(seconds / 60, 'minute') : countText(seconds, 'second');
}
