import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { seededRandom } from './seeded-random.ts';

const kills = 8;

it(`loses and doubles nothing in ${kills} kills of a process that dispatches`, {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dispatch-kill-'));
  const random = seededRandom(20_260_303);
  let next = 0;
  /** Lets a child take events in, and kills it after so many of them; null: it comes to its end. */
  async function play(killAfter: number | null): Promise<void> {
    const script = join(import.meta.dirname, 'dispatching-child.ts');
    const count = killAfter === null ? 0 : 1_000;
    const child = spawn(process.execPath, [script, folder, String(next), String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      next = Number(line) + 1;
      if (++seen === killAfter) child.kill('SIGKILL');
    }
    const [code, signal] = await ended;
    expect(killAfter === null ? code : signal).toBe(killAfter === null ? 0 : 'SIGKILL');
  }
  for (let kill = 0; kill < kills; kill++) await play(1 + Math.floor(random() * 30));
  await play(null);

  const database = new Database(join(folder, 'workspace.sqlite'), { readonly: true });
  const all = (sql: string) => database.prepare(sql).pluck().all();
  expect(all('PRAGMA integrity_check')).toEqual(['ok']);
  const events = all("SELECT id FROM events WHERE type = 'TicketCreated'").map(String);
  // One more may have been committed than was told.
  for (let id = 0; id < next; id++) expect(events).toContain(`e${id}`);
  expect(all("SELECT event_id FROM runs WHERE state = 'done'").sort()).toEqual(events.toSorted());
  expect(all("SELECT count(*) FROM notices WHERE kind = 'rule.executed'")).toEqual([events.length]);
  expect(all("SELECT count(*) FROM events WHERE type = 'TicketTagged'")).toEqual([events.length]);
  const keys = new Set(readFileSync(join(folder, 'effects.txt'), 'utf8').trim().split('\n'));
  expect([...keys].sort()).toEqual(events.map((id) => `r_1:${id}:s2:0`).sort());
  database.close();
  rmSync(folder, { recursive: true, force: true });
});
