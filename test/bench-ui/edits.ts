import type { Page } from '@playwright/test';
import type { Report } from '../bench/workload.ts';
import { bigRule } from './big-rules.ts';
import { median, openRule, type StudioSession, settle } from './studio-session.ts';
import { type TraceEvent, tasksOf, traceRenderer, workMs } from './trace.ts';

/** One 60 Hz frame, as the budget names it. Milliseconds. */
const frameMs = 16;
const rounds = 5;

interface Gesture {
  what: string;
  /** The DOM event that the edit begins with. */
  event: string;
  prepare?(page: Page): Promise<void>;
  act(page: Page): Promise<void>;
}

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const press = (keys: string) => (page: Page) => page.keyboard.press(keys);
const selectLeaf = async (page: Page): Promise<void> =>
  node(page, 'filter[0].any[1]').click({ position: { x: 12, y: 8 } });

const gestures: readonly Gesture[] = [
  { what: 'switch a condition off or on (D)', event: 'keydown', prepare: selectLeaf, act: press('d') },
  {
    what: 'move a condition (Alt+↓, Alt+↑)',
    event: 'keydown',
    prepare: selectLeaf,
    act: press('Alt+ArrowDown'),
  },
  { what: 'duplicate a condition (Ctrl+D)', event: 'keydown', prepare: selectLeaf, act: press('Control+d') },
  { what: 'delete a condition (Del)', event: 'keydown', prepare: selectLeaf, act: press('Delete') },
  {
    what: 'undo (Ctrl+Z)',
    event: 'keydown',
    prepare: async (page) => {
      await selectLeaf(page);
      await page.keyboard.press('d');
    },
    act: press('Control+z'),
  },
  {
    what: 'a letter typed into a value',
    event: 'input',
    prepare: async (page) => {
      await selectLeaf(page);
      await page
        .getByRole('complementary', { name: 'Inspector' })
        .getByLabel(/^Value/)
        .click();
    },
    act: press('x'),
  },
];

/** What one edit cost the main thread up to the frame that shows it, and the longest task after that. Milliseconds. */
interface EditCost {
  work: number;
  clock: number;
  after: number;
}

export async function measureEdits(session: StudioSession): Promise<Report> {
  const name = 'Bench edit';
  session.addRule(bigRule('r_bench_edit', name, 440, 57));
  const page = await session.open();
  await openRule(page, name);
  const costs = new Map<string, EditCost[]>();
  for (let round = 0; round < rounds; round++) {
    for (const gesture of gestures) {
      await gesture.prepare?.(page);
      await settle(page, 500);
      const { main } = await traceRenderer(session.browser, page, async () => {
        await gesture.act(page);
        await settle(page, 700);
      });
      const cost = costOf(main, gesture.event);
      if (cost) costs.set(gesture.what, [...(costs.get(gesture.what) ?? []), cost]);
      await page.keyboard.press('Escape');
    }
  }
  await page.close();
  const rows = [...costs].map(([what, all]) => ({
    what,
    work: median(all.map((cost) => cost.work)),
    clock: median(all.map((cost) => cost.clock)),
    after: median(all.map((cost) => cost.after)),
  }));
  const worst = Math.max(...rows.map((row) => row.work));
  const format = (ms: number): string => `${ms.toFixed(1)} ms`;
  return {
    title: 'An edit on a rule of 500 nodes',
    about: `440 conditions and groups, 57 steps, trigger, scope and filter. From the press of the last key on: every task of the page's main thread up to and including the frame that paints the edit (event handlers, the structural edit, React's commit, style, layout, paint). *After* is the longest single task later on: the check of the rule, the save. Median of ${rounds} rounds.`,
    table: {
      head: ['edit', 'work', 'clock', 'after'],
      rows: rows.map((row) => [row.what, format(row.work), format(row.clock), format(row.after)]),
    },
    budgets: [
      {
        what: 'the most expensive of these edits, work',
        measured: worst,
        unit: 'ms',
        atLeast: frameMs,
        aim: frameMs / 2,
        isCost: true,
      },
      {
        what: 'the longest task after an edit',
        measured: Math.max(...rows.map((row) => row.after)),
        unit: 'ms',
        atLeast: 50,
        aim: null,
        isCost: true,
      },
    ],
  };
}

/** Null where the trace misses the edit. */
function costOf(events: readonly TraceEvent[], type: string): EditCost | null {
  // Of keys pressed together the last: until then nothing is edited.
  const pressed = events.findLast(
    (event) => event.name === 'EventDispatch' && JSON.stringify(event.args).includes(`"${type}"`),
  );
  if (!pressed) return null;
  const painted = events.find(
    (event) => event.ts > pressed.ts + pressed.dur && (event.name === 'Paint' || event.name === 'Layerize'),
  );
  const tasks = tasksOf(events).filter((task) => task.ts + task.dur > pressed.ts);
  if (!painted) return null;
  const before = tasks.filter((task) => task.ts <= painted.ts);
  const rest = tasks.filter((task) => task.ts > painted.ts);
  return {
    work: before.reduce((sum, task) => sum + workMs(task), 0),
    clock: before.reduce((sum, task) => sum + task.dur / 1000, 0),
    after: Math.max(0, ...rest.map(workMs)),
  };
}
