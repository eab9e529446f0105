import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPacks, createCatalog } from '../../engine/catalog/index.ts';
import { fixedSecrets } from '../../engine/effects/index.ts';
import { openWorkspaceDatabase } from '../../engine/workspace/database/index.ts';
import { createDispatcher } from '../../engine/workspace/dispatch/index.ts';
import { hookStep, ruleOf, ticketEvent } from '../unit/workspace/dispatch/live-setting.ts';
import { formatRate, type Report, type Workload } from './workload.ts';

const batches = 40;
const perBatch = 100;

/** Matches per second that are recorded durably, with their effects queued. */
async function measure(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'live-bench-'));
  const opened = await openWorkspaceDatabase(folder, () => new Date());
  if (!opened.ok) throw new Error(opened.error.message);
  const database = opened.value;
  let number = 0;
  const dispatcher = createDispatcher({
    database,
    catalog: createCatalog(builtInPacks()),
    // Nothing is carried out: what is timed is the way in.
    clock: { now: () => new Date(), elapsed: () => performance.now(), after: () => () => {} },
    random: () => 0.5,
    ids: (prefix) => `${prefix}${number++}`,
    performers: { perform: () => Promise.reject(new Error('nothing is carried out here')) },
    secrets: fixedSecrets({}),
    post: () => Promise.reject(new Error('nothing is sent here')),
    sla: null,
    hasMail: false,
    limits: { runsPerRule: 5, effectsPerMinute: {}, modelQuestionsPerDay: null, failuresUntilPause: 10 },
    log: () => {},
  });
  dispatcher.start();
  dispatcher.ruleChanged(
    ruleOf({ actions: [hookStep], limits: { cooldownSeconds: 1, maxFiresPerDay: 1e6 } }),
  );
  try {
    if (database.durability().synchronous !== 2) throw new Error('the commits are not durable');
    const started = performance.now();
    for (let batch = 0; batch < batches; batch++) {
      const events = Array.from({ length: perBatch }, (_, index) => {
        const id = batch * perBatch + index;
        return ticketEvent(`e${id}`, { id });
      });
      dispatcher.accept(events);
    }
    const seconds = (performance.now() - started) / 1000;
    const open = database.connection.prepare("SELECT count(*) FROM runs WHERE state = 'open'").pluck().get();
    if (open !== batches * perBatch) throw new Error(`${open} runs were recorded`);
    return (batches * perBatch) / seconds;
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const live: Workload = {
  name: 'live',
  async run(): Promise<Report> {
    const rates: number[] = [];
    for (let round = 0; round < 3; round++) rates.push(await measure());
    const rate = rates.toSorted((a, b) => a - b)[1] ?? 0;
    return {
      title: 'Live',
      about:
        'Events come in batches of 100 and match one rule with a cooldown and a daily cap. Timed until each event, ' +
        'its ticket, its claims, its run and the first answers of its journal are committed with synchronous=FULL; ' +
        'the effects are queued. The median of three rounds.',
      table: { head: ['', 'matches'], rows: [['recorded durably', formatRate(rate)]] },
      budgets: [
        { what: 'live matches recorded durably', measured: rate, unit: '/s', atLeast: 2_000, aim: null },
      ],
    };
  },
};
