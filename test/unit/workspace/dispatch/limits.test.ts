import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hookStep, openLive, ruleOf, tagStep, ticketEvent } from './live-setting.ts';

const times = z.array(z.object({ at: z.string() }));
const started = (rows: unknown[]) => times.parse(rows).map(({ at }) => at);

describe('the pace of outgoing effects', () => {
  it('sends so many a minute in the whole workspace, and loses none', async () => {
    const live = await openLive({
      rules: [ruleOf({ actions: [hookStep] }), ruleOf({ id: 'r_2', actions: [hookStep] })],
      limits: { effectsPerMinute: { 'http.post': 2 } },
    });
    live.dispatcher.accept([ticketEvent('e1'), ticketEvent('e2', { id: 2 })]);
    await live.run(59_999);
    expect(live.calls).toHaveLength(2);
    await live.run(1);
    expect(live.calls).toHaveLength(4);
    expect(new Set(live.calls.map(({ key }) => key)).size).toBe(4);
    expect(started(live.rows('SELECT finished_at AS at FROM runs ORDER BY finished_at'))).toEqual([
      '2026-03-02T09:00:00.000Z',
      '2026-03-02T09:00:00.000Z',
      '2026-03-02T09:01:00.000Z',
      '2026-03-02T09:01:00.000Z',
    ]);
    await live.dispatcher.stop();
  });

  it('counts each kind of effect by itself', async () => {
    const live = await openLive({
      rules: [ruleOf({ actions: [hookStep] })],
      limits: { effectsPerMinute: { 'mcp.call': 0, 'http.post': 1 } },
    });
    live.dispatcher.accept([ticketEvent('e1')]);
    await live.run();
    expect(live.calls.map(({ effect }) => effect.kind)).toEqual(['http.post']);
    await live.dispatcher.stop();
  });
});

describe('the pause switches', () => {
  const pause = (kind: string, target: string) =>
    `INSERT INTO pauses (kind, target, who, at, why) VALUES ('${kind}', '${target}', 'm', '', '')`;

  it.each([
    ['all', '', []],
    ['app', 'helpdesk', ['r_cards']],
    ['label', 'noisy', ['r_cards', 'r_plain']],
    ['rule', 'r_plain', ['r_cards', 'r_noisy']],
  ])('by %s stop what they name and nothing else', async (kind, target, ran) => {
    const live = await openLive({
      rules: [
        ruleOf({ id: 'r_noisy', labels: ['noisy'], actions: [tagStep] }),
        ruleOf({ id: 'r_plain', actions: [tagStep] }),
        ruleOf({ id: 'r_cards', scope: { apps: ['cards'] }, createdBy: 'nobody', actions: [tagStep] }),
      ],
    });
    live.database.connection.exec(pause(kind, target));
    live.dispatcher.pausesChanged();
    live.dispatcher.accept([ticketEvent('e1'), { ...ticketEvent('e2', { id: 2 }), app: 'cards' }]);
    await live.run();
    expect(live.rows('SELECT rule_id FROM runs ORDER BY rule_id')).toEqual(
      ran.map((id) => ({ rule_id: id })),
    );
    live.database.connection.exec('DELETE FROM pauses');
    live.dispatcher.pausesChanged();
    live.dispatcher.accept([ticketEvent('e3', { id: 3 })]);
    await live.run();
    expect(live.rows("SELECT rule_id FROM runs WHERE event_id = 'e3' ORDER BY rule_id")).toEqual([
      { rule_id: 'r_noisy' },
      { rule_id: 'r_plain' },
    ]);
    await live.dispatcher.stop();
  });

  it('hold runs that had not begun, over a restart, until they are let go on', async () => {
    const rules = [ruleOf({ actions: [hookStep] })];
    const first = await openLive({ rules });
    first.dispatcher.accept([ticketEvent('e1')]);
    first.database.connection.exec(pause('all', ''));
    first.dispatcher.pausesChanged();
    await first.run(60_000);
    expect(first.calls).toEqual([]);
    expect(first.dispatcher.metrics().runsOpen).toBe(1);
    await first.dispatcher.stop();
    first.database.close();
    const second = await openLive({ rules, folder: first.folder, clock: first.clock });
    await second.run(60_000);
    expect(second.calls).toEqual([]);
    second.database.connection.exec('DELETE FROM pauses');
    second.dispatcher.pausesChanged();
    await second.run();
    expect(second.calls.map(({ key }) => key)).toEqual(['r_1:e1:s2:0']);
    await second.dispatcher.stop();
  });

  it('go on with a rule that was paused after ten failures, counting from nothing', async () => {
    const live = await openLive({
      rules: [ruleOf({ actions: [hookStep] })],
      perform: () => ({ ok: false, error: { code: 'http-410', message: 'gone', retryable: false } }),
    });
    const send = async (from: number, count: number) => {
      for (let index = from; index < from + count; index++) {
        live.dispatcher.accept([ticketEvent(`e${index}`, { id: index })]);
        await live.run();
      }
    };
    await send(0, 12);
    expect(live.calls).toHaveLength(10);
    live.database.connection.exec("DELETE FROM pauses WHERE kind = 'rule' AND target = 'r_1'");
    live.dispatcher.pausesChanged();
    await send(12, 12);
    expect(live.calls).toHaveLength(20);
    expect(live.rows("SELECT what FROM audit WHERE what = 'rules.paused'")).toHaveLength(2);
    await live.dispatcher.stop();
  });
});

it('stops at a graceful stop only once the effect under way is told and recorded', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const live = await openLive({
    rules: [ruleOf({ actions: [hookStep, { ...hookStep, id: 's3' }] })],
    perform: async () => {
      await promise;
      return { ok: true, value: { output: { status: 200 }, raised: [] } };
    },
  });
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  let isStopped = false;
  const stopped = live.dispatcher.stop().then(() => {
    isStopped = true;
  });
  await live.run();
  expect(isStopped).toBe(false);
  resolve();
  await stopped;
  expect(live.rows("SELECT kind, step FROM journal WHERE kind = 'effect-done'")).toEqual([
    { kind: 'effect-done', step: 's2' },
  ]);
  expect(live.rows('SELECT state FROM runs')).toEqual([{ state: 'open' }]);
  live.database.close();
  const next = await openLive({ folder: live.folder, clock: live.clock });
  await next.run();
  expect(next.calls.map(({ key }) => key)).toEqual(['r_1:e1:s3:0']);
  expect(next.rows("SELECT record ->> '$.counts.succeeded' AS done FROM runs")).toEqual([{ done: 2 }]);
  await next.dispatcher.stop();
});

it('replays the current version as it is now, and the version of then as it was', async () => {
  const rule = ruleOf({ actions: [hookStep] });
  const live = await openLive({ rules: [rule] });
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  const [{ id: runId } = { id: '' }] = z
    .array(z.object({ id: z.string() }))
    .parse(live.rows('SELECT id FROM runs'));
  const next = { ...rule, version: 2, actions: ruleOf({ actions: [tagStep, hookStep] }).actions };
  live.database.write(() => live.save(next));
  const by = 'm_ada_l';
  expect(live.dispatcher.replayRun({ runId, version: 'current', from: 'failed', by })).toEqual({
    ok: false,
    error: 'nothing-failed',
  });
  expect(live.dispatcher.replayRun({ runId: 'run_x', version: 'current', from: 'start', by })).toEqual({
    ok: false,
    error: 'run-not-found',
  });
  for (const version of ['as-run', 'current'] as const) {
    live.dispatcher.replayRun({ runId, version, from: 'start', by });
    await live.run();
  }
  expect(
    live.rows(
      "SELECT replay_of IS NOT NULL AS again, record ->> '$.rule.version' AS version, record ->> '$.counts.succeeded' AS done FROM runs ORDER BY seq",
    ),
  ).toEqual([
    { again: 0, version: 1, done: 1 },
    { again: 1, version: 1, done: 1 },
    { again: 1, version: 2, done: 2 },
  ]);
  await live.dispatcher.stop();
});
