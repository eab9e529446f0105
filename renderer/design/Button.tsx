import type { ComponentProps, ReactElement } from 'react';
import styles from './Button.module.css';
import { classes } from './classes.ts';

interface ButtonProps extends ComponentProps<'button'> {
  look?: 'plain' | 'primary' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
}

export function Button({ look = 'plain', size = 'normal', className, ...rest }: ButtonProps): ReactElement {
  const names = classes(styles.button, styles[look], size === 'small' && styles.small, className);
  return <button type="button" {...rest} className={names} />;
}
