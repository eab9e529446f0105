import type { Catalog } from '../../catalog/index.ts';
import type { PlanImpact, SyncError } from '../../contract/index.ts';
import { type Event, type Result, type Rule, success } from '../../model/index.ts';
import { type RecordingSource, startComparison } from '../../replay/index.ts';
import { syncFailure } from '../context.ts';

/** Groups kept of each rule; the counts are of all. */
const mostGroups = 20;

/** Which outcomes of recorded events would be others with the rules that a plan leads to. Nothing is sent. */
export async function measureImpact(options: {
  source: { name: string; source: RecordingSource };
  before: readonly Rule[];
  after: readonly Rule[];
  catalog: Catalog;
  signal?: AbortSignal | undefined;
}): Promise<Result<PlanImpact, SyncError>> {
  const { source, before, after, catalog, signal } = options;
  const changed = new Map<string, number>();
  const running = startComparison({
    before: [...before],
    after: [...after],
    includeDisabled: { before: false, after: false },
    catalog,
    source: source.source,
    onChanges(changes) {
      for (const { rule } of changes) changed.set(rule, (changed.get(rule) ?? 0) + 1);
    },
  });
  const cancel = () => running.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const ended = await running.ended;
  signal?.removeEventListener('abort', cancel);
  if (!ended.ok) return syncFailure('not-found', `${source.name}: ${ended.error.message}`);
  if (ended.value.kind === 'cancelled') return syncFailure('cancelled', 'the plan was cancelled');
  const { summary, groups } = ended.value;
  const rules = [...changed].map(([ruleId, count]) => ({
    ruleId,
    changed: count,
    groups: groups
      .filter(({ rule }) => rule === ruleId)
      .slice(0, mostGroups)
      .map(({ before: was, after: is, cause, events, sample }) => ({
        before: was,
        after: is,
        why: cause,
        events,
        sample: sample.event,
      })),
  }));
  return success({ source: source.name, events: summary.events, changed: summary.changed, rules });
}

/** Events as a recording that can be read once. */
export function recordingOf(events: readonly Event[]): RecordingSource {
  return { kind: 'stream', stream: linesOf(events) };
}

async function* linesOf(events: readonly Event[]): AsyncGenerator<string> {
  for (const event of events) yield `${JSON.stringify(event)}\n`;
}
