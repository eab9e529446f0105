import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

/** An event of Chromium's trace. Times are microseconds; `tdur` is the thread's own, without waiting for a core. */
const traceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number().default(0),
  tid: z.number().default(0),
  ts: z.number().default(0),
  dur: z.number().default(0),
  tdur: z.number().optional(),
  args: z.record(z.string(), z.unknown()).default({}),
});
export type TraceEvent = z.infer<typeof traceEvent>;
const trace = z.object({ traceEvents: z.array(traceEvent) });

const categories = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'blink.user_timing',
  '__metadata',
];

/** What was traced of the process that draws a page, in order of time. */
export interface RendererTrace {
  /** Of all its threads. */
  all: TraceEvent[];
  /** Of the page's main thread. */
  main: TraceEvent[];
}

/** Traces the page while `act` runs. */
export async function traceRenderer(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<RendererTrace> {
  await browser.startTracing(page, { categories });
  await page.evaluate(() => performance.mark('bench-begin'));
  await act();
  await page.evaluate(() => performance.mark('bench-end'));
  const { traceEvents } = trace.parse(JSON.parse((await browser.stopTracing()).toString('utf8')));
  const [begin, end] = ['bench-begin', 'bench-end'].map((mark) =>
    traceEvents.findLast(({ name }) => name === mark),
  );
  if (!begin || !end) throw new Error('the trace does not have the marks of the measured page');
  const all = traceEvents
    .filter(({ pid, ts }) => pid === begin.pid && ts >= begin.ts && ts <= end.ts)
    .toSorted((a, b) => a.ts - b.ts);
  return { all, main: all.filter(({ tid }) => tid === begin.tid) };
}

/** Whole tasks of the thread, outermost only. */
export function tasksOf(events: readonly TraceEvent[]): TraceEvent[] {
  const tasks: TraceEvent[] = [];
  for (const event of events) {
    if (event.ph !== 'X' || event.name !== 'RunTask') continue;
    const last = tasks.at(-1);
    if (!last || event.ts >= last.ts + last.dur) tasks.push(event);
  }
  return tasks;
}

/** Milliseconds the thread itself worked on an event; its length on the clock where the trace lacks that. */
export function workMs(event: TraceEvent): number {
  return (event.tdur ?? event.dur) / 1000;
}
