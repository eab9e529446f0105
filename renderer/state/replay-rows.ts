import { safe } from '@orpc/client';
import type { ReplayRowView } from '../../engine/contract/index.ts';
import { matchFilterOf, noFilter, type ReplayFilter, useReplay } from './replay-state.ts';
import { client } from './store.ts';

/** Rows of a page. */
export const pageSize = 200;
/** Pages that are kept; those looked at longest ago go first. */
const mostPages = 40;

const put = useReplay.setState;

/**
 * Where each page starts: what it comes after. Without a filter a match's number is its place; with one, a page's start
 * is known when the page before it is here.
 */
let starts = new Map<number, number>([[0, 0]]);
let asked = new Set<number>();
let askedFor: { run: string; filter: ReplayFilter } | null = null;

function isUnfiltered(filter: ReplayFilter): boolean {
  return (
    filter.rule === noFilter.rule &&
    filter.app === noFilter.app &&
    filter.outcome === noFilter.outcome &&
    filter.reason === noFilter.reason &&
    filter.span === noFilter.span
  );
}

/** Reads the first page again, or what has come to the end meanwhile. */
export async function loadRows(run: string, how: 'anew' | 'more'): Promise<void> {
  const { filter, view, rows } = useReplay.getState();
  const isSame = askedFor?.run === run && askedFor.filter === filter;
  if (!isSame || how === 'anew') {
    askedFor = { run, filter };
    starts = new Map([[0, 0]]);
    asked = new Set();
    put({ rows: { count: isUnfiltered(filter) ? (view?.matched ?? 0) : 0, pages: new Map() } });
    await loadPage(0);
    return;
  }
  if (isUnfiltered(filter)) put({ rows: { ...rows, count: view?.matched ?? rows.count } });
  // The last page may have grown.
  const last = Math.floor(Math.max(0, rows.count - 1) / pageSize);
  if ((rows.pages.get(last)?.length ?? 0) < pageSize) await loadPage(last);
}

/** Reads a page, unless it is here or on its way. */
export async function needPage(page: number): Promise<void> {
  if (useReplay.getState().rows.pages.has(page) || asked.has(page)) return;
  await loadPage(page);
}

async function loadPage(page: number): Promise<void> {
  const now = askedFor;
  const { filter } = useReplay.getState();
  if (!now) return;
  const after = isUnfiltered(filter) ? page * pageSize : starts.get(page);
  if (after === undefined) return;
  asked.add(page);
  const { error, data } = await safe(
    client().replay.runs.page({ id: now.run, filter: matchFilterOf(filter), after, limit: pageSize }),
  );
  if (now !== askedFor) return;
  asked.delete(page);
  if (error) {
    put({ viewTrouble: error.message });
    return;
  }
  const known = page * pageSize + data.rows.length;
  if (data.next !== null) starts.set(page + 1, data.next);
  const { rows, view } = useReplay.getState();
  const count = isUnfiltered(filter)
    ? Math.max(view?.matched ?? 0, known)
    : Math.max(rows.count, known + (data.next === null ? 0 : 1));
  put({ rows: { count, pages: withPage(rows.pages, page, data.rows) } });
}

function withPage(
  pages: ReadonlyMap<number, readonly ReplayRowView[]>,
  page: number,
  rows: readonly ReplayRowView[],
): ReadonlyMap<number, readonly ReplayRowView[]> {
  const next = new Map(pages);
  next.delete(page);
  next.set(page, rows);
  for (const old of next.keys()) {
    if (next.size <= mostPages) break;
    next.delete(old);
  }
  return next;
}

/** Stretches of time that the chart has at most. */
const chartBuckets = 72;
let chartWanted = 0;

export async function loadChart(run: string): Promise<void> {
  const turn = ++chartWanted;
  const { filter } = useReplay.getState();
  // The chart shows all of the time, so that a span can be chosen anew in it.
  const { data } = await safe(
    client().replay.runs.chart({
      id: run,
      filter: matchFilterOf({ ...filter, span: null }),
      buckets: chartBuckets,
    }),
  );
  if (data && turn === chartWanted) put({ chart: data });
}
