import type { Report } from '../bench/workload.ts';
import { median, type StudioSession } from './studio-session.ts';

const rounds = 5;

interface Start {
  /** Until the program has printed its address. Milliseconds. */
  program: number;
  /** From then until the rule of last time is on the canvas and the engine has answered. */
  page: number;
}

/** The program is ended and started again on the same data; the browser is open all the time. */
export async function measureStart(session: StudioSession): Promise<Report> {
  const starts: Start[] = [];
  for (let round = 0; round < rounds; round++) {
    const page = await session.context.newPage();
    const program = await session.restart();
    const began = performance.now();
    await page.goto(session.home, { waitUntil: 'commit' });
    await page.locator('.react-flow__node[data-id="trigger"]').waitFor();
    await page.getByText('Engine ready').waitFor();
    starts.push({ program, page: performance.now() - began });
    await page.close();
  }
  const format = (ms: number): string => `${ms.toFixed(0)} ms`;
  const whole = median(starts.map(({ program, page }) => program + page));
  return {
    title: 'Warm start',
    about: `The installed program (\`dist/cli\`) is ended and started again on the same data folder, which has the sample workspace and its rules; the browser is open and has shown the studio before. Timed on the clock from the start of the process on. Median of ${rounds} starts.`,
    table: {
      head: ['from the start of the process', 'clock'],
      rows: [
        ['the program has printed its address', format(median(starts.map(({ program }) => program)))],
        ['the rule of last time is drawn, and the engine has answered', format(whole)],
      ],
    },
    budgets: [
      {
        what: 'warm start to usable',
        measured: whole,
        unit: 'ms',
        atLeast: 1000,
        aim: null,
        isCost: true,
      },
    ],
  };
}
