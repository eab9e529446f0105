import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { keyText } from '../actions/keys.ts';
import styles from './Menu.module.css';

export interface MenuEntry {
  label: string;
  icon?: ReactNode;
  keys?: string | undefined;
  isDisabled?: boolean;
  /** Draws a line above this entry. */
  startsGroup?: boolean;
  run(): void;
}

interface MenuProps {
  trigger: ReactNode;
  entries: readonly MenuEntry[];
}

/** A button that opens a list of commands. */
export function Menu({ trigger, entries }: MenuProps): ReactElement {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="start" sideOffset={4} collisionPadding={8}>
          {entries.map((entry) => (
            <div key={entry.label}>
              {entry.startsGroup ? <DropdownMenu.Separator className={styles.separator} /> : null}
              <DropdownMenu.Item
                className={styles.item}
                disabled={entry.isDisabled ?? false}
                onSelect={() => entry.run()}
              >
                {entry.icon}
                {entry.label}
                {entry.keys ? <span className={styles.keys}>{keyText(entry.keys)}</span> : null}
              </DropdownMenu.Item>
            </div>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
