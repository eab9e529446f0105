import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { granted, openIn, temporaryFolder } from '../unit/store/setting.ts';
import { seededRandom } from './seeded-random.ts';

const kills = 60;
const seed = 20_260_302;

interface Acknowledged {
  revision: number;
  version: number;
}

/** Lets a child save until it has acknowledged `count` commits, kills it in whatever it does then. */
async function saveUntilKilled(folder: string, count: number): Promise<Acknowledged> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'saving-child.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let last: Acknowledged = { revision: 0, version: 0 };
  let seen = 0;
  // What the child had acknowledged before the kill still counts, so the stream is read to its end.
  for await (const line of createInterface({ input: child.stdout })) {
    last = JSON.parse(line);
    seen++;
    if (seen === count) child.kill('SIGKILL');
  }
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
  return last;
}

async function expectAllThere(folder: string, acknowledged: Acknowledged): Promise<void> {
  const store = await openIn(folder);
  expect(store.origin).toBe('opened');
  const document = granted(store.getRule('r_1'));
  expect(document.revision).toBeGreaterThanOrEqual(acknowledged.revision);
  expect(document.rule.version).toBeGreaterThanOrEqual(acknowledged.version);
  const history = granted(store.ruleHistory('r_1'));
  expect(history.map(({ version }) => version)).toEqual(
    Array.from({ length: document.rule.version }, (_, index) => document.rule.version - index),
  );
  // A version carries the name that its draft was given two commits before: nothing older stands in for it.
  for (const { rule, why } of history) expect(rule.name).toBe(why);
  store.close();
  const raw = new Database(join(folder, 'rulewright.sqlite'), { readonly: true });
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  raw.close();
}

it(`loses nothing that was acknowledged in ${kills} kills (seed ${seed})`, { timeout: 120_000 }, async () => {
  // Two folders, killed in turns at the same time: starting a process is what takes long.
  const run = async (random: () => number) => {
    const folder = temporaryFolder();
    for (let kill = 0; kill < kills / 2; kill++) {
      await expectAllThere(folder, await saveUntilKilled(folder, 1 + Math.floor(random() * 25)));
    }
  };
  await Promise.all([run(seededRandom(seed)), run(seededRandom(seed + 1))]);
});
