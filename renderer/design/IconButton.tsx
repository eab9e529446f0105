import type { ButtonHTMLAttributes, ReactElement, ReactNode } from 'react';
import styles from './Button.module.css';
import { classes } from './classes.ts';
import { Tip } from './Tip.tsx';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'title'> {
  /** Read by screen readers and shown as the tooltip. */
  label: string;
  /** Keys as `Mod+Z`, shown in the tooltip. */
  keys?: string | undefined;
  icon: ReactNode;
  size?: 'normal' | 'small';
}

/** A button that is only an icon; its name is in the tooltip. */
export function IconButton({
  label,
  keys,
  icon,
  size = 'normal',
  className,
  ...rest
}: IconButtonProps): ReactElement {
  const names = classes(
    styles.button,
    styles.quiet,
    styles.icon,
    size === 'small' && styles.small,
    className,
  );
  return (
    <Tip text={label} keys={keys}>
      <button type="button" aria-label={label} {...rest} className={names}>
        {icon}
      </button>
    </Tip>
  );
}
