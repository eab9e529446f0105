import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { type ReactElement, type ReactNode, useRef } from 'react';
import styles from './Dialog.module.css';
import { focusPart } from './focus-part.ts';
import { IconButton } from './IconButton.tsx';

interface DialogProps {
  title: string;
  onClose(): void;
  children: ReactNode;
  /**
   * A list to choose from: no title row (the title is still read to screen readers), and what is chosen decides
   * where the focus goes next.
   */
  isBare?: boolean;
  /** Two things beside each other. */
  isWide?: boolean;
}

/** What a dialog asks for is typed at once, what is long can be scrolled at once; else the dialog itself has the focus and is read. */
function focusFirstField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const field = event.currentTarget.querySelector<HTMLElement>('input, textarea, [tabindex="0"]');
  event.preventDefault();
  (field ?? event.currentTarget).focus();
}

/** Asks for one thing; Escape or a click outside leaves it. */
export function Dialog({
  title,
  onClose,
  children,
  isBare = false,
  isWide = false,
}: DialogProps): ReactElement {
  const before = useRef<Element | null>(null);
  const isLeft = useRef(false);
  function leave(): void {
    isLeft.current = true;
    onClose();
  }
  /** What had the focus has it again, unless what was done here has put it elsewhere. */
  function giveBack(event: Event): void {
    event.preventDefault();
    if ((isBare && !isLeft.current) || document.activeElement !== document.body) return;
    const { current } = before;
    if (!(current instanceof HTMLElement) || current === document.body) return;
    if (current.isConnected) current.focus();
    // It may be gone, or off.
    if (document.activeElement === document.body) focusPart(null);
  }
  return (
    <RadixDialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : leave())}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={styles.overlay} />
        <RadixDialog.Content
          className={styles.panel}
          data-wide={isWide || undefined}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            before.current = document.activeElement;
            focusFirstField(event);
          }}
          onCloseAutoFocus={giveBack}
        >
          {isBare ? (
            <RadixDialog.Title className="visually-hidden">{title}</RadixDialog.Title>
          ) : (
            <div className={styles.head}>
              <RadixDialog.Title className={styles.title}>{title}</RadixDialog.Title>
              <IconButton label="Close" icon={<X size={16} />} size="small" onClick={leave} />
            </div>
          )}
          {isBare ? children : <div className={styles.body}>{children}</div>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

export function DialogActions({ children }: { children: ReactNode }): ReactElement {
  return <div className={styles.actions}>{children}</div>;
}
