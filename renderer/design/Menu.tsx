import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { keyText } from '../actions/keys.ts';
import styles from './Menu.module.css';

export interface MenuEntry {
  label: string;
  icon?: ReactNode;
  keys?: string | undefined;
  isDisabled?: boolean;
  /** One of a few, of which one is chosen; undefined: a command. */
  isChecked?: boolean | undefined;
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
              <Entry entry={entry} />
            </div>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }): ReactElement {
  const { label, icon, keys, isChecked, isDisabled = false, run } = entry;
  const content = (
    <>
      {isChecked === undefined ? (
        icon
      ) : (
        <span className={styles.tick}>{isChecked ? <Check size={14} /> : null}</span>
      )}
      {label}
      {keys ? <span className={styles.keys}>{keyText(keys)}</span> : null}
    </>
  );
  if (isChecked === undefined) {
    return (
      <DropdownMenu.Item className={styles.item} disabled={isDisabled} onSelect={run}>
        {content}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.CheckboxItem
      className={styles.item}
      disabled={isDisabled}
      checked={isChecked}
      onSelect={run}
    >
      {content}
    </DropdownMenu.CheckboxItem>
  );
}
