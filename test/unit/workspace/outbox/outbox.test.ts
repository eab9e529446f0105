import { expect, it } from 'vitest';
import { verifyWebhook } from '../../../../engine/effects/index.ts';
import { openLive, ruleOf, tagStep, ticketEvent } from '../dispatch/live-setting.ts';

const subscribe = `INSERT INTO subscriptions (id, url, events, apps, secret, created_by, created_at)
  VALUES ('sub', 'https://x.example/hook', '["rule.executed"]', NULL, 'secret:signing', 'm', '')`;

it('signs the notice of a run, says what it came to, and tries again until it is taken', async () => {
  let isUp = false;
  const live = await openLive({
    rules: [ruleOf({ actions: [tagStep] })],
    post: () =>
      isUp
        ? { ok: true, value: { output: {}, raised: [] } }
        : { ok: false, error: { code: 'http-503', message: 'no', retryable: true } },
  });
  live.database.connection.exec(subscribe);
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  expect(live.dispatcher.metrics().noticesWaiting).toBe(1);
  isUp = true;
  await live.run(1_000);
  expect(live.dispatcher.metrics()).toMatchObject({ noticesWaiting: 0, noticesDelivered: 1 });
  expect(live.posts).toHaveLength(2);
  const [first, second] = live.posts;
  expect(first?.body).toBe(second?.body);
  expect(JSON.parse(second?.body ?? '')).toMatchObject({
    event: 'rule.executed',
    rule_id: 'r_1',
    subject_id: '1',
    ticket_id: '1',
    trigger: 'TicketCreated',
    actions_succeeded: 1,
    actions_failed: 0,
    latency_ms: 0,
  });
  const headers = second?.headers ?? {};
  const timestamp = headers['x-rulewright-timestamp'] ?? '';
  const signature = headers['x-rulewright-signature'] ?? '';
  expect(verifyWebhook('topsecret', timestamp, second?.body ?? '', signature)).toBe(true);
  await live.dispatcher.stop();
});

it('gives up what will never be taken, and shows it', async () => {
  const live = await openLive({
    rules: [ruleOf({ actions: [tagStep] })],
    post: () => ({ ok: false, error: { code: 'http-410', message: 'gone', retryable: false } }),
  });
  live.database.connection.exec(subscribe);
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  expect(live.dispatcher.deadNotices()).toMatchObject([
    { target: 'sub', attempts: 1, lastError: 'http-410: gone' },
  ]);
  await live.dispatcher.stop();
});
