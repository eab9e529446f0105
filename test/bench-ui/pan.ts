import type { Page } from '@playwright/test';
import type { Report } from '../bench/workload.ts';
import { bigRule } from './big-rules.ts';
import { median, openRule, type StudioSession, settle } from './studio-session.ts';
import { type TraceEvent, traceRenderer, workMs } from './trace.ts';

/** What a frame may take at 60 a second. Milliseconds. */
const frameMs = 1000 / 60;
/** How fast the wheel turns: pixels a second, and for how many. */
const speed = 1600;
const seconds = 2;

interface Zoom {
  what: string;
  show(page: Page): Promise<void>;
}

const zooms: readonly Zoom[] = [
  { what: 'as opened', show: (page) => page.keyboard.press('0') },
  { what: 'further out', show: (page) => zoomOut(page, 4) },
  { what: 'as far out as it goes', show: (page) => page.keyboard.press('1') },
];

/** What the frames of one pan came to. */
interface Pan {
  zoom: string;
  nodes: number;
  framesPerSecond: number;
  dropped: number;
  /** Work of the main thread for each frame, sorted. Milliseconds. */
  work: number[];
}

export async function measurePan(session: StudioSession): Promise<Report> {
  const name = 'Bench pan';
  session.addRule(bigRule('r_bench_pan', name, 900, 97));
  const page = await session.open();
  await openRule(page, name);
  await settle(page, 1000);
  const pans: [string, Pan][] = [];
  for (const { what, show } of zooms) {
    await show(page);
    await settle(page, 500);
    pans.push([what, await panDown(session, page)]);
  }
  await page.close();
  const format = (ms: number): string => `${ms.toFixed(1)} ms`;
  const share = ({ work }: Pan, part: number): number => work[Math.floor((work.length - 1) * part)] ?? 0;
  return {
    title: 'Pan of a rule of 1,000 nodes',
    about: `900 conditions and groups, 97 steps, trigger, scope, filter. The wheel turns at ${speed.toLocaleString('en')} pixels a second for ${seconds} seconds over the canvas. Frames are those that the compositor put on the screen, dropped ones those it says it could not; *work* is the main thread's for each frame (input, React, style, layout, paint), the median and the 95th of 100.`,
    table: {
      head: ['zoom', 'nodes in view', 'frames/s', 'dropped', 'work', 'work, 95th'],
      rows: pans.map(([what, pan]) => [
        `${what}, ${pan.zoom}`,
        String(pan.nodes),
        pan.framesPerSecond.toFixed(1),
        String(pan.dropped),
        format(share(pan, 0.5)),
        format(share(pan, 0.95)),
      ]),
    },
    budgets: [
      {
        what: 'work of the main thread for a frame, 95th of 100, where it is most',
        measured: Math.max(...pans.map(([, pan]) => share(pan, 0.95))),
        unit: 'ms',
        atLeast: Number(frameMs.toFixed(1)),
        aim: frameMs / 2,
        isCost: true,
      },
      {
        what: 'frames a second on the screen, rounded, median of the zooms',
        measured: Math.round(median(pans.map(([, pan]) => pan.framesPerSecond))),
        unit: '/s',
        atLeast: 60,
        aim: null,
      },
    ],
  };
}

async function panDown(session: StudioSession, page: Page): Promise<Pan> {
  const zoom = (await page.getByRole('button', { name: /^Zoom \d+ percent/ }).textContent()) ?? '';
  const nodes = await page.locator('.react-flow__node').count();
  const devtools = await page.context().newCDPSession(page);
  const { all, main } = await traceRenderer(session.browser, page, async () => {
    await devtools.send('Input.synthesizeScrollGesture', {
      x: 600,
      y: 450,
      yDistance: -speed * seconds,
      speed,
      gestureSourceType: 'mouse',
    });
  });
  await devtools.detach();
  return { zoom, nodes, ...framesOf(all, main) };
}

function framesOf(
  all: readonly TraceEvent[],
  main: readonly TraceEvent[],
): Pick<Pan, 'framesPerSecond' | 'dropped' | 'work'> {
  const commits = main.filter(({ name }) => name === 'BeginMainThreadFrame');
  const [first, last] = [commits[0]?.ts ?? 0, commits.at(-1)?.ts ?? 0];
  const drawn = all.filter(({ name, ts }) => name === 'DrawFrame' && ts >= first);
  const [firstDrawn, lastDrawn] = [drawn[0]?.ts ?? 0, drawn.at(-1)?.ts ?? 0];
  const dropped = all.filter(({ name, ts }) => name === 'DroppedFrame' && ts >= first && ts <= last).length;
  // A frame's work is that of all tasks from its begin to the next one's.
  const tasks = main.filter(({ name, ph }) => ph === 'X' && name === 'RunTask');
  const work = commits.slice(1).map(({ ts }, index) => {
    const begin = commits[index]?.ts ?? ts;
    return tasks.reduce(
      (sum, task) => sum + (task.ts + task.dur > begin && task.ts + task.dur <= ts ? workMs(task) : 0),
      0,
    );
  });
  return {
    framesPerSecond: ((drawn.length - 1) * 1_000_000) / (lastDrawn - firstDrawn),
    dropped,
    work: work.toSorted((a, b) => a - b),
  };
}

async function zoomOut(page: Page, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await page.getByRole('button', { name: 'Zoom out' }).click();
}
