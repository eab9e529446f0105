import { expect, it } from 'vitest';
import { hookStep, openLive, ruleOf, ticketEvent } from '../dispatch/live-setting.ts';

it('tells subscriptions that chose it, and concern the app, that a rule was paused', async () => {
  const live = await openLive({
    rules: [ruleOf({ actions: [hookStep] })],
    limits: { failuresUntilPause: 1 },
    perform: () => ({ ok: false, error: { code: 'http-410', message: 'gone', retryable: false } }),
  });
  live.database.connection.exec(
    `INSERT INTO subscriptions (id, url, events, apps, secret, created_by, created_at) VALUES
       ('chose', 'https://a.example', '["rule.paused"]', '["helpdesk"]', 'secret:signing', 'm', ''),
       ('other', 'https://b.example', '["rule.skipped"]', NULL, 'secret:signing', 'm', ''),
       ('cards', 'https://c.example', '["rule.paused"]', '["cards"]', 'secret:signing', 'm', '')`,
  );
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  expect(live.rows('SELECT target, state FROM deliveries')).toEqual([
    { target: 'chose', state: 'delivered' },
  ]);
  expect(live.posts.map(({ url, body }) => [url, JSON.parse(body)])).toMatchObject([
    ['https://a.example', { event: 'rule.paused', rule_id: 'r_1', reason: '1 runs in a row failed' }],
  ]);
  await live.dispatcher.stop();
});
