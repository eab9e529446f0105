import { expect, it } from 'vitest';
import { deleteOld, pruneState } from '../../../../engine/workspace/records/index.ts';
import { openLive, ruleOf, tagStep, ticketEvent } from '../dispatch/live-setting.ts';

const kinds = 'SELECT kind, count(*) AS n FROM keyed_state GROUP BY kind ORDER BY kind';
const limits = { cooldownSeconds: 60, maxFiresPerDay: 5, maxPerMinute: 5 };
const days = (count: number) => new Date(Date.parse('2026-03-02T09:00:00.000Z') + count * 86_400_000);

async function fired() {
  const live = await openLive({ rules: [ruleOf({ actions: [tagStep], limits })] });
  live.dispatcher.accept([ticketEvent('e1'), ticketEvent('e2', { id: 2 })]);
  await live.run();
  await live.dispatcher.stop();
  return live;
}

it('removes counters of days that are over, and keeps those that may still decide', async () => {
  const live = await fired();
  const all = [
    { kind: 'cooldown', n: 2 },
    { kind: 'daily', n: 1 },
    { kind: 'minute', n: 1 },
  ];
  expect(live.rows(kinds)).toEqual(all);
  expect(pruneState(live.database, days(2))).toBe(0);
  expect(live.rows(kinds)).toEqual(all);
  expect(pruneState(live.database, days(3))).toBe(1);
  expect(live.rows(kinds)).toEqual([all[0], all[2]]);
});

it('removes firings that are longer ago than any cooldown lasts', async () => {
  const live = await fired();
  pruneState(live.database, days(365));
  expect(live.rows(kinds)).toContainEqual({ kind: 'cooldown', n: 2 });
  pruneState(live.database, days(366));
  expect(live.rows(kinds)).toEqual([{ kind: 'minute', n: 1 }]);
});

it('removes what belongs to deleted rules, with what is deleted for its age', async () => {
  const live = await fired();
  live.database.connection.exec("UPDATE rules SET deleted_at = '2026-03-02T10:00:00.000Z'");
  deleteOld(live.database, { eventsDays: 30, runsDays: 30 }, days(0));
  expect(live.rows(kinds)).toEqual([]);
});
