import { StudioPage } from './pages/studio-page.ts';
import { expectUsableByEveryone } from './pages/usable-by-everyone.ts';
import { expect, test } from './studio-fixture.ts';

/*
 * `looks` goes through the views as they are opened. Here they are in use: something is found or not, chosen, wrong,
 * paused, offered, away. Each state is looked at in both themes.
 */

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

interface State {
  name: string;
  /** Where it is seen; without it, on the whole page. */
  part?: string;
  show(on: StudioPage): Promise<void>;
  leave?(on: StudioPage): Promise<void>;
}

const parts = {
  rules: '[aria-label="Rules"]',
  dialog: '[role="dialog"]',
  inspector: '[aria-label="Inspector"]',
  main: 'main',
};

const leaveByEscape = (on: StudioPage): Promise<void> => on.page.keyboard.press('Escape');

/** While a rule is drawn. */
const drawing: readonly State[] = [
  {
    name: 'the tour',
    part: parts.dialog,
    show: async (on) => {
      await on.command('Take the tour');
      await expect(on.dialog).toContainText('1 of 4');
    },
    leave: leaveByEscape,
  },
  {
    name: 'no rule is found',
    part: parts.rules,
    show: async (on) => {
      await on.rules.getByRole('searchbox').fill('nothing has this name');
      await expect(on.rules).toContainText('No rule matches the search.');
    },
    leave: async (on) => on.rules.getByRole('searchbox').fill(''),
  },
  {
    name: 'rules are ticked',
    part: parts.rules,
    show: async (on) => {
      for (const at of [0, 1]) await on.rules.getByRole('checkbox').nth(at).click();
      await expect(on.rules.getByText('2 chosen')).toBeVisible();
    },
    leave: async (on) => {
      for (const at of [0, 1]) await on.rules.getByRole('checkbox').nth(at).click();
    },
  },
  {
    name: 'the commands of a rule',
    show: async (on) => {
      await on.button(`Commands for ${fraudRule}`).click();
      await expect(on.page.getByRole('menu')).toBeVisible();
    },
    leave: leaveByEscape,
  },
  {
    name: 'more commands',
    part: 'header',
    show: async (on) => {
      await on.button('More commands').click();
      await expect(on.page.getByRole('menu')).toBeVisible();
    },
    leave: leaveByEscape,
  },
  {
    name: 'the outline',
    part: parts.rules,
    show: async (on) => {
      await on.page.keyboard.press('Alt+o');
      await on.page.getByRole('treeitem').nth(4).click();
    },
  },
  {
    name: 'a note, a problem, and a node that is off',
    part: parts.main,
    show: async (on) => {
      await on.select('step:s3');
      await on.field('Team').fill('fruad');
      await on.field('Note').fill('Ask the fraud team before this is changed.');
      await on.select('step:s1');
      await on.page.keyboard.press('d');
      await on.select('filter[0].any[1]');
      await on.page.keyboard.press('d');
      await expect(on.node('step:s3').getByRole('img', { name: '1 problem' })).toBeVisible();
      await on.page.keyboard.press('Alt+p');
      await expect(on.panel.getByRole('listitem').first()).toBeVisible();
    },
    leave: async (on) => {
      await on.button('Close the panel').click();
      await on.page.keyboard.press('Alt+o');
    },
  },
  {
    name: 'several nodes are selected',
    part: parts.main,
    show: async (on) => {
      await on.canvas.click({ position: { x: 8, y: 8 } });
      await on.page.keyboard.press('Control+a');
      await expect(on.canvas.locator('.react-flow__node.selected').nth(2)).toBeVisible();
    },
  },
  {
    name: 'nodes are found',
    part: parts.main,
    show: async (on) => {
      await on.page.keyboard.press('Control+f');
      await on.page.getByRole('textbox', { name: 'Find on the canvas' }).fill('fraud');
      await expect(on.canvas.getByText(/^1 of \d$/)).toBeVisible();
    },
  },
  {
    name: 'no node is found',
    part: parts.main,
    show: async (on) => {
      await on.page.getByRole('textbox', { name: 'Find on the canvas' }).fill('no such thing');
      await expect(on.canvas.getByText('Nothing found')).toBeVisible();
    },
    leave: leaveByEscape,
  },
  {
    name: 'values are offered',
    part: parts.inspector,
    show: async (on) => {
      await on.select('step:s2');
      await on.field('Template').click();
      await expect(on.page.getByRole('listbox')).toBeVisible();
    },
    leave: leaveByEscape,
  },
  {
    name: 'variables are offered',
    part: parts.inspector,
    show: async (on) => {
      await on.field('Subject').click();
      await on.page.keyboard.type('Fraud: ${cust');
      await expect(on.page.getByRole('listbox', { name: 'Variables' })).toBeVisible();
    },
    leave: async (on) => {
      await on.page.keyboard.type('}');
      await on.page.keyboard.press('Escape');
    },
  },
  {
    name: 'a number that cannot be',
    part: parts.inspector,
    show: async (on) => {
      await on.canvas.click({ position: { x: 8, y: 8 } });
      await on.field('Most per day').fill('0');
      await expect(on.inspector.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'code that cannot be read',
    part: parts.main,
    show: async (on) => {
      await on.show('Split');
      await on.focusCode();
      await on.page.keyboard.press('Control+Home');
      await on.page.keyboard.type('x');
      await expect(on.page.getByText(/last valid/).first()).toBeVisible();
    },
    leave: async (on) => {
      await on.page.keyboard.press('Backspace');
      await on.show('Visual');
    },
  },
];

/** While it is tried. */
const trying: readonly State[] = [
  {
    name: 'a failure put in on purpose',
    part: parts.main,
    show: async (on) => {
      await on.page.keyboard.press('Alt+2');
      await on.select('step:s2');
      await on.page.keyboard.press('f');
      const timeline = on.page.getByRole('region', { name: 'Timeline' });
      await timeline.getByLabel('Failure of Send e-mail').selectOption({ label: 'Mail server busy, 450' });
      await expect(on.node('step:s2')).toContainText('Fails on purpose');
    },
  },
  {
    name: 'the timeline as a list',
    part: parts.main,
    show: async (on) => on.page.getByRole('radio', { name: 'List' }).click(),
    leave: async (on) => on.page.getByRole('radio', { name: 'Chart' }).click(),
  },
  {
    name: 'a dry run that is paused and out of date',
    part: parts.main,
    show: async (on) => {
      await on.select('step:s2');
      await on.page.keyboard.press('F9');
      await on.button('Back to the start').click();
      await on.page.keyboard.press('F8');
      await expect(on.dryRunBar).toContainText('Paused before action 2');
      await on.select('filter[0].any[1]');
      await on.page.keyboard.press('d');
      await expect(on.dryRunBar).toContainText('Edited: run again');
    },
    leave: async (on) => on.page.keyboard.press('F8'),
  },
  {
    name: 'why not',
    part: parts.inspector,
    show: async (on) => {
      await on.command('Why not?');
      await on.events.getByRole('button', { name: /^Question about a limit/ }).click();
      await expect(on.inspector.getByRole('region', { name: 'Answer' })).toContainText('Would not fire');
    },
  },
  {
    name: 'recorded events, and one that is no event',
    show: async (on) => {
      await on.events.getByRole('button', { name: 'Recorded events' }).click();
      await on.events
        .getByRole('button', { name: /e_\d+_\d+ · Cards/ })
        .first()
        .click();
      await on.page.getByRole('tab', { name: 'Data' }).click();
      await on.page.getByLabel('Event as JSON').fill('{ "type": ');
      await expect(on.panel.getByRole('alert').first()).toBeVisible();
    },
    leave: async (on) => on.button('Close the panel').click(),
  },
];

test('the studio in use can be used by everyone', async ({ studio }) => {
  test.setTimeout(240_000);
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  for (const { name, part, show, leave } of [...drawing, ...trying]) {
    await test.step(name, async () => {
      await show(on);
      await expectUsableByEveryone(on.page, name, part);
      await leave?.(on);
    });
  }
  await test.step('the engine is away', async () => {
    const restarted = studio.restart();
    await expect(on.statusBar).toContainText('Engine unreachable');
    await expectUsableByEveryone(on.page, 'the engine is away', 'footer');
    await restarted;
    await on.isReady();
  });
});
