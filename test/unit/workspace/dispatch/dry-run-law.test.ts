import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dryRun } from '../../../../engine/drivers/index.ts';
import { predictEffect } from '../../../../engine/drivers/predict-effect.ts';
import type { Event, Rule, RunRecord } from '../../../../engine/model/index.ts';
import { createRunHistory } from '../../../../engine/workspace/dispatch/index.ts';
import { filterNodes } from '../../editing/arbitrary-rules.ts';
import { catalog, openLive, ruleOf } from './live-setting.ts';

/** What a record says happened, whoever drove it: ids that a workspace makes and marks of a prediction aside. */
function told({ outcome, reason, filter, steps, counts }: RunRecord) {
  const words = { executed: 'would-execute', skipped: 'would-skip' } as const;
  return {
    outcome: outcome === 'executed' || outcome === 'skipped' ? words[outcome] : outcome,
    reason,
    filter,
    counts,
    steps: steps.map(({ id, type, status, params, effects, error, attempts }) => ({
      id,
      type,
      status: status === 'succeeded' ? 'would-run' : status,
      params,
      effects,
      error,
      attempts: attempts.length,
    })),
  };
}

/** The record of a rule that meets an event in a workspace that has just been opened; null: it did not match. */
async function runForReal(rule: Rule, event: Event): Promise<RunRecord | null> {
  const live = await openLive({
    rules: [rule],
    perform: (effect) => {
      const step = rule.actions.find(({ type }) =>
        catalog.actionTypes.get(type)?.value.effects.some((kind) => kind === effect.kind),
      );
      const { output } = predictEffect(effect, step?.type ?? '', catalog);
      return { ok: true, value: { output, raised: [] } };
    },
  });
  try {
    live.dispatcher.accept([event]);
    await live.run();
    const runs = createRunHistory(live.database).runs({ event: event.id }, { cursor: undefined, limit: 10 });
    if (!runs.ok) throw new Error('the runs could not be listed');
    expect(runs.value.items.length).toBeLessThan(2);
    return runs.value.items[0] ?? null;
  } finally {
    await live.dispatcher.stop();
    live.database.close();
    rmSync(live.folder, { recursive: true });
  }
}

const meetings = fc
  .constantFrom(...catalog.packs.flatMap((pack) => pack.eventTypes.map(({ samples }) => ({ pack, samples }))))
  .chain(({ pack, samples }) =>
    fc.record({
      event: fc.constantFrom(...samples.map(({ event }) => event)),
      filter: fc.array(filterNodes, { maxLength: 2 }),
      actions: fc.subarray([...pack.actionTypes], { minLength: 1 }),
      createdBy: fc.constantFrom(...pack.directory.members.map(({ id }) => id), 'stranger'),
      depth: fc.constantFrom(0, 0, 0, 5),
    }),
  );

it('the dispatcher records what a dry run says, for any rule that meets any event', {
  timeout: 60_000,
}, async () => {
  let matches = 0;
  await fc.assert(
    fc.asyncProperty(meetings, async ({ event: sample, filter, actions, createdBy, depth }) => {
      const event = depth === 0 ? sample : { ...sample, causedBy: { runId: 'run_0', depth } };
      const rule: Rule = {
        ...ruleOf({}),
        createdBy,
        scope: { apps: [event.app] },
        trigger: { kind: 'event', eventType: event.type },
        filter,
        actions: actions.map(({ type, sampleParams }, index) => ({
          id: `s${index + 1}`,
          type,
          params: sampleParams,
        })),
      };
      const dry = dryRun({ rule, event, catalog, seed: 1 });
      const real = await runForReal(rule, event);
      expect(real === null).toBe(dry.outcome === 'would-skip' && dry.reason === 'conditions');
      if (real === null) return;
      matches++;
      expect(told(real)).toEqual(told(dry));
    }),
    { numRuns: 40 },
  );
  expect(matches).toBeGreaterThan(10);
});
