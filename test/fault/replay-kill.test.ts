import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { builtInPacks, createCatalog } from '../../engine/catalog/index.ts';
import {
  createSampleRecording,
  openStoredReplay,
  type ReplayRow,
  type StoredReplay,
  startStoredReplay,
} from '../../engine/replay/index.ts';
import { temporaryFolder } from '../unit/store/setting.ts';
import { seededRandom } from './seeded-random.ts';

const kills = 8;
const seed = 20_260_302;
const packs = builtInPacks();
const rules = packs.flatMap(({ sampleRules }) => sampleRules);

/** Runs the child until it ends, or kills it after a while; whether it came to its end. */
async function replayFor(milliseconds: number | null, args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'replaying-child.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child.stdout, 'data');
  if (milliseconds !== null) {
    await delay(milliseconds);
    child.kill('SIGKILL');
  }
  await ended;
  return said.includes('finished');
}

function everyRow(replay: StoredReplay): ReplayRow[] {
  const rows: ReplayRow[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = replay.page({}, after, 1000);
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

function opened(folder: string, id: string): StoredReplay {
  const replay = openStoredReplay(folder, id);
  if (!replay.ok) throw new Error(replay.error);
  return replay.value;
}

it(`takes a replay up again after ${kills} kills without a wrong count (seed ${seed})`, {
  timeout: 120_000,
}, async () => {
  const folder = temporaryFolder();
  const recording = join(folder, 'recording.jsonl');
  const events = createSampleRecording(createCatalog(packs), { seed, events: 40_000 });
  writeFileSync(recording, [...events].map((event) => `${JSON.stringify(event)}\n`).join(''));
  const random = seededRandom(seed);

  let isDone = await replayFor(Math.floor(random() * 150), [folder, recording, 'new']);
  let killed = 1;
  for (; killed < kills && !isDone; killed++) {
    isDone = await replayFor(Math.floor(random() * 150), [folder, recording, 'again']);
  }
  if (!isDone) expect(await replayFor(null, [folder, recording, 'again'])).toBe(true);
  expect(killed).toBeGreaterThan(2);

  const whole = await startStoredReplay({
    folder,
    id: 'whole',
    rules,
    packs,
    recording,
    startedAt: '2026-03-02T06:00:00Z',
  });
  if (!whole.ok) throw new Error(whole.error);
  expect((await whole.value.ended).ok).toBe(true);
  const [one, other] = [opened(folder, 'killed'), opened(folder, 'whole')];
  const untimed = ({ summary, ...end }: NonNullable<ReturnType<StoredReplay['ending']>>) => ({
    ...end,
    summary: { ...summary, elapsedMs: 0, eventsPerSecond: 0 },
  });
  const [ending, expected] = [one.ending(), other.ending()];
  if (!ending || !expected) throw new Error('both replays are at their end');
  expect(untimed(ending)).toEqual(untimed(expected));
  expect(ending.summary.skipped.cooldown).toBeGreaterThan(0);
  expect(everyRow(one)).toEqual(everyRow(other));
  expect(one.outcomes({}, 60)).toEqual(other.outcomes({}, 60));
  one.close();
  other.close();
});
