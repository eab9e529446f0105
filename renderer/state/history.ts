import { safe } from '@orpc/client';
import type { RunQuery } from '../../engine/contract/index.ts';
import { toast } from '../design/toast.ts';
import type { HistoryState, RunFilter } from './history-state.ts';
import { client, get, set } from './store.ts';
import { syncErrorOf, syncErrorText } from './sync-errors.ts';

const pageSize = 50;

function change(part: Partial<HistoryState>): void {
  set(({ history }) => ({ history: { ...history, ...part } }));
}

export function showHistory(): void {
  set({ mode: 'history' });
  void loadRuns();
}

/** Turns to the runs of the workspace, or to those of this machine. */
export function chooseRunPlace(place: HistoryState['place']): void {
  change({ place, shown: null });
  if (place === 'workspace') void loadRuns();
}

export function filterRuns(part: Partial<RunFilter>): void {
  change({ filter: { ...get().history.filter, ...part } });
  void loadRuns();
}

/** The newest runs that the filter lets through, and what the week came to. */
export async function loadRuns(): Promise<void> {
  const workspace = get().remote.chosen;
  if (workspace === null) return;
  const { filter } = get().history;
  change({ list: { kind: 'loading' } });
  const { error, data } = await safe(
    Promise.all([
      client().history.runs({ workspace, query: queryOf(filter), limit: pageSize }),
      client().history.week({ workspace }),
    ]),
  );
  if (get().history.filter !== filter || get().remote.chosen !== workspace) return;
  if (error) {
    change({ list: { kind: 'failed', error: syncErrorOf(error) }, runs: [], nextCursor: null });
    return;
  }
  const [{ items, nextCursor }, week] = data;
  change({ list: { kind: 'loaded' }, runs: items, nextCursor, week });
}

export async function loadMoreRuns(): Promise<void> {
  const workspace = get().remote.chosen;
  const { filter, nextCursor } = get().history;
  if (workspace === null || nextCursor === null) return;
  const query = { workspace, query: queryOf(filter), limit: pageSize, cursor: nextCursor };
  const { error, data } = await safe(client().history.runs(query));
  if (get().history.nextCursor !== nextCursor) return;
  if (error) toast.error('No more runs could be read', syncErrorText(syncErrorOf(error)));
  else change({ runs: [...get().history.runs, ...data.items], nextCursor: data.nextCursor });
}

function queryOf({ rule, event, app, outcome, hours }: RunFilter): RunQuery {
  return {
    ...(rule === '' ? {} : { rule }),
    ...(event.trim() === '' ? {} : { event: event.trim() }),
    ...(app === '' ? {} : { app }),
    ...(outcome === '' ? {} : { outcome }),
    ...(hours === 0 ? {} : { from: new Date(Date.now() - hours * 3_600_000).toISOString() }),
  };
}

/** Opens a run on the canvas, with the rule as it ran. */
export async function openRun(id: string): Promise<void> {
  const workspace = get().remote.chosen;
  if (workspace === null) return;
  const { error, data } = await safe(client().history.run({ workspace, id }));
  if (error) {
    toast.error('This run cannot be opened', syncErrorText(syncErrorOf(error)));
    return;
  }
  const { run, rule } = data;
  const snapshot = rule && { rule, codeText: null, layout: {}, selection: [] };
  change({ shown: { run, snapshot } });
}

export function closeRun(): void {
  change({ shown: null });
}

/** Runs it again, for real, and opens the run that came of it. */
export async function retryRun(
  id: string,
  how: { version: 'as-run' | 'current'; from: 'start' | 'failed' },
): Promise<void> {
  const workspace = get().remote.chosen;
  if (workspace === null) return;
  const { error, data } = await safe(client().history.replay({ workspace, id, how }));
  if (error) {
    toast.error('It was not run again', syncErrorText(syncErrorOf(error)));
    return;
  }
  toast.info('It ran again', 'You are looking at the new run.');
  await Promise.all([openRun(data.id), loadRuns()]);
}
