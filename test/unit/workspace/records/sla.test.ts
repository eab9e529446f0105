import { expect, it } from 'vitest';
import { openLive, ruleOf, ticketEvent } from '../dispatch/live-setting.ts';

const sla = { name: 'First response', warnPercent: 80, minutes: { normal: 10 } };
const fired = "SELECT type, fired_at AS at FROM events WHERE type LIKE 'Sla%' ORDER BY seq";
const closedEvent = (version: number) => ({
  ...ticketEvent('closed', { status: 'closed' }),
  type: 'TicketClosed',
  streamVersion: version,
});

it('gives a ticket that is reopened a new due time', async () => {
  const live = await openLive({ sla });
  live.dispatcher.accept([ticketEvent('e1')]);
  live.dispatcher.accept([closedEvent(2)]);
  await live.run(30 * 60_000);
  expect(live.rows(fired)).toEqual([]);
  live.dispatcher.accept([
    {
      ...ticketEvent('again', { status: 'open' }),
      type: 'TicketReopened',
      streamVersion: 3,
      firedAt: '2026-03-02T09:30:00.000Z',
    },
  ]);
  await live.run(9 * 60_000);
  expect(live.rows(fired)).toEqual([{ type: 'SlaWarned', at: '2026-03-02T09:38:00.000Z' }]);
  await live.run(60_000);
  expect(live.rows(fired)).toEqual([
    { type: 'SlaWarned', at: '2026-03-02T09:38:00.000Z' },
    { type: 'SlaBreached', at: '2026-03-02T09:40:00.000Z' },
  ]);
  await live.dispatcher.stop();
});

it('gives a ticket that a rule reopens a new due time', async () => {
  const rule = ruleOf({
    trigger: { kind: 'event', eventType: 'TicketClosed' },
    actions: [{ id: 's1', type: 'reopen', params: {} }],
  });
  const live = await openLive({ sla, rules: [rule] });
  live.dispatcher.accept([ticketEvent('e1')]);
  await live.run(5 * 60_000);
  live.dispatcher.accept([closedEvent(2)]);
  await live.run(9 * 60_000);
  expect(live.rows(fired)).toEqual([{ type: 'SlaWarned', at: '2026-03-02T09:13:00.000Z' }]);
  await live.dispatcher.stop();
});

it('is silent about a closed ticket, and a change of priority moves the due time', async () => {
  const live = await openLive({ sla: { ...sla, minutes: { normal: 10, urgent: 1 } } });
  live.dispatcher.accept([ticketEvent('e1')]);
  const urgent = { ...ticketEvent('e2', { priority: 'urgent' }), type: 'TicketPriorityChanged' };
  live.dispatcher.accept([{ ...urgent, streamVersion: 2 }]);
  await live.run(60_000);
  expect(live.rows(fired)).toEqual([
    { type: 'SlaWarned', at: '2026-03-02T09:00:48.000Z' },
    { type: 'SlaBreached', at: '2026-03-02T09:01:00.000Z' },
  ]);
  live.dispatcher.accept([closedEvent(3)]);
  await live.run(3_600_000);
  expect(live.rows(fired)).toHaveLength(2);
  expect(live.rows("SELECT * FROM timers WHERE kind = 'sla'")).toEqual([]);
  await live.dispatcher.stop();
});
