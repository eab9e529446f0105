import { Command } from 'cmdk';
import type { ReactElement, ReactNode } from 'react';
import { Dialog } from '../design/Dialog.tsx';
import { set } from '../state/store.ts';
import styles from './palette.module.css';

interface SearchDialogProps {
  title: string;
  placeholder: string;
  nothing: string;
  /** Told what is typed, for lists that are too long to be drawn whole. */
  onSearch?: (text: string) => void;
  children: ReactNode;
}

/** A searchable list over the window: type, arrow keys, Enter. */
export function SearchDialog({
  title,
  placeholder,
  nothing,
  onSearch,
  children,
}: SearchDialogProps): ReactElement {
  return (
    <Dialog title={title} isBare onClose={() => set({ dialog: null })}>
      <Command label={title} loop filter={matchWords}>
        <Command.Input
          className={styles.search}
          placeholder={placeholder}
          aria-label={placeholder}
          {...(onSearch ? { onValueChange: onSearch } : {})}
        />
        <Command.List className={styles.list}>
          <Command.Empty>{nothing}</Command.Empty>
          {children}
        </Command.List>
      </Command>
    </Dialog>
  );
}

/** Every typed word must be somewhere; a match at the start of the label comes first. */
export function matchWords(value: string, search: string, keywords: string[] = []): number {
  const label = value.toLowerCase();
  const all = `${label} ${keywords.join(' ').toLowerCase()}`;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => all.includes(word))) return 0;
  if (words.length > 0 && label.startsWith(words[0] ?? '')) return 1;
  return words.every((word) => label.includes(word)) ? 0.8 : 0.5;
}

interface SearchItemProps {
  id: string;
  label: string;
  keywords?: string[];
  icon?: ReactNode;
  detail?: string | undefined;
  side?: string | undefined;
  isDisabled?: boolean;
  run(): void;
  /** What is carried when it is dragged out of the list; without it, it cannot be. */
  carry?: (transfer: DataTransfer) => void;
}

export function SearchItem(props: SearchItemProps): ReactElement {
  const { id, label, keywords = [], icon, detail, side, isDisabled = false, run, carry } = props;
  return (
    <Command.Item
      value={`${label} ${id}`}
      keywords={[...keywords, detail ?? '']}
      disabled={isDisabled}
      onSelect={run}
      className={styles.item}
      draggable={carry !== undefined}
      onDragStart={(event) => {
        carry?.(event.dataTransfer);
        // It makes way for what is under it, once the browser has taken hold of what is carried.
        window.setTimeout(() => set({ dialog: null }));
      }}
    >
      {icon}
      <span className={styles.label}>{label}</span>
      <span className={styles.detail}>{detail}</span>
      {side ? <span className={styles.side}>{side}</span> : null}
    </Command.Item>
  );
}

export function SearchGroup({ heading, children }: { heading: string; children: ReactNode }): ReactElement {
  return <Command.Group heading={heading}>{children}</Command.Group>;
}
