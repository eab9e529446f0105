import { expect, it } from 'vitest';
import { openLive, ruleOf } from './live-setting.ts';

it('asks the model so often a UTC day, fails with quota-spent, and asks again on the next day', async () => {
  const rule = ruleOf({
    trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 5 } },
    scope: { apps: ['documents'] },
    createdBy: 'm_nora_f',
    actions: [
      { id: 's1', type: 'email-agent-query', params: { question: 'What is new?', recipients: ['me'] } },
    ],
  });
  const live = await openLive({
    rules: [rule],
    limits: { modelQuestionsPerDay: 2 },
    perform: () => ({ ok: true, value: { output: { answer: 'Nothing.', messageId: 'm' }, raised: [] } }),
  });
  const asked = () => live.calls.filter(({ effect }) => effect.kind === 'model.ask').length;
  await live.run(15 * 60_000);
  expect(asked()).toBe(2);
  expect(live.rows("SELECT record ->> '$.steps[0].error.code' AS code FROM runs ORDER BY seq")).toEqual([
    { code: null },
    { code: null },
    { code: 'quota-spent' },
  ]);
  // The third asked nothing, and mailed nothing either.
  expect(live.calls).toHaveLength(4);
  live.clock.move(Date.parse('2026-03-03T00:00:00.000Z') - live.clock.now().getTime());
  await live.run();
  expect(asked()).toBe(3);
  await live.dispatcher.stop();
});
