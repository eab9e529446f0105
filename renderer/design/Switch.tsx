import { Switch as RadixSwitch } from 'radix-ui';
import type { ReactElement } from 'react';
import styles from './inputs.module.css';

interface SwitchProps {
  label?: string;
  id?: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
}

export function Switch({ label, id, isOn, onChange }: SwitchProps): ReactElement {
  return (
    <RadixSwitch.Root
      className={styles.switch}
      id={id}
      aria-label={label}
      checked={isOn}
      onCheckedChange={onChange}
    >
      <RadixSwitch.Thumb className={styles.thumb} />
    </RadixSwitch.Root>
  );
}
