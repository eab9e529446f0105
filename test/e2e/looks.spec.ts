import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { settingsTitles } from '../../renderer/state/settings-state.ts';
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
    { name: 'event data', show: async (on) => on.page.getByRole('tab', { name: 'Data' }).click() },
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
    name: 'a comparison with changes',
    show: async (on) => {
      await on.button('Apply to the draft').first().click();
      await on.isSaved();
      await on.button('Back').click();
      await on.page.getByLabel('Rules', { exact: true }).selectOption('open');
      await on.button('Compare with saved').click();
      await expect(on.button('Sample').first()).toBeVisible();
    },
  },
  {
    name: 'both sides of what differs',
    show: async (on) => {
      await on.button('Sample').first().click();
      await expect(on.button('Last saved')).toBeVisible();
    },
  },
  {
    name: 'a comparison without changes',
    show: async (on) => {
      await on.button(/^Undo:/).click();
      await on.isSaved();
      await on.recordings.getByRole('button', { name: /^A day at Acme Bank/ }).click();
      await on.button('Compare with saved').click();
      await expect(on.page.getByText('Nothing would change')).toBeVisible();
    },
  },
];

/** The views of a workspace that runs: Publish, History and Settings. */
const workspaceViews: { name: string; show(on: StudioPage, dataFolder: string): Promise<void> }[] = [
  {
    name: 'publishing without a workspace',
    show: async (on) => {
      await on.page.keyboard.press('Alt+4');
      await expect(on.page.getByText('No workspace yet')).toBeVisible();
    },
  },
  {
    name: 'history without a workspace',
    show: async (on) => on.page.getByRole('button', { name: 'History', exact: true }).click(),
  },
  {
    name: 'nothing to publish',
    show: async (on) => {
      await on.page.keyboard.press('Alt+4');
      await on.button('Start a demo workspace on this machine').click();
      await expect(on.changes.getByText('Nothing to publish')).toBeVisible({ timeout: 20_000 });
    },
  },
  {
    name: 'a change to publish',
    show: async (on) => {
      await on.page.keyboard.press('Alt+1');
      await on.canvas.click({ position: { x: 8, y: 8 } });
      // All of it has to be in view to choose the last step.
      await on.page.keyboard.press('1');
      await on.field('Order').fill('77');
      await on.select('step:s3');
      await on.page.keyboard.press('d');
      await on.page.keyboard.press('Control+s');
      await on.dialog.getByRole('button', { name: 'Save version' }).click();
      await expect(on.dialog).toBeHidden();
      await on.page.keyboard.press('Alt+4');
      await on.button('Plan again').click();
      await on.changes.getByRole('button', { name: new RegExp(fraudRule) }).click();
      await expect(on.review).toContainText('order 10 → 77');
      const drawings = on.page.getByRole('region', { name: 'On the canvas' });
      await expect(drawings.locator('.react-flow__node-step')).toHaveCount(6);
      await expect(drawings.getByText('Changed')).toHaveCount(2);
    },
  },
  {
    name: 'typing the name',
    show: async (on) => on.inspector.getByRole('button', { name: /^Publish 1 rule/ }).click(),
  },
  {
    name: 'what was published',
    show: async (on) => {
      await on.dialog.getByLabel('Type demo to go on').fill('demo');
      await on.page.keyboard.press('Enter');
      await expect(on.review.getByRole('status')).toContainText('All of it is live');
      await expect(on.review).toContainText('Published before');
    },
  },
  {
    name: 'versions to roll back to',
    show: async (on) => {
      await on.command('Roll back the open rule');
      await expect(on.dialog.getByRole('button', { name: 'Roll back to v1' })).toBeVisible();
    },
  },
  {
    name: 'this week',
    show: async (on, dataFolder) => {
      await on.page.keyboard.press('Escape');
      await sendToDemo(dataFolder);
      await on.page.getByRole('button', { name: 'History', exact: true }).click();
      await expect(async () => {
        await on.button('Read the runs again').click();
        await expect(on.runs.getByText(/^Executed: /)).toBeVisible({ timeout: 500 });
      }).toPass();
      await expect(on.page.getByRole('region', { name: 'This week' })).toContainText('Tag the session');
    },
  },
  {
    name: 'a run',
    show: async (on) => {
      await on.runs.getByRole('button', { name: /Executed/ }).click();
      await expect(on.node('step:s1')).toContainText('Ran');
    },
  },
  { name: 'running it again', show: async (on) => on.button('Run again…').click() },
  {
    name: 'the runs of this machine',
    show: async (on) => {
      await on.page.keyboard.press('Escape');
      await on.page.getByRole('radio', { name: 'This machine' }).click();
      await expect(on.runs.getByRole('status')).toContainText('Nothing was replayed here yet');
    },
  },
  ...Object.values(settingsTitles).map((name) => ({
    name: `settings: ${name}`,
    show: async (on: StudioPage) => {
      if ((await on.dialog.count()) > 0) await on.page.keyboard.press('Escape');
      await on.page.keyboard.press('Alt+s');
      await on.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name }).click();
      await expect(on.page.getByRole('heading', { level: 2, name })).toBeVisible();
    },
  })),
  {
    name: 'settings of the service that are wrong',
    show: async (on) => {
      const file = on.page.getByRole('region', { name: 'workspace.toml' });
      await file.getByLabel('workspace.toml').fill('[mail]\nhost = "localhost"\nport = 0\n');
      await expect(file.getByRole('alert')).toContainText('mail.port');
      await expect(file.getByRole('button', { name: 'Line 3' })).toBeVisible();
      await expect(file.getByRole('button', { name: 'Save and start it again' })).toBeDisabled();
    },
  },
  {
    name: 'a tool server that waits for consent',
    show: async (on) => {
      const file = on.page.getByRole('region', { name: 'workspace.toml' });
      const server =
        '[[mcp.servers]]\nkind = "stdio"\nname = "files"\ncommand = "true"\nargs = ["--root", "/srv"]\n';
      await file.getByLabel('workspace.toml').fill(server);
      await file.getByRole('button', { name: 'Save and start it again' }).click();
      await on.page
        .getByRole('region', { name: 'Tool servers' })
        .getByRole('button', { name: 'Review…' })
        .click();
      await expect(on.dialog).toContainText('"true" "--root" "/srv"');
    },
  },
  {
    name: 'a tool server that was agreed to',
    show: async (on) => {
      await on.dialog.getByRole('button', { name: 'Agree to exactly this' }).click();
      const servers = on.page.getByRole('region', { name: 'Tool servers' });
      await expect(servers.getByRole('button', { name: 'Take it back' })).toBeVisible();
    },
  },
];

/** Sends the demo of this studio an event that sets a rule off. */
async function sendToDemo(dataFolder: string): Promise<void> {
  const session = JSON.parse(
    readFileSync(join(dataFolder, 'demo-workspace', 'workspace-session.json'), 'utf8'),
  );
  const customer = { id: 'c-1', name: 'Pat', vip: false };
  const payload = {
    session: { id: 's-1', channel: 'web', language: 'en', topic: 'fraud', tags: [], customer },
  };
  const answer = await fetch(`${session.address}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'e_looked_at', type: 'session.opened', app: 'cards', payload }),
  });
  expect(answer.status).toBeLessThan(300);
}

for (const theme of ['light', 'dark'] as const) {
  test(`every view of a workspace can be used by everyone, ${theme}`, async ({ studio }) => {
    test.setTimeout(150_000);
    const on = new StudioPage(studio.page);
    await on.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await on.page.setViewportSize(
      theme === 'light' ? { width: 1440, height: 900 } : { width: 1024, height: 700 },
    );
    await on.isReady();
    await on.open(fraudRule);
    for (const { name, show } of workspaceViews) {
      await show(on, studio.dataFolder);
      await on.page.mouse.move(0, 0);
      await expectNothingCutOff(on.page);
      const { violations } = await new AxeBuilder({ page: on.page }).setLegacyMode().analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
      );
      expect.soft(found, name).toEqual([]);
    }
  });
}

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
      const { violations } = await new AxeBuilder({ page: on.page }).setLegacyMode().analyze();
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
      const axe = new AxeBuilder({ page: on.page }).setLegacyMode().exclude('.monaco-editor');
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
