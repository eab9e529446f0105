import { expect, it } from 'vitest';
import { deleteOld, eraseSubject } from '../../../../engine/workspace/records/index.ts';
import { openLive, ruleOf, tagStep, ticketEvent } from '../dispatch/live-setting.ts';

it('erases what is known about a requester and keeps the counts', async () => {
  const live = await openLive({ rules: [ruleOf({ actions: [tagStep] })] });
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  const removed = eraseSubject(live.database, { customer: '5' }, live.clock.now().toISOString());
  expect(removed).toMatchObject({ events: 2, runs: 1 });
  expect(JSON.stringify(live.rows('SELECT body FROM events'))).not.toContain('Dana');
  expect(JSON.stringify(live.rows('SELECT * FROM runs'))).not.toContain('billing');
  expect(JSON.stringify(live.rows('SELECT * FROM records'))).not.toContain('Dana');
  expect(live.rows("SELECT count(*) AS n FROM runs WHERE outcome = 'executed'")).toEqual([{ n: 1 }]);
  expect(live.dispatcher.accept([ticketEvent('e1')])).toEqual([{ id: 'e1', status: 'duplicate' }]);
  await live.dispatcher.stop();
});

it('deletes what is older than is to be kept', async () => {
  const live = await openLive({ rules: [ruleOf({ actions: [tagStep] })] });
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run();
  const later = new Date(live.clock.now().getTime() + 10 * 86_400_000);
  expect(deleteOld(live.database, { eventsDays: 20, runsDays: 20 }, later)).toMatchObject({
    events: 0,
    runs: 0,
  });
  expect(deleteOld(live.database, { eventsDays: 5, runsDays: 5 }, later)).toMatchObject({
    events: 2,
    runs: 1,
  });
  await live.dispatcher.stop();
});
