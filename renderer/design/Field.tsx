import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { type ReactElement, type ReactNode, useId } from 'react';
import type { Problem } from '../../engine/model/index.ts';
import styles from './Field.module.css';

export interface FieldControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

interface FieldProps {
  label: string;
  hint?: string | undefined;
  isOptional?: boolean;
  problems?: readonly Problem[];
  onFix?: ((problem: Problem) => void) | undefined;
  /** Stands at the right of the label. */
  aside?: ReactNode;
  children(control: FieldControlProps): ReactNode;
}

/** A labelled control with its hint and its problems, tied together for screen readers. */
export function Field({
  label,
  hint,
  isOptional,
  problems = [],
  onFix,
  aside,
  children,
}: FieldProps): ReactElement {
  const id = useId();
  const notesId = `${id}-notes`;
  const hasNotes = hint !== undefined || problems.length > 0;
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label className={styles.label} htmlFor={id}>
          {label}
          {isOptional ? <span className={styles.optional}> optional</span> : null}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': hasNotes ? notesId : undefined,
        'aria-invalid': problems.some((problem) => problem.severity === 'error'),
      })}
      {hasNotes ? (
        <div id={notesId} className={styles.field}>
          {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
          {problems.map((problem) => (
            <ProblemLine key={`${problem.code} ${problem.at}`} problem={problem} onFix={onFix} />
          ))}
        </div>
      ) : null}
    </div>
  );
}

interface ProblemLineProps {
  problem: Problem;
  onFix?: ((problem: Problem) => void) | undefined;
}

export function ProblemLine({ problem, onFix }: ProblemLineProps): ReactElement {
  return (
    <p className={styles.problem} data-severity={problem.severity}>
      <SeverityIcon severity={problem.severity} />
      <span>
        {problem.message}{' '}
        {problem.replacement !== undefined && onFix ? (
          <button type="button" className={styles.fix} onClick={() => onFix(problem)}>
            {problem.fix ?? 'Fix'}
          </button>
        ) : null}
      </span>
    </p>
  );
}

export function SeverityIcon({ severity }: { severity: Problem['severity'] }): ReactElement {
  if (severity === 'error') return <CircleAlert size={13} aria-label="error" />;
  if (severity === 'warning') return <TriangleAlert size={13} aria-label="warning" />;
  return <Info size={13} aria-label="hint" />;
}
