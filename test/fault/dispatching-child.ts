import { appendFileSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { builtInPacks, createCatalog } from '../../engine/catalog/index.ts';
import { fixedSecrets } from '../../engine/effects/index.ts';
import { openWorkspaceDatabase } from '../../engine/workspace/database/index.ts';
import { createDispatcher } from '../../engine/workspace/dispatch/index.ts';
import { hookStep, ruleOf, tagStep, ticketEvent } from '../unit/workspace/dispatch/live-setting.ts';

// Whoever is killed leaves no cache behind at the end.
flushCompileCache();

/**
 * Takes in events from a number on and runs a rule on each, until it is killed or has taken `count`. What was
 * acknowledged is told on standard output; effects append their key to a file.
 */
const [folder = '', first = '0', count = '0'] = process.argv.slice(2);
const opened = await openWorkspaceDatabase(folder, () => new Date());
if (!opened.ok) throw new Error(opened.error.message);
const database = opened.value;
let number = 0;
const dispatcher = createDispatcher({
  database,
  catalog: createCatalog(builtInPacks()),
  clock: {
    now: () => new Date(),
    elapsed: () => performance.now(),
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  },
  random: Math.random,
  ids: (prefix) => `${prefix}${process.pid}_${number++}`,
  performers: {
    async perform(_effect, { key }) {
      appendFileSync(join(folder, 'effects.txt'), `${key}\n`);
      return { ok: true, value: { output: { status: 200 }, raised: [] } };
    },
  },
  secrets: fixedSecrets({}),
  post: async () => ({ ok: true, value: { output: {}, raised: [] } }),
  sla: null,
  hasMail: false,
  limits: { runsPerRule: 5, effectsPerMinute: {}, modelQuestionsPerDay: null, failuresUntilPause: 10 },
  log: (line) => console.error(line),
});
dispatcher.start();
dispatcher.ruleChanged(ruleOf({ actions: [tagStep, hookStep] }));
for (let index = 0; index < Number(count); index++) {
  const id = Number(first) + index;
  dispatcher.accept([ticketEvent(`e${id}`, { id })]);
  writeSync(1, `${id}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
for (;;) {
  const open = database.connection.prepare("SELECT count(*) FROM runs WHERE state = 'open'").pluck().get();
  if (open === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 5));
}
await dispatcher.stop();
database.close();
process.exit(0);
