import { z } from 'zod';
import { eventSchema, findEventType, subjectOf } from '../../engine/catalog/index.ts';
import { createFiringLog } from '../../engine/chain/index.ts';
import { evaluateFilter } from '../../engine/language/index.ts';
import { type Event, maxCauseDepth, type Rule, readEventValue, runRecord } from '../../engine/model/index.ts';
import { openWorkspaceDatabase } from '../../engine/workspace/database/index.ts';
import { catalog } from '../unit/workspace/dispatch/live-setting.ts';

/** A call that reached the world. */
export interface WorldCall {
  key: string;
  effect: string;
}

const runRow = z.object({
  id: z.string(),
  rule_id: z.string(),
  event_id: z.string(),
  state: z.string(),
  held: z.string().nullable(),
  record: z.string().nullable(),
});

/** What does not hold of the promises, in words. */
export async function checkOutcome(
  folder: string,
  rules: readonly Rule[],
  calls: readonly WorldCall[],
  posted: ReadonlyMap<string, ReadonlySet<string>>,
  fed: readonly Event[],
): Promise<string[]> {
  const wrong: string[] = [];
  const opened = await openWorkspaceDatabase(folder, () => new Date(0));
  if (!opened.ok) return [opened.error.message];
  const { connection } = opened.value;
  const events = connection
    .prepare('SELECT body FROM events ORDER BY seq')
    .pluck()
    .all()
    .map((body) => {
      const read = readEventValue(JSON.parse(String(body)), { firedAt: '' });
      if (!read.ok) throw new Error('an event cannot be read');
      return read.value;
    });
  const runs = connection
    .prepare('SELECT * FROM runs ORDER BY seq')
    .all()
    .map((row) => runRow.parse(row));
  const notices = connection.prepare('SELECT run_id, kind FROM notices').raw().all();
  const undelivered = connection
    .prepare("SELECT count(*) FROM deliveries WHERE state = 'waiting'")
    .pluck()
    .get();
  const delivered = connection
    .prepare("SELECT notice_id FROM deliveries WHERE state = 'delivered'")
    .pluck()
    .all();
  opened.value.close();

  const log = createFiringLog();
  const allowed = new Set<string>();
  const reached = new Set(calls.map(({ key }) => key));
  for (const run of runs) {
    if (run.state !== 'done' || run.record === null) {
      wrong.push(`the run ${run.id} is lost: ${run.state} ${run.held ?? ''}`);
      continue;
    }
    const record = runRecord.parse(JSON.parse(run.record));
    const rule = rules.find(({ id }) => id === run.rule_id);
    const event = events.find(({ id }) => id === run.event_id);
    if (!rule || !event) {
      wrong.push(`the run ${run.id} has no rule or event`);
      continue;
    }
    const refusedBy = log.claim({
      kind: 'claim-gates',
      ruleId: rule.id,
      subject: subjectOf(catalog, event),
      app: event.app,
      at: record.startedAt ?? '',
      limits: rule.limits,
      refusals: (event.causedBy?.depth ?? 0) >= maxCauseDepth ? ['depth'] : [],
    });
    if (record.reason !== refusedBy) {
      wrong.push(`the run ${run.id} has ${record.outcome} ${record.reason}, and the gates say ${refusedBy}`);
    }
    const kind = record.outcome === 'executed' ? 'rule.executed' : 'rule.skipped';
    const own = notices.filter((row) => Array.isArray(row) && row[0] === run.id && row[1] === kind);
    if (own.length !== 1) wrong.push(`the run ${run.id} has ${own.length} notices of ${kind}`);
    if (record.outcome !== 'executed') continue;
    for (const step of record.steps) {
      for (const [index, effect] of step.effects.entries()) {
        const key = `${rule.id}:${event.id}:${step.id}:${index}`;
        allowed.add(key);
        if (effect.kind === 'http.post' && step.status === 'succeeded' && !reached.has(key)) {
          wrong.push(`the effect ${key} is recorded and never happened`);
        }
      }
    }
  }
  for (const event of events) {
    const known = findEventType(catalog, event.type);
    for (const rule of rules) {
      const isConsidered =
        rule.trigger.kind === 'event' &&
        rule.trigger.eventType === event.type &&
        rule.scope.apps.includes(event.app);
      const isMatch =
        isConsidered && evaluateFilter(rule.filter, event, { eventSchema: known && eventSchema(known) }).pass;
      const count = runs.filter((run) => run.rule_id === rule.id && run.event_id === event.id).length;
      if (count !== Number(isMatch)) wrong.push(`${rule.id} on ${event.id}: ${count} runs, match ${isMatch}`);
    }
  }
  const effects = new Map<string, string>();
  for (const { key, effect } of calls) {
    if (!allowed.has(key)) wrong.push(`the effect ${key} should not have happened`);
    if (!isInScope(key, rules, fed)) wrong.push(`the effect ${key} is outside the scope of its rule`);
    if ((effects.get(key) ?? effect) !== effect) wrong.push(`the key ${key} stands for two effects`);
    effects.set(key, effect);
  }
  if (undelivered !== 0) wrong.push(`${undelivered} notices are still waiting`);
  for (const id of delivered) {
    if (posted.get(String(id))?.size !== 1) wrong.push(`the notice ${id} was not delivered with one body`);
  }
  return wrong;
}

/**
 * Whether every rule of the chain that led to an effect covers the app of the event that was fed in. Told from the key
 * alone (`rule:event:step:number`, where a raised event is named by the key that raised it), not from what was recorded.
 */
function isInScope(key: string, rules: readonly Rule[], fed: readonly Event[]): boolean {
  const parts = key.split(':');
  const root = fed.find(({ id }) => parts.includes(id));
  const chain = root ? parts.slice(0, parts.indexOf(root.id)) : [];
  return (
    root !== undefined &&
    chain.length > 0 &&
    chain.every((id) => rules.find((rule) => rule.id === id)?.scope.apps.includes(root.app))
  );
}
