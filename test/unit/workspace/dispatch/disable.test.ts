import { expect, it } from 'vitest';
import { hookStep, openLive, ruleOf, tagStep, ticketEvent } from './live-setting.ts';

const secondHook = { ...hookStep, id: 's3' };

it('performs nothing for a queued run whose rule was disabled before it began', async () => {
  const rule = ruleOf({ actions: [tagStep, hookStep] });
  const live = await openLive({ rules: [rule] });
  live.dispatcher.accept([ticketEvent('e1')]);
  live.dispatcher.ruleChanged({ ...rule, enabled: false, version: 2 });
  await live.run();
  expect(live.calls).toEqual([]);
  expect(live.rows("SELECT fields ->> '$.tags' AS tags FROM records")).toEqual([{ tags: '[]' }]);
  expect(
    live.rows(
      "SELECT state, outcome, record ->> '$.steps[0].error.code' AS first, record ->> '$.counts' AS counts FROM runs",
    ),
  ).toEqual([
    { state: 'done', outcome: 'executed', first: 'rule-disabled', counts: '{"succeeded":0,"failed":2}' },
  ]);
  expect(live.rows('SELECT kind FROM notices')).toEqual([{ kind: 'rule.executed' }]);
  await live.dispatcher.stop();
});

it('does not try again, and begins no further step, once the rule is deleted', async () => {
  const live = await openLive({
    rules: [ruleOf({ actions: [hookStep, secondHook] })],
    perform: () => ({ ok: false, error: { code: 'http-503', message: 'no', retryable: true } }),
  });
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  live.dispatcher.ruleRemoved('r_1');
  await live.run(3_600_000);
  expect(live.calls.map(({ key }) => key)).toEqual(['r_1:e1:s2:0']);
  expect(
    live.rows("SELECT json_extract(value, '$.error.code') AS code FROM runs, json_each(record, '$.steps')"),
  ).toEqual([{ code: 'rule-disabled' }, { code: 'rule-disabled' }]);
  await live.dispatcher.stop();
});

it('keeps what an effect came to that was under way when its rule was disabled', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const rule = ruleOf({ actions: [hookStep, secondHook] });
  const live = await openLive({
    rules: [rule],
    perform: async () => {
      await promise;
      return { ok: true, value: { output: { status: 200 }, raised: [] } };
    },
  });
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  live.dispatcher.ruleChanged({ ...rule, enabled: false });
  resolve();
  await live.run();
  expect(
    live.rows("SELECT json_extract(value, '$.status') AS status FROM runs, json_each(record, '$.steps')"),
  ).toEqual([{ status: 'succeeded' }, { status: 'failed' }]);
  await live.dispatcher.stop();
});

it('does not send what waited for its turn when the rule was disabled meanwhile', async () => {
  const rule = ruleOf({ actions: [hookStep] });
  const live = await openLive({ rules: [rule], limits: { effectsPerMinute: { 'http.post': 1 } } });
  live.dispatcher.accept([ticketEvent('e1'), ticketEvent('e2', { id: 2 })]);
  await live.run();
  expect(live.calls.map(({ key }) => key)).toEqual(['r_1:e1:s2:0']);
  live.dispatcher.ruleChanged({ ...rule, enabled: false });
  await live.run(60_000);
  expect(live.calls).toHaveLength(1);
  expect(live.rows("SELECT count(*) AS n FROM runs WHERE state = 'done'")).toEqual([{ n: 2 }]);
  await live.dispatcher.stop();
});

it('does not count runs that its disabling ended as failures of the rule', async () => {
  const rule = ruleOf({ actions: [hookStep] });
  const live = await openLive({ rules: [rule], limits: { failuresUntilPause: 1 } });
  live.dispatcher.accept([ticketEvent('e1')]);
  live.dispatcher.ruleChanged({ ...rule, enabled: false });
  await live.run();
  expect(live.rows('SELECT * FROM pauses')).toEqual([]);
  await live.dispatcher.stop();
});

it('runs a disabled rule for a person who asks', async () => {
  const rule = ruleOf({ enabled: false, actions: [hookStep] });
  const live = await openLive({ rules: [rule] });
  live.dispatcher.runNow({ rule, event: ticketEvent('e1'), by: 'm_ada_l' });
  await live.run();
  expect(live.calls).toHaveLength(1);
  await live.dispatcher.stop();
});
