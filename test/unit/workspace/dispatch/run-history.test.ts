import { expect, it } from 'vitest';
import { createRunHistory } from '../../../../engine/workspace/dispatch/index.ts';
import { openLive, ruleOf, tagStep, ticketEvent } from './live-setting.ts';

/** Two rules on three tickets, a minute apart; the second rule fires once. */
async function opened() {
  const live = await openLive({
    rules: [
      ruleOf({ id: 'r_a', order: 1, actions: [tagStep] }),
      ruleOf({ id: 'r_b', order: 2, actions: [tagStep], limits: { maxFiresPerDay: 1 } }),
      ruleOf({ id: 'r_c', scope: { apps: ['cards'] }, createdBy: 'nobody', actions: [tagStep] }),
    ],
  });
  for (const id of [1, 2]) {
    live.dispatcher.accept([ticketEvent(`e${id}`, { id })]);
    await live.run(60_000);
  }
  live.dispatcher.accept([{ ...ticketEvent('e3', { id: 3 }), app: 'cards' }]);
  await live.run();
  const history = createRunHistory(live.database);
  const list = (
    filter: Parameters<typeof history.runs>[0],
    page: Parameters<typeof history.runs>[1] = {},
  ) => {
    const found = history.runs(filter, page);
    if (!found.ok) throw new Error(found.error.message);
    const { items, nextCursor } = found.value;
    return { runs: items.map(({ rule, event }) => `${rule.id} ${event.id}`), nextCursor };
  };
  return { live, history, list };
}

it('lists runs newest first, by rule, event, type of event, app, outcome and time', async () => {
  const { live, list } = await opened();
  const all = ['r_c e3', 'r_b e2', 'r_a e2', 'r_b e1', 'r_a e1'];
  expect(list({}).runs).toEqual(all);
  expect(list({ rule: 'r_a' }).runs).toEqual(['r_a e2', 'r_a e1']);
  expect(list({ event: 'e1' }).runs).toEqual(['r_b e1', 'r_a e1']);
  expect(list({ event: 'TicketCreated' }).runs).toEqual(all);
  expect(list({ event: 'TicketTagged' }).runs).toEqual([]);
  expect(list({ app: 'cards' }).runs).toEqual(['r_c e3']);
  expect(list({ outcome: 'skipped', app: 'helpdesk' }).runs).toEqual(['r_b e2']);
  expect(list({ from: '2026-03-02T10:01:00+01:00' }).runs).toEqual(all.slice(0, 3));
  expect(list({ from: '2026-03-02T09:01:00Z', to: '2026-03-02T09:02:00Z' }).runs).toEqual(all.slice(1, 3));
  await live.dispatcher.stop();
});

it('pages without losing or repeating a run, also when new ones come in between', async () => {
  const { live, list } = await opened();
  const first = list({}, { limit: 2 });
  expect(first.runs).toEqual(['r_c e3', 'r_b e2']);
  live.dispatcher.accept([ticketEvent('e4', { id: 4 })]);
  await live.run();
  const second = list({}, { limit: 2, cursor: first.nextCursor ?? '' });
  expect(second.runs).toEqual(['r_a e2', 'r_b e1']);
  const third = list({}, { limit: 2, cursor: second.nextCursor ?? '' });
  expect(third).toEqual({ runs: ['r_a e1'], nextCursor: null });
  await live.dispatcher.stop();
});

it('does not show a run that is under way, and shows one that is held with the reason', async () => {
  const { live, history, list } = await opened();
  live.dispatcher.accept([ticketEvent('e5', { id: 5 })]);
  expect(list({ event: 'e5', rule: 'r_a' }).runs).toEqual([]);
  live.database.connection.exec("UPDATE runs SET state = 'held', held = 'why' WHERE event_id = 'e1'");
  const found = history.runs({ event: 'e1', rule: 'r_a' }, {});
  expect(found.ok && found.value.items.map(({ held }) => held)).toEqual(['why']);
  await live.dispatcher.stop();
});
