import { X } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactElement,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { type Direction, type NodeId, neighbour } from '../../engine/editing/index.ts';
import { verdictWord } from '../canvas/Verdict.tsx';
import { classes } from '../design/classes.ts';
import { IconButton } from '../design/IconButton.tsx';
import { selectNodes } from '../state/document.ts';
import { useNodeVerdict } from '../state/dry-run.ts';
import { presentOf, useCatalog, useRule, useSelection } from '../state/selectors.ts';
import { toggleOutline, useOutlineOpening } from '../state/session.ts';
import { get } from '../state/store.ts';
import styles from './Outline.module.css';
import { type OutlineLine, outlineLines } from './outline-line.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};

/**
 * The rule as a tree of lines. What is selected here is what is selected on the canvas, so every key and command works
 * on it: add, delete, move, disable, copy, wrap.
 */
export function Outline(): ReactElement | null {
  const rule = useRule();
  const catalog = useCatalog();
  const selection = useSelection();
  const list = useRef<HTMLDivElement>(null);
  useFocusOnOpening(list);
  const lines = useMemo(() => (rule && catalog ? outlineLines(rule, catalog) : []), [rule, catalog]);
  if (!rule) return null;
  const nodes = lines.map(({ node }) => node);
  const selected = new Set(selection);
  const leading = selection.at(-1);
  const focused = leading !== undefined && nodes.includes(leading) ? leading : nodes[0];

  function handleKey(event: KeyboardEvent): void {
    const direction = event.altKey ? undefined : directions[event.key];
    const next =
      event.key === 'Home'
        ? nodes[0]
        : event.key === 'End'
          ? nodes.at(-1)
          : direction && rule
            ? neighbour(rule, focused ?? '', direction)
            : undefined;
    if (next === undefined || next === null) return;
    event.preventDefault();
    event.stopPropagation();
    selectNodes(event.shiftKey ? [...selection.filter((node) => node !== next), next] : [next]);
    list.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus();
  }

  return (
    <section className={styles.outline} aria-label="Outline">
      <div className={styles.head}>
        <h2>Outline</h2>
        <IconButton
          label="Hide the outline"
          keys="Alt+O"
          size="small"
          icon={<X size={14} />}
          onClick={toggleOutline}
        />
      </div>
      <div
        ref={list}
        className={styles.list}
        role="tree"
        aria-label="Nodes of the rule"
        aria-multiselectable
        onKeyDown={handleKey}
      >
        {lines.map((line) => (
          <Line
            key={line.node}
            {...line}
            isSelected={selected.has(line.node)}
            isFocused={line.node === focused}
          />
        ))}
      </div>
    </section>
  );
}

/** Opened by somebody, it takes the focus; closed, it gives the focus back to where it was. */
function useFocusOnOpening(list: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const { activeElement } = document;
    const tree = list.current;
    if (!useOutlineOpening.getState().isAsked) return;
    useOutlineOpening.setState({ isAsked: false });
    tree?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    return () => {
      const isInside = tree?.parentElement?.contains(document.activeElement) === true;
      if (isInside && activeElement instanceof HTMLElement) activeElement.focus();
    };
  }, [list]);
}

/** Chooses a line, or adds it to what is chosen. */
function handleClick(event: MouseEvent, node: NodeId): void {
  const selection = presentOf(get())?.selection ?? [];
  const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
  const others = selection.filter((one) => one !== node);
  if (!isAdding) selectNodes([node]);
  else selectNodes(others.length < selection.length ? others : [...others, node]);
}

interface LineProps extends OutlineLine {
  node: NodeId;
  isSelected: boolean;
  isFocused: boolean;
}

/** Drawn anew only where its own words change: a rule may have a thousand lines. */
const Line = memo(({ node, text, level, kind, isOff, isSelected, isFocused }: LineProps): ReactElement => {
  const verdict = useNodeVerdict(node);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it answers the keys
    <div
      role="treeitem"
      data-node={node}
      data-kind={kind}
      className={classes(styles.line, isOff && styles.off)}
      style={{ paddingLeft: 10 + (level - 1) * 14 }}
      aria-level={level}
      aria-selected={isSelected}
      tabIndex={isFocused ? 0 : -1}
      onClick={(event) => handleClick(event, node)}
    >
      <span className={styles.dot} aria-hidden />
      <span className={styles.text}>{text}</span>
      {isOff ? <span className={styles.mark}>off</span> : null}
      {verdict && verdict !== 'disabled' ? (
        <span className={styles.mark} data-verdict={verdict}>
          {verdictWord(verdict)}
        </span>
      ) : null}
    </div>
  );
});
