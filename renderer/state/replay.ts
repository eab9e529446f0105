import { safe } from '@orpc/client';
import type { OpenedRow } from '../../engine/contract/index.ts';
import type { Event, Rule } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { reasonWords } from '../replay/outcome-words.ts';
import { flushDocument, openRule } from './document.ts';
import { loadChart, loadRows } from './replay-rows.ts';
import { noFilter, noRows, type ReplayFilter, type RuleChoice, useReplay } from './replay-state.ts';
import { client, get, set } from './store.ts';
import type { OpenedRun } from './studio-state.ts';

const put = useReplay.setState;

/** Opens Replay, with the open rule chosen where there is nothing else to show yet. */
export function showReplay(): void {
  set({ mode: 'replay' });
  void refreshReplays();
}

/** Reads what recordings and replays there are; a replay that runs is shown as it runs. */
export async function refreshReplays(): Promise<void> {
  const { error, data } = await safe(
    Promise.all([client().replay.recordings.list(), client().replay.runs.list()]),
  );
  if (error) {
    put({ trouble: error.message });
    return;
  }
  const [recordings, runs] = data;
  const { recording } = useReplay.getState();
  const known = recordings.some(({ id }) => id === recording);
  put({ recordings, runs, trouble: null, recording: known ? recording : (recordings[0]?.id ?? null) });
  const running = runs.find(({ state }) => state === 'running');
  if (running && useReplay.getState().page.kind === 'setup') openReplay(running.id);
}

export function chooseRecording(id: string): void {
  stopFollowing();
  set({ opened: null });
  put({ recording: id, page: { kind: 'setup' }, view: null });
}

export function backToSetup(): void {
  stopFollowing();
  set({ opened: null });
  put({ page: { kind: 'setup' }, view: null });
}

export async function removeRecording(id: string): Promise<void> {
  const { error } = await safe(client().replay.recordings.remove({ id }));
  if (error) toast.error('The recording was not removed', error.message);
  await refreshReplays();
}

/** The ids of the rules that are chosen. */
export function chosenRules(choice: RuleChoice): string[] {
  const { rules, document } = get();
  if (choice === 'open') return document ? [document.id] : [];
  const fits = (rule: (typeof rules)[number]): boolean => {
    if (choice === 'all') return true;
    if (choice === 'enabled') return rule.enabled;
    const name = choice.slice(choice.indexOf(':') + 1);
    return choice.startsWith('app:') ? rule.apps.includes(name) : rule.labels.includes(name);
  };
  return rules.filter(fits).map(({ id }) => id);
}

export async function startReplay(): Promise<void> {
  const { recording, choice, content } = useReplay.getState();
  const ids = chosenRules(choice);
  if (recording === null || ids.length === 0) return;
  await flushDocument();
  const { error, data } = await safe(client().replay.runs.start({ recording, rules: { ids, content } }));
  if (error) {
    toast.error('The replay was not started', error.message);
    return;
  }
  openReplay(data.id);
  await refreshReplays();
}

/** The replay that is shown is followed until another one is. */
let following: AbortController | null = null;

function stopFollowing(): void {
  following?.abort();
  following = null;
}

/** Shows a replay, and goes on showing it while it runs; it survives a connection that drops. */
export function openReplay(id: string): void {
  stopFollowing();
  const stop = new AbortController();
  following = stop;
  set({ opened: null });
  put({
    page: { kind: 'run', id },
    view: null,
    viewTrouble: null,
    filter: noFilter,
    chart: null,
    rows: noRows,
    row: null,
  });
  void follow(id, stop.signal);
}

async function follow(id: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { error, data } = await safe(client().replay.runs.follow({ id }, { signal }));
    if (signal.aborted) return;
    if (error) {
      put({ viewTrouble: error.message });
      return;
    }
    try {
      let matched = -1;
      for await (const view of data) {
        if (signal.aborted) return;
        put({ view, recording: view.recording.isThere ? view.recording.id : useReplay.getState().recording });
        if (view.matched === matched && view.state === 'running') continue;
        matched = view.matched;
        void loadChart(id);
        void loadRows(id, 'more');
      }
      void refreshReplays();
      return;
    } catch (broken) {
      if (useReplay.getState().view === null && get().isReachable) {
        put({ viewTrouble: broken instanceof Error ? broken.message : String(broken) });
        return;
      }
      // The stream broke with its socket; the replay goes on in the engine.
      await new Promise((resolve) => window.setTimeout(resolve, 500));
    }
  }
}

export async function cancelReplay(id: string): Promise<void> {
  await safe(client().replay.runs.cancel({ id }));
}

export async function resumeReplay(id: string): Promise<void> {
  const { error } = await safe(client().replay.runs.resume({ id }));
  if (error) toast.error('The replay was not continued', error.message);
  else openReplay(id);
}

export async function removeReplay(id: string): Promise<void> {
  const { page } = useReplay.getState();
  if (page.kind === 'run' && page.id === id) backToSetup();
  const { error } = await safe(client().replay.runs.remove({ id }));
  if (error) toast.error('The replay was not removed', error.message);
  await refreshReplays();
}

export function changeFilter(change: Partial<ReplayFilter>): void {
  const { page, filter } = useReplay.getState();
  if (page.kind !== 'run') return;
  put({ filter: { ...filter, ...change }, rows: noRows });
  void loadRows(page.id, 'anew');
  void loadChart(page.id);
}

/** Opens a match on the canvas, with its rule as it ran. */
export async function openMatch(seq: number): Promise<void> {
  const { page } = useReplay.getState();
  if (page.kind !== 'run') return;
  put({ row: seq });
  const { error, data } = await safe(client().replay.runs.open({ id: page.id, seq }));
  if (error) {
    toast.error('This match cannot be opened', error.message);
    return;
  }
  showOpened(data);
}

function showOpened({ row, rule, event }: OpenedRow): void {
  const note =
    row.reason === null ? null : `In the replay it was held back: ${reasonWords[row.reason].because}.`;
  const where = row.line === null ? 'due by the clock' : `line ${row.line.toLocaleString('en')}`;
  showRun(rule, event, { title: `${event.id}, ${where}`, note, heldBy: row.reason });
}

/** Shows a rule and an event it met. */
export function showRun(rule: Rule, event: Event, about: Pick<OpenedRun, 'title' | 'note' | 'heldBy'>): void {
  set((state) => ({
    opened: { snapshot: snapshotOf(rule), event, ...about, other: null },
    dryRun: { ...state.dryRun, position: null },
  }));
}

export function snapshotOf(rule: Rule) {
  return { rule, codeText: null, layout: {}, selection: [] };
}

export function closeOpened(): void {
  set({ opened: null });
}

/** The event that is looked at, with the rule as it is being edited now. */
export async function openInDraft(): Promise<void> {
  const { opened, document } = get();
  if (!opened) return;
  const { id } = opened.snapshot.rule;
  if (document?.id !== id) await openRule(id);
  if (get().document?.id !== id) return;
  set((state) => ({
    mode: 'dry-run',
    dryRun: {
      ...state.dryRun,
      sample: 'custom',
      customText: JSON.stringify(opened.event, null, 2),
      position: null,
    },
  }));
}
