import type { ReactElement, ReactNode } from 'react';
import styles from './Chip.module.css';
import { classes } from './classes.ts';

interface ChipProps {
  tone?: 'neutral' | 'scope' | 'pass' | 'fail' | 'warn' | 'rehearsal';
  children: ReactNode;
}

export function Chip({ tone = 'neutral', children }: ChipProps): ReactElement {
  return <span className={classes(styles.chip, tone !== 'neutral' && styles[tone])}>{children}</span>;
}
