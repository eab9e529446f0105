import { command, inspector, node, openRule, type View } from './view.ts';

/** What a newcomer sees, one step after the other. */
export const firstViews: readonly View[] = [
  { name: 'first-start', isFirst: true, show: (page) => page.getByText('New here?').waitFor() },
  ...[1, 2, 3, 4].map((step) => ({
    name: `tour-${step}`,
    isFirst: true,
    show: async (page: Parameters<View['show']>[0]) => {
      await command(page, 'Take the tour');
      const note = page.getByRole('dialog');
      for (let at = 1; at < step; at++) {
        await note.getByText(`${at} of 4`).waitFor();
        await page.keyboard.press('Enter');
      }
      await note.getByText(`${step} of 4`).waitFor();
    },
  })),
];

/** Drawing a rule, and the dialogs around it. */
export const authorViews: readonly View[] = [
  { name: 'author', show: (page) => node(page, 'filter[0].any[0]').click() },
  { name: 'action', show: (page) => node(page, 'step:s2').click() },
  { name: 'scope', show: (page) => node(page, 'scope').click({ position: { x: 12, y: 12 } }) },
  {
    name: 'add',
    show: async (page) => {
      await page.keyboard.press('n');
      await page.getByPlaceholder('Search fields and actions').fill('customer');
    },
  },
  { name: 'new-rule', show: (page) => page.keyboard.press('Alt+n') },
  {
    name: 'in-words',
    show: async (page) => {
      await page.keyboard.press('Alt+w');
      await page
        .getByRole('dialog')
        .getByRole('textbox')
        .fill('When a VIP customer opens a session, tag it vip and escalate to the fraud team');
      await page
        .getByRole('list', { name: 'The rule it would become' })
        .getByRole('listitem')
        .nth(4)
        .waitFor();
    },
  },
  { name: 'commands', show: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', show: (page) => page.keyboard.press('?') },
  {
    name: 'split',
    show: async (page) => {
      await page.getByRole('radio', { name: 'Split' }).click();
      await page.locator('.monaco-editor .view-line').first().waitFor();
    },
  },
  {
    name: 'code',
    show: async (page) => {
      await page.getByRole('radio', { name: 'Code' }).click();
      await page.locator('.monaco-editor .view-line').first().waitFor();
    },
  },
  {
    name: 'outline',
    show: async (page) => {
      await page.keyboard.press('Alt+o');
      await page.getByRole('tree').waitFor();
    },
  },
  {
    name: 'find',
    show: async (page) => {
      // The outline stays open from one start to the next.
      await page.keyboard.press('Alt+o');
      await node(page, 'trigger').click();
      await page.keyboard.press('Control+f');
      await page.keyboard.type('fraud');
    },
  },
  {
    name: 'schedule',
    show: async (page) => {
      await openRule(page, 'Monday digest');
      await node(page, 'trigger').click();
    },
  },
  {
    name: 'versions',
    show: async (page) => {
      await page.getByRole('button', { name: /^v\d+ · / }).click();
      await page.getByRole('tabpanel').getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'problems',
    isUndone: true,
    show: async (page) => {
      await node(page, 'scope').click({ position: { x: 12, y: 12 } });
      for (const box of await inspector(page).getByRole('checkbox', { checked: true }).all())
        await box.click();
      await page
        .getByRole('contentinfo')
        .getByText(/problem/)
        .waitFor();
      await command(page, 'Problems');
    },
  },
  { name: 'save-version', show: (page) => page.keyboard.press('Control+s') },
  {
    name: 'import',
    show: async (page) => {
      await command(page, 'Import rules');
    },
  },
  {
    name: 'bulk',
    show: async (page) => {
      const boxes = page.getByRole('complementary', { name: 'Rules' }).getByRole('checkbox');
      for (const at of [0, 1, 2]) await boxes.nth(at).click();
    },
  },
];
