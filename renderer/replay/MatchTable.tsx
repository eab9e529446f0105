// biome-ignore-all lint/a11y/useSemanticElements: rows of a million that are drawn only where they are seen are no table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row; cells need none
import { TriangleAlert } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { appTitle } from '../../engine/catalog/index.ts';
import type { ReplayRowView } from '../../engine/contract/index.ts';
import { openMatch } from '../state/replay.ts';
import { needPage, pageSize } from '../state/replay-rows.ts';
import { type RowList, useReplay } from '../state/replay-state.ts';
import { useCatalog } from '../state/selectors.ts';
import { timeText } from './amounts.ts';
import styles from './MatchTable.module.css';
import { OutcomeSign } from './OutcomeSign.tsx';
import { outcomeLabel } from './outcome-words.ts';

const rowHeight = 30;
/** Browsers draw nothing beyond some thirty million pixels: longer lists are scrolled faster than they are long. */
const highest = 24_000_000;
/** Rows drawn above and below what is seen. */
const margin = 8;

/** Every match, drawn only where it is seen and read only when it is drawn: a million rows are as quick as ten. */
export function MatchTable(): ReactElement {
  const { count, pages } = useReplay((state) => state.rows);
  const isRunning = useReplay((state) => state.view?.state === 'running');
  const names = useReplay((state) => state.view?.rules);
  const opened = useReplay((state) => state.row);
  const catalog = useCatalog();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [seen, setSeen] = useState(400);
  const [active, setActive] = useState(() => indexOfMatch(opened, pages));
  const id = useId();

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSeen(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const whole = count * rowHeight;
  const drawn = Math.min(whole, highest);
  const visible = Math.ceil(seen / rowHeight);
  // Of what can be scrolled, the same share is scrolled in the list.
  const ratio = drawn > seen ? (whole - seen) / (drawn - seen) : 1;
  const offset = top * ratio;
  const first = Math.max(0, Math.floor(offset / rowHeight) - margin);
  const last = Math.min(count, first + visible + 2 * margin);
  const shift = top - offset;

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages that were dropped or read anew are asked for again
  useEffect(() => {
    if (count === 0) return;
    for (let page = Math.floor(first / pageSize); page * pageSize < last; page++) void needPage(page);
  }, [first, last, count, pages]);

  // Whoever comes back from a match goes on where it stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the table appears
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || opened === null) return;
    if (document.activeElement === document.body) element.focus();
    element.scrollTop = Math.max(0, active * rowHeight - element.clientHeight / 2) / ratio;
  }, []);
  const rowAt = (index: number): ReplayRowView | undefined =>
    pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  const reveal = (index: number): void => {
    const element = box.current;
    setActive(index);
    if (!element) return;
    const above = index * rowHeight;
    if (above < offset) element.scrollTop = above / ratio;
    else if (above + rowHeight > offset + seen - rowHeight) {
      element.scrollTop = (above + 2 * rowHeight - seen) / ratio;
    }
  };
  const handleKey = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + visible - 2,
      PageUp: active - visible + 2,
      Home: 0,
      End: count - 1,
    };
    const next = moves[event.key];
    const row = rowAt(active);
    if (next !== undefined) reveal(Math.max(0, Math.min(count - 1, next)));
    else if (event.key === 'Enter' && row) void openMatch(row.seq);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  return (
    <div className={styles.frame}>
      <div
        ref={box}
        className={styles.box}
        role="grid"
        tabIndex={0}
        aria-label="Matches"
        aria-rowcount={count + 1}
        aria-activedescendant={rowAt(active) ? `${id}-${active}` : undefined}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={handleKey}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.row} aria-rowindex={1}>
            <span role="columnheader">Time (UTC)</span>
            <span role="columnheader">Rule</span>
            <span role="columnheader">Outcome</span>
            <span role="columnheader">App</span>
            <span role="columnheader">Event</span>
            <span role="columnheader">Subject</span>
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: drawn }}>
          {indexes.map((index) => {
            const row = rowAt(index);
            return (
              <div
                key={index}
                id={`${id}-${index}`}
                role="row"
                tabIndex={-1}
                aria-rowindex={index + 2}
                aria-selected={row !== undefined && row.seq === opened}
                data-active={index === active || undefined}
                className={styles.row}
                style={{ transform: `translateY(${index * rowHeight + shift}px)` }}
                onClick={() => {
                  setActive(index);
                  if (row) void openMatch(row.seq);
                }}
                onKeyDown={() => {}}
              >
                {row ? (
                  <>
                    <span role="gridcell">{timeText(row.at)}</span>
                    <span role="gridcell">
                      {names?.find((rule) => rule.id === row.rule)?.name ?? row.rule}
                    </span>
                    <span role="gridcell" className={styles.outcome}>
                      {row.isInvalid ? (
                        <TriangleAlert size={13} aria-hidden className={styles.invalid} />
                      ) : (
                        <OutcomeSign outcome={row.reason ?? 'executed'} />
                      )}{' '}
                      <span className={styles.words} title={outcomeLabel(row.reason, row.isInvalid)}>
                        {outcomeLabel(row.reason, row.isInvalid)}
                      </span>
                    </span>
                    <span role="gridcell">{catalog ? appTitle(catalog, row.app) : row.app}</span>
                    <span role="gridcell" className={styles.code}>
                      {row.type}
                    </span>
                    <span role="gridcell" className={styles.code}>
                      {row.subject}
                    </span>
                  </>
                ) : (
                  <span role="gridcell" className={styles.waiting}>
                    …
                  </span>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {count === 0 ? (
        <p className={styles.none}>{isRunning ? 'No match so far.' : 'No match fits what is asked for.'}</p>
      ) : null}
    </div>
  );
}

/** Where a match stands, as far as is known; else the first place. */
function indexOfMatch(seq: number | null, pages: RowList['pages']): number {
  for (const [page, rows] of pages) {
    const at = rows.findIndex((row) => row.seq === seq);
    if (at >= 0) return page * pageSize + at;
  }
  return 0;
}
