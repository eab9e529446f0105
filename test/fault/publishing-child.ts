import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { publishPlan } from '../../engine/contract/index.ts';
import { fileSecrets } from '../../engine/effects/index.ts';
import { openStore } from '../../engine/store/index.ts';
import { createSync } from '../../engine/sync/index.ts';

// Whoever is killed leaves no cache behind at the end.
flushCompileCache();

/** Publishes the plan in a file from a data folder; prints what it came to. It is killed on the way, or its disk fills. */
const [folder = '', planFile = ''] = process.argv.slice(2);
const opened = await openStore({ folder, now: () => new Date(), author: 'child' });
if (!opened.ok) throw new Error(opened.error.message);
const sync = createSync({
  store: opened.value,
  secrets: fileSecrets({ file: join(folder, 'secrets.json') }),
  fetch: globalThis.fetch,
  now: () => new Date(),
  random: Math.random,
  newId: () => `child${process.pid}`,
  wait: async () => {},
});
const plan = publishPlan.parse(JSON.parse(readFileSync(planFile, 'utf8')));
const published = await sync.publish({ plan });
process.stdout.write(JSON.stringify(published.ok ? { state: published.value.state } : published.error));
opened.value.close();
