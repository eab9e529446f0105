import type { ReactElement, SelectHTMLAttributes } from 'react';
import styles from './inputs.module.css';

export interface SelectOption {
  value: string;
  label: string;
}

interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange'> {
  value: string;
  options: readonly SelectOption[];
  onChange(value: string): void;
  /** Shown, and not choosable, while the value is none of the options. */
  placeholder?: string;
}

/** One of a short list. A value that is not on the list stays and is shown as it is. */
export function Select({ value, options, onChange, placeholder, ...rest }: SelectProps): ReactElement {
  const isKnown = options.some((option) => option.value === value);
  return (
    <select
      {...rest}
      className={styles.select}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {isKnown ? null : (
        <option value={value} disabled={value === ''}>
          {value === '' ? (placeholder ?? 'Choose…') : value}
        </option>
      )}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
