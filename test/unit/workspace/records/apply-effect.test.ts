import { expect, it } from 'vitest';
import type { Event } from '../../../../engine/model/index.ts';
import { openLive, ruleOf, ticketEvent } from '../dispatch/live-setting.ts';

function sessionEvent(id: string, app = 'cards', session = id): Event {
  return {
    ...ticketEvent(id),
    type: 'session.opened',
    app,
    payload: {
      session: {
        id: `s-${session}`,
        channel: 'web',
        language: 'en',
        tags: [],
        customer: { id: 'c', name: 'Pat', vip: true },
      },
    },
  };
}

const sessionRule = (actions: unknown[], apps = ['cards']) =>
  ruleOf({
    trigger: { kind: 'event', eventType: 'session.opened' },
    scope: { apps },
    createdBy: 'm_omar_d',
    actions,
  });
const assign = (params: Record<string, string>) => ({ id: 's1', type: 'assign_to', params });
const assignees = "SELECT assignee FROM records WHERE kind = 'session' ORDER BY id";

it('assigns in turn, one cursor for each app, over a restart too', async () => {
  const rules = [sessionRule([assign({ strategy: 'round_robin' })], ['cards', 'loans'])];
  const first = await openLive({ rules });
  first.dispatcher.accept(['a1', 'a2', 'a3'].map((id) => sessionEvent(id)));
  first.dispatcher.accept([sessionEvent('b1', 'loans')]);
  await first.run();
  await first.dispatcher.stop();
  first.database.close();
  first.clock.move(1);
  const second = await openLive({ rules, folder: first.folder, clock: first.clock });
  second.dispatcher.accept([sessionEvent('a4')]);
  await second.run();
  const named = (...members: string[]) => members.map((assignee) => ({ assignee }));
  // Three of cards, the one of cards after the restart, and the one of loans.
  expect(second.rows(assignees)).toEqual(
    named('m_jonas_w', 'm_priya_n', 'm_jonas_w', 'm_priya_n', 'm_priya_n'),
  );
  await second.dispatcher.stop();
});

it('assigns to whoever has the least open work', async () => {
  const live = await openLive({ rules: [sessionRule([assign({ strategy: 'load_balanced' })])] });
  for (const id of ['a1', 'a2', 'a3', 'a4']) {
    live.dispatcher.accept([sessionEvent(id)]);
    await live.run();
  }
  const busy = ['m_jonas_w', 'm_priya_n', 'm_jonas_w', 'm_priya_n'];
  expect(live.rows(assignees)).toEqual(busy.map((assignee) => ({ assignee })));
  const closed: Event = { ...sessionEvent('c1', 'cards', 'a2'), type: 'session.closed', streamVersion: 2 };
  live.dispatcher.accept([closed]);
  live.dispatcher.accept([sessionEvent('a5')]);
  await live.run();
  expect(live.rows("SELECT assignee FROM records WHERE id = 's-a5'")).toEqual([{ assignee: 'm_priya_n' }]);
  await live.dispatcher.stop();
});

it('assigns to one named person', async () => {
  const live = await openLive({
    rules: [sessionRule([assign({ strategy: 'pinned', member: 'm_sara_k' })])],
  });
  live.dispatcher.accept([sessionEvent('a1'), sessionEvent('a2')]);
  await live.run();
  expect(live.rows(assignees)).toEqual([{ assignee: 'm_sara_k' }, { assignee: 'm_sara_k' }]);
  await live.dispatcher.stop();
});

it('closes the session that it escalates, and raises that', async () => {
  const live = await openLive({
    rules: [
      sessionRule([{ id: 's1', type: 'escalate_to_human', params: { team: 'fraud', reason: 'Check' } }]),
    ],
  });
  live.dispatcher.accept([sessionEvent('a1')]);
  await live.run(0);
  expect(
    live.rows(
      "SELECT type, json_extract(body, '$.payload.resolution') AS resolution, json_extract(body, '$.causedBy.depth') AS depth FROM events ORDER BY seq",
    ),
  ).toEqual([
    { type: 'session.opened', resolution: null, depth: null },
    { type: 'session.closed', resolution: 'escalated', depth: 1 },
  ]);
  expect(live.rows("SELECT is_open, json_extract(notes, '$[0].team') AS team FROM records")).toEqual([
    { is_open: 0, team: 'fraud' },
  ]);
  await live.dispatcher.stop();
});

it('refuses a target that belongs to an app outside the scope of the rule', async () => {
  const live = await openLive({
    rules: [sessionRule([assign({ strategy: 'pinned', member: 'm_sara_k' })])],
  });
  live.dispatcher.accept([sessionEvent('a1', 'loans')]);
  live.dispatcher.accept([sessionEvent('a2', 'cards', 'a1')]);
  await live.run();
  expect(live.rows("SELECT event_id, record ->> '$.steps[0].error.code' AS code FROM runs")).toEqual([
    { event_id: 'a2', code: 'permission' },
  ]);
  expect(live.rows('SELECT app, assignee FROM records')).toEqual([{ app: 'loans', assignee: null }]);
  await live.dispatcher.stop();
});
