import { Ban, CircleCheck, CircleDashed, CircleX, Hourglass, Play, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NodeVerdict } from '../state/dry-run.ts';
import styles from './nodes.module.css';

const words: Readonly<Record<NodeVerdict, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  'not-reached': 'Not reached',
  'not-yet': 'Not yet',
  disabled: 'Off',
  'would-run': 'Would run',
  ran: 'Ran',
  invalid: 'Invalid',
};

const icons = {
  passed: CircleCheck,
  failed: CircleX,
  'not-reached': CircleDashed,
  'not-yet': Hourglass,
  disabled: Ban,
  'would-run': Play,
  ran: CircleCheck,
  invalid: TriangleAlert,
} as const satisfies Record<NodeVerdict, typeof Ban>;

export function verdictWord(verdict: NodeVerdict): string {
  return words[verdict].toLowerCase();
}

/** The icon alone, where there is no room for a word that could be read. */
export function VerdictIcon({ verdict, size }: { verdict: NodeVerdict; size: number }): ReactElement {
  const Icon = icons[verdict];
  return <Icon size={size} aria-label={words[verdict]} />;
}

/** What a dry run found at a node: an icon and a word, never colour alone. */
export function Verdict({ verdict }: { verdict: NodeVerdict }): ReactElement {
  const Icon = icons[verdict];
  return (
    <span className={styles.verdict} data-verdict={verdict}>
      <Icon size={13} aria-hidden />
      {words[verdict]}
    </span>
  );
}
