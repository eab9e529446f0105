import { Tooltip } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { keyText } from '../actions/keys.ts';
import styles from './Tip.module.css';

interface TipProps {
  text: string;
  keys?: string | undefined;
  children: ReactNode;
}

/** Names what it surrounds, with its keys, after a short rest of the pointer or on focus. */
export function Tip({ text, keys, children }: TipProps): ReactElement {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} sideOffset={6} collisionPadding={8}>
          {text}
          {keys ? <span className={styles.keys}>{keyText(keys)}</span> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
