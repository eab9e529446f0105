import { describe, expect, it } from 'vitest';
import { hookStep, openLive, ruleOf, tagStep, ticketEvent } from './live-setting.ts';

const failedAnswer = (retryable: boolean) => ({
  ok: false as const,
  error: { code: 'http-503', message: 'no', retryable },
});

describe('the live dispatcher', () => {
  it('runs a match once, changes the ticket, raises its event and leaves one notice', async () => {
    const live = await openLive({ rules: [ruleOf({ actions: [tagStep, hookStep] })] });
    expect(live.dispatcher.accept([ticketEvent('e1')])).toEqual([{ id: 'e1', status: 'accepted' }]);
    expect(live.dispatcher.accept([ticketEvent('e1')])).toEqual([{ id: 'e1', status: 'duplicate' }]);
    const other = live.dispatcher.accept([ticketEvent('e1', { subject: 'Other' })]);
    expect(other).toEqual([{ id: 'e1', status: 'duplicate', differs: true }]);
    await live.run();
    expect(live.rows('SELECT state, outcome FROM runs')).toEqual([{ state: 'done', outcome: 'executed' }]);
    expect(live.calls.map(({ key }) => key)).toEqual(['r_1:e1:s2:0']);
    expect(live.rows('SELECT type FROM events ORDER BY seq')).toEqual([
      { type: 'TicketCreated' },
      { type: 'TicketTagged' },
    ]);
    expect(live.rows("SELECT fields ->> '$.tags' AS tags FROM records")).toEqual([{ tags: '["billing"]' }]);
    expect(live.rows('SELECT kind FROM notices')).toEqual([{ kind: 'rule.executed' }]);
    expect(live.rows("SELECT action_type FROM audit WHERE what = 'action.performed' ORDER BY seq")).toEqual([
      { action_type: 'tag' },
      { action_type: 'webhook' },
    ]);
    await live.dispatcher.stop();
  });

  it('skips what a gate refuses, and says why', async () => {
    const live = await openLive({ rules: [ruleOf({ actions: [tagStep], limits: { cooldownSeconds: 60 } })] });
    live.dispatcher.accept([ticketEvent('e1'), ticketEvent('e2'), ticketEvent('e3', { id: 2 })]);
    await live.run();
    expect(live.rows('SELECT event_id, outcome, reason FROM runs ORDER BY seq')).toEqual([
      { event_id: 'e1', outcome: 'executed', reason: null },
      { event_id: 'e2', outcome: 'skipped', reason: 'cooldown' },
      { event_id: 'e3', outcome: 'executed', reason: null },
    ]);
    await live.dispatcher.stop();
  });

  it('keeps a pause between attempts over a restart, and tries again under the same key', async () => {
    let isUp = false;
    const options = {
      rules: [ruleOf({ actions: [hookStep] })],
      perform: () =>
        isUp ? { ok: true as const, value: { output: { status: 200 }, raised: [] } } : failedAnswer(true),
    };
    const first = await openLive(options);
    first.dispatcher.accept([ticketEvent('e1')]);
    await first.run();
    expect(first.rows('SELECT kind FROM timers')).toEqual([{ kind: 'run' }]);
    await first.dispatcher.stop();
    first.database.close();
    isUp = true;
    const second = await openLive({ ...options, folder: first.folder, clock: first.clock });
    await second.run(2_000);
    expect(second.calls.map(({ key }) => key)).toEqual(first.calls.map(({ key }) => key));
    expect(second.rows("SELECT record ->> '$.steps[0].attempts[1].at' AS at FROM runs")).toEqual([
      { at: '2026-03-02T09:00:00.500Z' },
    ]);
    await second.dispatcher.stop();
  });

  it('pauses a rule that fails ten times in a row, and goes on when it is resumed', async () => {
    const live = await openLive({
      rules: [ruleOf({ actions: [hookStep] })],
      perform: () => failedAnswer(false),
      hasMail: true,
    });
    for (let index = 0; index < 12; index++) {
      live.dispatcher.accept([ticketEvent(`e${index}`, { id: index })]);
      await live.run();
    }
    expect(live.rows('SELECT kind, target FROM pauses')).toEqual([{ kind: 'rule', target: 'r_1' }]);
    expect(live.rows('SELECT count(*) AS n FROM runs')).toEqual([{ n: 10 }]);
    expect(live.rows('SELECT target FROM deliveries')).toEqual([{ target: 'mail:ada.l@helpline.example' }]);
    await live.dispatcher.stop();
  });

  it('stops a rule that sets itself off again at depth 5', async () => {
    const rule = ruleOf({
      trigger: { kind: 'event', eventType: 'TicketTagged' },
      actions: [{ id: 's1', type: 'tag', params: { tag: `t-\${event.eventId}` } }],
    });
    const live = await openLive({ rules: [rule] });
    live.dispatcher.accept([{ ...ticketEvent('e1'), type: 'TicketTagged' }]);
    await live.run();
    expect(live.rows('SELECT outcome, reason FROM runs ORDER BY seq').at(-1)).toEqual({
      outcome: 'skipped',
      reason: 'depth',
    });
    expect(live.rows('SELECT count(*) AS n FROM runs')).toEqual([{ n: 6 }]);
    await live.dispatcher.stop();
  });

  it('fires a schedule on its tick, once for each app, and once after downtime', async () => {
    const rule = ruleOf({
      trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 5 } },
      scope: { apps: ['cards', 'loans'] },
      createdBy: 'nobody',
      actions: [{ id: 's2', type: 'webhook', params: { url: 'https://hooks.example/x', message: 'tick' } }],
    });
    const first = await openLive({ rules: [rule] });
    await first.run(5 * 60_000);
    expect(first.rows('SELECT app, source FROM runs ORDER BY seq')).toEqual([
      { app: 'cards', source: 'cron' },
      { app: 'loans', source: 'cron' },
    ]);
    await first.dispatcher.stop();
    first.database.close();
    first.clock.move(3_600_000);
    const second = await openLive({ rules: [rule], folder: first.folder, clock: first.clock });
    await second.run();
    expect(second.rows('SELECT count(*) AS n FROM runs')).toEqual([{ n: 4 }]);
    await second.dispatcher.stop();
  });

  it('replays a failed run from its failed step, and does not repeat what succeeded', async () => {
    let isUp = false;
    const live = await openLive({
      rules: [ruleOf({ actions: [{ ...hookStep, id: 's1' }, hookStep] })],
      perform: (_effect, key) =>
        isUp || key.includes(':s1:')
          ? { ok: true as const, value: { output: { status: 200 }, raised: [] } }
          : failedAnswer(false),
    });
    live.dispatcher.accept([ticketEvent('e1')]);
    await live.run();
    const [run] = live.rows('SELECT id FROM runs');
    const runId = String(Object.values(run ?? {})[0]);
    isUp = true;
    const replayed = live.dispatcher.replayRun({ runId, version: 'as-run', from: 'failed', by: 'm_ada_l' });
    await live.run();
    if (!replayed.ok) throw new Error(replayed.error);
    const stored = await live.dispatcher.settled(replayed.value.runId, 1000);
    expect(stored?.record.steps.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect(stored?.record.notes).toContain(`step s1 was done in ${runId} and is not repeated: http.post`);
    expect(stored?.record.sideEffects).toBe(1);
    expect(live.calls.map(({ key }) => key)).toEqual([
      'r_1:e1:s1:0',
      'r_1:e1:s2:0',
      `${replayed.value.runId}:s2:0`,
    ]);
    await live.dispatcher.stop();
  });

  it('holds a run whose journal was written by another engine', async () => {
    const live = await openLive({
      rules: [ruleOf({ actions: [hookStep] })],
      perform: () => failedAnswer(true),
    });
    live.dispatcher.accept([ticketEvent('e1')]);
    await live.run();
    live.database.connection.exec("UPDATE journal SET engine = 'chain-0'");
    await live.run(1_000);
    expect(live.rows('SELECT state, held FROM runs')).toEqual([
      { state: 'held', held: 'answer 1 of its journal was given by chain-0, and this is chain-1' },
    ]);
    await live.dispatcher.stop();
  });

  it('refuses an enabled rule with a pattern that cannot be read', async () => {
    const leaf = { path: 'payload.ticket.subject', op: 'matches', value: '(' };
    const live = await openLive({ rules: [ruleOf({ filter: [{ not: leaf }], actions: [tagStep] })] });
    live.dispatcher.accept([ticketEvent('e1')]);
    expect(live.rows('SELECT * FROM runs')).toEqual([]);
    expect(live.log[0]).toMatch(/^the rule r_1 is enabled but cannot be run: filter\[0\]/);
    await live.dispatcher.stop();
  });

  it('warns of a ticket, then says that it breached', async () => {
    const sla = { name: 'First response', warnPercent: 80, minutes: { normal: 10 } };
    const live = await openLive({ sla });
    live.dispatcher.accept([ticketEvent('e1')]);
    await live.run(11 * 60_000);
    expect(live.rows("SELECT type, fired_at FROM events WHERE type LIKE 'Sla%' ORDER BY seq")).toEqual([
      { type: 'SlaWarned', fired_at: '2026-03-02T09:08:00.000Z' },
      { type: 'SlaBreached', fired_at: '2026-03-02T09:10:00.000Z' },
    ]);
    await live.dispatcher.stop();
  });
});
