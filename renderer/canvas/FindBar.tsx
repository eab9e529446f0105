import { Panel } from '@xyflow/react';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import type { KeyboardEvent, ReactElement } from 'react';
import { findNodes, type NodeId } from '../../engine/editing/index.ts';
import { IconButton } from '../design/IconButton.tsx';
import { selectNodes } from '../state/document.ts';
import { useRule, useSelection } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import styles from './FindBar.module.css';

/** Finds nodes by what they say and walks through them. Escape ends it. */
export function FindBar(): ReactElement | null {
  const text = useStudio((state) => state.find);
  const rule = useRule();
  const selection = useSelection();
  if (text === null || !rule) return null;
  const found = findNodes(rule, text);
  const index = found.indexOf(selection.at(-1) ?? '');

  function look(next: string): void {
    set({ find: next });
    const [first] = rule ? findNodes(rule, next) : [];
    if (first !== undefined) selectNodes([first]);
  }
  function go(by: 1 | -1): void {
    const next: NodeId | undefined =
      index < 0 ? found.at(by === 1 ? 0 : -1) : found[(index + by + found.length) % found.length];
    if (next !== undefined) selectNodes([next]);
  }
  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') set({ find: null });
    else return;
    event.preventDefault();
  }

  return (
    <Panel position="top-right" className={styles.bar}>
      <search className={styles.search} onKeyDown={handleKey}>
        <Search size={14} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: the bar was asked for by a key, to be typed into
          autoFocus
          type="text"
          value={text}
          placeholder="Find ids, values, parameters"
          aria-label="Find on the canvas"
          onChange={(event) => look(event.target.value)}
        />
        <span className={styles.count} role="status">
          {text.trim() === ''
            ? ''
            : found.length === 0
              ? 'Nothing found'
              : `${index < 0 ? '–' : index + 1} of ${found.length}`}
        </span>
        <IconButton
          size="small"
          label="Previous match"
          keys="Shift+Enter"
          icon={<ChevronUp size={15} />}
          disabled={found.length === 0}
          onClick={() => go(-1)}
        />
        <IconButton
          size="small"
          label="Next match"
          keys="Enter"
          icon={<ChevronDown size={15} />}
          disabled={found.length === 0}
          onClick={() => go(1)}
        />
        <IconButton
          size="small"
          label="Close"
          keys="Escape"
          icon={<X size={15} />}
          onClick={() => set({ find: null })}
        />
      </search>
    </Panel>
  );
}
