import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { builtInPacks, createCatalog } from '../../engine/catalog/index.ts';
import { createSampleRecording } from '../../engine/replay/index.ts';
import type { Report } from '../bench/workload.ts';
import { type StudioSession, settle } from './studio-session.ts';
import { tasksOf, traceRenderer, workMs } from './trace.ts';

const events = 1_000_000;
/** Events that are made; the recording has them again and again, each time later. */
const different = 20_000;
const blockedMs = 50;

export async function measureReplay(session: StudioSession): Promise<Report> {
  const name = 'A million events';
  writeMillion(session.dataFolder, name);
  const page = await session.open();
  await page.keyboard.press('Alt+3');
  const recordings = page.getByRole('complementary', { name: 'Recordings' });
  await recordings.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByLabel('Rules', { exact: true }).selectOption('all');
  await settle(page, 500);
  await watch(page);
  let matches = 0;
  let ran = 0;
  const { main } = await traceRenderer(session.browser, page, async () => {
    const began = performance.now();
    await page.getByRole('button', { name: /^Replay \d+ rules$/ }).click();
    await page.getByRole('gridcell').first().waitFor();
    const grid = page.getByRole('grid', { name: 'Matches' });
    const again = page.getByRole('button', { name: 'Replay again' });
    // Somebody reads on while it runs: the wheel, the keys, the other view.
    for (let turn = 0; !(await again.isVisible()); turn++) {
      await grid.hover();
      await page.mouse.wheel(0, 2000);
      if (turn % 10 === 5) await page.keyboard.press('End');
      if (performance.now() - began > 60_000) throw new Error('the replay did not end within a minute');
    }
    ran = performance.now() - began;
    matches = Number(await grid.getAttribute('aria-rowcount')) - 1;
    await grid.focus();
    for (const key of ['End', 'PageUp', 'PageUp', 'Home', 'PageDown']) await page.keyboard.press(key);
    await page.getByRole('radio', { name: 'Rules × outcomes' }).click();
    await page.getByRole('radio', { name: 'Matches' }).click();
    await settle(page, 300);
  });
  const { first, long } = await watched(page);
  await page.close();
  const tasks = tasksOf(main);
  const worst = tasks.toSorted((a, b) => workMs(b) - workMs(a))[0];
  const blocked = worst ? workMs(worst) : 0;
  const amount = (value: number): string => value.toLocaleString('en');
  return {
    title: 'A replay of a million events, on the screen',
    about: `The recording lies in the data folder; every rule of the sample workspace is replayed over it, in as many threads as there are cores, beside the browser. Timed from the click on *Replay* to the first row of the table. While it runs the table is scrolled by wheel and keys, and the views are changed; of all that, the longest task of the main thread counts. A task of more than ${blockedMs} ms is what browsers call long.`,
    table: {
      head: ['replay', 'measured'],
      rows: [
        ['events', amount(events)],
        ['matches in the table', amount(matches)],
        ['first rows, clock', `${first.toFixed(0)} ms`],
        ['the whole replay, clock', `${(ran / 1000).toFixed(1)} s`],
        ['tasks of the main thread', amount(tasks.length)],
        ['the longest of them, work', `${blocked.toFixed(1)} ms`],
        ['the longest of them, clock', `${Math.max(...tasks.map(({ dur }) => dur / 1000)).toFixed(1)} ms`],
        ['long tasks, as the browser counts them by the clock', String(long.length)],
      ],
    },
    budgets: [
      {
        what: 'first rows of a million events',
        measured: first,
        unit: 'ms',
        atLeast: 1000,
        aim: null,
        isCost: true,
      },
      {
        what: 'the window is blocked for, work',
        measured: blocked,
        unit: 'ms',
        atLeast: blockedMs,
        aim: null,
        isCost: true,
      },
    ],
  };
}

/** Puts a recording into the data folder as an upload leaves it there. */
function writeMillion(dataFolder: string, name: string): void {
  const folder = join(dataFolder, 'recordings');
  mkdirSync(folder, { recursive: true });
  const made = [
    ...createSampleRecording(createCatalog(builtInPacks()), { seed: 7, events: different, pace: 20 }),
  ];
  const [first, last] = [made[0], made.at(-1)];
  if (!first || !last) throw new Error('there are no sample events');
  const start = Date.parse(first.firedAt);
  const span = Date.parse(last.firedAt) - start + 1;
  const file = openSync(join(folder, 'bench.events'), 'w');
  let bytes = 0;
  try {
    for (let turn = 0; turn < events / different; turn++) {
      const lines = made.map((event) => {
        const firedAt = new Date(Date.parse(event.firedAt) + turn * span).toISOString();
        return `${JSON.stringify({ ...event, id: `${event.id}_${turn}`, firedAt })}\n`;
      });
      bytes += writeSync(file, lines.join(''));
    }
  } finally {
    closeSync(file);
  }
  const about = {
    id: 'bench',
    name,
    bytes,
    isPacked: false,
    events,
    from: first.firedAt,
    until: new Date(start + (events / different) * span - 1).toISOString(),
    addedAt: new Date().toISOString(),
    isSample: false,
  };
  writeFileSync(join(folder, 'bench.json'), JSON.stringify(about));
}

/** Notes in the page when a button was pressed, when the first row was there, and every long task since. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.addEventListener('click', () => performance.mark('bench-click'), { capture: true, once: true });
    const rows = new MutationObserver(() => {
      const cell = document.querySelector('[role=grid] [role=gridcell] + [role=gridcell]');
      if (cell === null) return;
      rows.disconnect();
      // Drawn with the frame after this one.
      requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('bench-first-row')));
    });
    rows.observe(document.body, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        performance.mark('bench-long', { startTime, detail: duration });
      }
    }).observe({ type: 'longtask' });
  });
}

async function watched(page: Page): Promise<{ first: number; long: number[] }> {
  return page.evaluate(() => {
    const at = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    const long = performance.getEntriesByName('bench-long').map(({ startTime }) => startTime);
    return { first: at('bench-first-row') - at('bench-click'), long };
  });
}
