import { safe } from '@orpc/client';
import type { PlanItem, Publication, PublishPlan, PublishProgress } from '../../engine/contract/index.ts';
import { toast } from '../design/toast.ts';
import { flushDocument } from './document.ts';
import type { Planned, PublishState } from './publish-state.ts';
import { refreshStanding } from './remote.ts';
import { refreshRules } from './rules.ts';
import { client, get, set } from './store.ts';
import { syncErrorOf, syncErrorText } from './sync-errors.ts';

function change(part: Partial<PublishState>): void {
  set(({ publish }) => ({ publish: { ...publish, ...part } }));
}

/** Shows what publishing would do, planned anew unless it was planned for this workspace already. */
export function showPublish(): void {
  set({ mode: 'publish' });
  const { planned } = get().publish;
  const isPlanned = planned.kind === 'ready' && planned.workspace === get().remote.chosen;
  if (!isPlanned) void plan();
}

/** Plans anew: what is different here and there, and what it would have changed. */
export async function plan(): Promise<void> {
  const workspace = get().remote.chosen;
  if (workspace === null) return;
  await flushDocument();
  if (get().publish.planned.kind !== 'ready') change({ planned: { kind: 'planning' } });
  const { why, leftOut } = get().publish;
  const { error, data } = await safe(
    Promise.all([
      client().publish.plan({ workspace, why }),
      client().publish.open({ workspace }),
      client().publish.publications({ workspace }),
    ]),
  );
  if (get().remote.chosen !== workspace) return;
  if (error) {
    change({ planned: { kind: 'failed', error: syncErrorOf(error) } });
    void refreshStanding();
    return;
  }
  const [all, open, past] = data;
  const known = new Set(all.items.map(({ ruleId }) => ruleId));
  const still = leftOut.filter((id) => known.has(id));
  change({ planned: { kind: 'ready', workspace, all, plan: all }, open, past, leftOut: still });
  void refreshStanding();
  if (still.length > 0) await narrow();
}

/** Takes a rule out of what is published now, or back in; the effect is then of what is left. */
export async function leaveOut(ids: readonly string[], isOut: boolean): Promise<void> {
  const others = get().publish.leftOut.filter((id) => !ids.includes(id));
  change({ leftOut: isOut ? [...others, ...ids] : others });
  await narrow();
}

async function narrow(): Promise<void> {
  const { planned, leftOut, why } = get().publish;
  if (planned.kind !== 'ready') return;
  const { workspace, all } = planned;
  if (leftOut.length === 0) {
    change({ planned: { ...planned, plan: all } });
    return;
  }
  const rules = changed(all).flatMap(({ ruleId }) => (leftOut.includes(ruleId) ? [] : [ruleId]));
  const { error, data } = await safe(client().publish.plan({ workspace, why, rules }));
  const now = get().publish;
  if (now.leftOut !== leftOut || now.planned.kind !== 'ready') return;
  if (error) toast.error('It was not planned anew', syncErrorText(syncErrorOf(error)));
  else change({ planned: { ...now.planned, plan: data } });
}

/** What a plan does something about. */
export function changed(all: PublishPlan): PlanItem[] {
  return all.items.filter(({ kind }) => kind !== 'unchanged');
}

export function writeWhy(why: string): void {
  change({ why });
}

export function selectChange(ruleId: string | null): void {
  change({ selected: ruleId });
}

/** Publishes what is planned. Nothing is live before all of it is. */
export async function publishPlanned(planned: PublishPlan): Promise<void> {
  const { why } = get().publish;
  await follow(planned, () => client().publish.apply({ plan: { ...planned, why: why || planned.why } }));
}

export async function resumePublication(workspace: string): Promise<void> {
  await follow(get().publish.open?.plan ?? null, () => client().publish.resume({ workspace }));
}

export async function abandonPublication(workspace: string): Promise<void> {
  const { error } = await safe(client().publish.abandon({ workspace }));
  if (error) toast.error('It was not abandoned', syncErrorText(syncErrorOf(error)));
  else toast.info('The publication is abandoned', 'Nothing of it is live.');
  change({ publishing: null });
  await plan();
}

type Stream = AsyncIterable<
  { kind: 'progress'; progress: PublishProgress } | { kind: 'done'; publication: Publication }
>;

async function follow(planned: PublishPlan | null, start: () => Promise<Stream>): Promise<void> {
  change({ publishing: { plan: planned, progress: [], outcome: { kind: 'running' } } });
  try {
    for await (const told of await start()) {
      const { publishing } = get().publish;
      if (!publishing) continue;
      if (told.kind === 'progress')
        change({ publishing: { ...publishing, progress: [...publishing.progress, told.progress] } });
      else
        change({
          publishing: { ...publishing, outcome: { kind: 'live', publication: told.publication } },
          why: '',
        });
    }
  } catch (error) {
    const { publishing } = get().publish;
    const failed = syncErrorOf(error instanceof Error ? error : new Error(String(error)));
    if (publishing) change({ publishing: { ...publishing, outcome: { kind: 'failed', error: failed } } });
  }
  await Promise.all([plan(), refreshRules(), refreshStanding()]);
}

export function dismissPublishing(): void {
  change({ publishing: null });
}

/** Settles a rule's conflicts as a new version here, and plans anew. */
export async function settleConflict(
  ruleId: string,
  choices: 'mine' | 'theirs' | Record<string, 'mine' | 'theirs'>,
): Promise<void> {
  const workspace = get().remote.chosen;
  if (workspace === null) return;
  const { error } = await safe(client().publish.resolveConflict({ workspace, ruleId, choices }));
  if (error) toast.error('The conflict was not settled', syncErrorText(syncErrorOf(error)));
  else toast.info('The conflict is settled', 'What came out is the newest version here.');
  await Promise.all([plan(), refreshRules()]);
}

/** Takes over what others changed in the workspace. Conflicts change nothing. */
export async function pullChanges(): Promise<void> {
  const workspace = get().remote.chosen;
  if (workspace === null) return;
  await flushDocument();
  const { error, data } = await safe(client().publish.pull({ workspace }));
  if (error) toast.error('Nothing was pulled', syncErrorText(syncErrorOf(error)));
  else {
    const taken = data.rules.filter(({ kind }) => ['created', 'updated', 'merged', 'removed'].includes(kind));
    const conflicts = data.rules.filter(({ kind }) => kind === 'conflict').length;
    toast.info(
      taken.length === 0 ? 'Nothing new to take over' : `${taken.length} taken over`,
      conflicts > 0 ? `${conflicts} in conflict: settle them in the list.` : undefined,
    );
  }
  await Promise.all([plan(), refreshRules()]);
}

export function isReady(planned: Planned): planned is Extract<Planned, { kind: 'ready' }> {
  return planned.kind === 'ready';
}
