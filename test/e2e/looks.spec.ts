import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ReplayPage } from './pages/replay-page.ts';
import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

/** Every view, each left as it was found. */
const views: { name: string; show(on: StudioPage): Promise<void>; leave?(on: StudioPage): Promise<void> }[] =
  [
    { name: 'the rule', show: async (on) => on.canvas.click({ position: { x: 8, y: 8 } }) },
    { name: 'the trigger', show: async (on) => on.select('trigger') },
    { name: 'the scope', show: async (on) => on.select('scope') },
    { name: 'a group', show: async (on) => on.select('filter[0]') },
    { name: 'a condition', show: async (on) => on.select('filter[0].any[0]') },
    { name: 'an action', show: async (on) => on.select('step:s2') },
    dialog('adding', 'n'),
    dialog('a new rule', 'Alt+n'),
    dialog('the command palette', 'Control+k'),
    dialog('saving a version', 'Control+s'),
    dialog('the keys', '?'),
    {
      name: 'importing',
      show: async (on) => {
        await on.command('Import rules');
        await expect(on.dialog.getByRole('button', { name: 'Import' })).toBeVisible();
      },
      leave: async (on) => on.page.keyboard.press('Escape'),
    },
    {
      name: 'problems',
      show: async (on) => {
        await on.page.keyboard.press('Alt+p');
        await expect(on.page.getByRole('tab', { name: /^Problems/ })).toBeVisible();
      },
    },
    { name: 'event data', show: async (on) => on.page.getByRole('tab', { name: 'Event data' }).click() },
    {
      name: 'versions',
      show: async (on) => {
        await on.page.getByRole('tab', { name: 'Versions' }).click();
        await expect(on.panel.getByRole('listitem').first()).toBeVisible();
      },
      leave: async (on) => on.button('Close the panel').click(),
    },
    {
      name: 'code',
      show: async (on) => {
        await on.show('Split');
        await expect(on.code.locator('.view-line').first()).toBeVisible();
      },
      leave: async (on) => on.show('Visual'),
    },
    {
      name: 'a dry run that matches',
      show: async (on) => {
        await on.page.getByRole('radio', { name: 'Dry run' }).click();
        await expect(on.dryRunBar).toContainText('Would execute');
      },
    },
    {
      name: 'its evaluation',
      show: async (on) => on.inspector.getByRole('tab', { name: 'Evaluation' }).click(),
    },
    {
      name: 'its variables',
      show: async (on) => on.inspector.getByRole('tab', { name: 'Variables' }).click(),
    },
    {
      name: 'a dry run that does not match',
      show: async (on) => {
        await on.events.getByRole('button', { name: /^Question about a limit/ }).click();
        await expect(on.dryRunBar).toContainText('Would not fire');
      },
    },
    {
      name: 'all rules on an event',
      show: async (on) => {
        await on.inspector.getByRole('tab', { name: 'All rules' }).click();
        await expect(on.inspector).toContainText(/rule would run|Would run/);
      },
    },
    {
      name: 'expectations and coverage',
      show: async (on) => {
        await on.dryRunBar.getByRole('button', { name: 'Save as expectation' }).click();
        const panel = on.page.getByRole('tabpanel', { name: 'Expectations' });
        await expect(panel).toContainText('all hold');
        const coverage = panel.getByLabel(/^Coverage on the canvas/);
        if (!(await coverage.isChecked())) await coverage.click();
      },
      leave: async (on) => on.button('Close the panel').click(),
    },
  ];

function dialog(name: string, key: string): (typeof views)[number] {
  return {
    name,
    show: async (on) => {
      await on.page.keyboard.press(key);
      await expect(on.dialog).toBeVisible();
    },
    leave: async (on) => {
      await on.page.keyboard.press('Escape');
      await expect(on.dialog).toBeHidden();
    },
  };
}

/** The views of Replay, in which results take the place of the canvas. */
const replayViews: { name: string; show(on: ReplayPage): Promise<void> }[] = [
  { name: 'choosing what to replay', show: async (on) => on.openReplay() },
  {
    name: 'the results',
    show: async (on) => {
      await on.button(/^Replay \d+ rules$/).click();
      await expect(on.bar).toContainText('Replay again');
      await expect(on.rows.first()).toBeVisible();
    },
  },
  {
    name: 'rules and outcomes',
    show: async (on) => on.page.getByRole('radio', { name: 'Rules × outcomes' }).click(),
  },
  {
    name: 'an opened match',
    show: async (on) => {
      await on.page.getByRole('radio', { name: 'Matches' }).click();
      await on.rows.first().click();
      await expect(on.button('Open in draft')).toBeVisible();
    },
  },
  {
    name: 'near misses',
    show: async (on) => {
      await on.recordings.getByRole('button', { name: /^A day at Acme Bank/ }).click();
      await on.button('Find near misses').click();
      await expect(on.button('Apply to the draft').first()).toBeVisible();
    },
  },
  {
    name: 'a comparison without changes',
    show: async (on) => {
      await on.recordings.getByRole('button', { name: /^A day at Acme Bank/ }).click();
      await on.button('Compare with saved').click();
      await expect(on.page.getByText('Nothing would change')).toBeVisible();
    },
  },
];

for (const theme of ['light', 'dark'] as const) {
  test(`every view of Replay can be used by everyone, ${theme}`, async ({ studio }) => {
    const on = new ReplayPage(studio.page);
    await on.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await on.page.setViewportSize(
      theme === 'light' ? { width: 1440, height: 900 } : { width: 1024, height: 700 },
    );
    await on.isReady();
    await on.open(fraudRule);
    for (const { name, show } of replayViews) {
      await show(on);
      await on.page.mouse.move(0, 0);
      await expectNothingCutOff(on.page);
      const { violations } = await new AxeBuilder({ page: on.page }).analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
      );
      expect.soft(found, name).toEqual([]);
    }
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`every view can be used by everyone, ${theme}`, async ({ studio }) => {
    test.setTimeout(120_000);
    const on = new StudioPage(studio.page);
    await on.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await on.isReady();
    await on.open(fraudRule);
    for (const { name, show, leave } of views) {
      await show(on);
      await on.page.mouse.move(0, 0);
      // Monaco draws its own text and answers for it; the rules beside every view are looked at once.
      const axe = new AxeBuilder({ page: on.page }).exclude('.monaco-editor');
      if (name !== views[0]?.name) axe.exclude('[aria-label="Rules"]');
      if (theme === 'dark') axe.withRules('color-contrast');
      const { violations } = await axe.analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
      );
      expect.soft(found, name).toEqual([]);
      await leave?.(on);
    }
  });
}

async function expectNothingCutOff(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return { sideways: scrollWidth - clientWidth, down: scrollHeight - clientHeight };
  });
  expect(overflow).toEqual({ sideways: 0, down: 0 });
}

for (const size of [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]) {
  test(`nothing is cut off at ${size.width} by ${size.height}`, async ({ studio }) => {
    const on = new StudioPage(studio.page);
    await on.page.setViewportSize(size);
    await on.isReady();
    await on.open(fraudRule);
    const always = [
      on.page.getByRole('radio', { name: 'Author' }),
      on.page.getByRole('radio', { name: 'Dry run' }),
      on.page.getByRole('radio', { name: 'Split' }),
      on.button(/^Undo/),
      on.button(/^Redo/),
      on.button('More commands'),
      on.button(/^Commands Ctrl/),
      on.button('Save version'),
      on.inspector,
      on.canvas,
      on.statusBar.getByText('Engine ready'),
      on.statusBar.getByText(/Saved/),
      on.title,
    ];
    for (const { name, show, leave } of views) {
      await test.step(name, async () => {
        await show(on);
        await expectNothingCutOff(on.page);
        if ((await on.dialog.count()) === 0)
          for (const control of always) await expect(control.first()).toBeInViewport({ ratio: 1 });
        else await expect(on.dialog).toBeInViewport({ ratio: 1 });
        await leave?.(on);
      });
    }
    for (const name of ['Back to the start', 'Step back', 'Step', 'Run to the end or a breakpoint'])
      await expect(on.dryRunBar.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
  });
}

test('a theme that was chosen is there after a reload', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.page.emulateMedia({ colorScheme: 'light' });
  await on.isReady();
  const ground = () => on.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await on.command('Dark theme');
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await on.page.reload();
  await on.isReady();
  await expect.poll(ground).toBe(dark);
  await on.command('System theme');
  await expect.poll(ground).toBe(light);
  await on.page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(ground).toBe(dark);
});
