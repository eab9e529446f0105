import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactElement, type ReactNode, type RefObject, useRef, useState } from 'react';
import { keyText } from '../actions/keys.ts';
import { Button } from './Button.tsx';
import { framePart } from './focus-part.ts';
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
  const button = useRef<HTMLButtonElement>(null);
  const [part, setPart] = useState<HTMLElement | null>(null);
  return (
    <DropdownMenu.Root modal={false} onOpenChange={() => setPart(partAround(button.current))}>
      <DropdownMenu.Trigger ref={button} asChild>
        {trigger}
      </DropdownMenu.Trigger>
      <Entries entries={entries} part={part} />
    </DropdownMenu.Root>
  );
}

/** The part of the frame a button belongs to: its list is read as standing there too. */
function partAround(button: HTMLElement | null): HTMLElement | null {
  return button?.closest<HTMLElement>(framePart) ?? null;
}

interface MenuButtonProps {
  /** Read by screen readers. */
  label: string;
  icon: ReactNode;
  entries(): readonly MenuEntry[];
}

/** As `Menu`, for buttons of which there are thousands: the list is made when it is opened. */
export function MenuButton({ label, icon, entries }: MenuButtonProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        look="quiet"
        size="small"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        data-state={isOpen ? 'open' : 'closed'}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {icon}
      </Button>
      {isOpen ? (
        <DropdownMenu.Root open modal={false} onOpenChange={setOpen}>
          <DropdownMenu.Trigger asChild>
            <span className={styles.anchor} aria-hidden />
          </DropdownMenu.Trigger>
          <Entries entries={entries()} part={partAround(button.current)} opener={button} />
        </DropdownMenu.Root>
      ) : null}
    </>
  );
}

interface EntriesProps {
  entries: readonly MenuEntry[];
  /** Where in the page the list stands. */
  part: HTMLElement | null;
  /** The button that opened it, where the library does not know it. */
  opener?: RefObject<HTMLElement | null>;
}

function Entries({ entries, part, opener }: EntriesProps): ReactElement {
  const isLeft = useRef(false);
  return (
    <DropdownMenu.Portal container={part}>
      <DropdownMenu.Content
        className={styles.menu}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onInteractOutside={(event) => {
          const { target } = event;
          // The button closes what it has opened by itself.
          if (target instanceof Node && opener?.current?.contains(target)) event.preventDefault();
          else isLeft.current = true;
        }}
        onCloseAutoFocus={(event) => {
          if (!opener) return;
          event.preventDefault();
          // Whoever clicked elsewhere is there already.
          if (!isLeft.current) opener.current?.focus();
        }}
      >
        {entries.map((entry) => (
          <div key={entry.label}>
            {entry.startsGroup ? <DropdownMenu.Separator className={styles.separator} /> : null}
            <Entry entry={entry} />
          </div>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
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
