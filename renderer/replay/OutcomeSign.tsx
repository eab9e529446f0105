import { CircleCheck, Clock, CornerDownRight, Gauge, Lock, Sun } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Outcome } from '../state/replay-state.ts';
import styles from './OutcomeChart.module.css';

const signs = {
  executed: CircleCheck,
  cooldown: Clock,
  'daily-cap': Sun,
  'rate-limit': Gauge,
  permission: Lock,
  depth: CornerDownRight,
} as const satisfies Record<Outcome, typeof Lock>;

/** The sign of an outcome; the words stand beside it. */
export function OutcomeSign({ outcome }: { outcome: Outcome }): ReactElement {
  const Sign = signs[outcome];
  return (
    <span className={styles.sign} data-outcome={outcome}>
      <Sign size={13} aria-hidden />
    </span>
  );
}
