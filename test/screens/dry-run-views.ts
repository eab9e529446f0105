import type { Page } from '@playwright/test';
import { command, inspector, node, type View } from './view.ts';

const dryRun = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+2');
  await page.getByRole('region', { name: 'Dry run' }).getByText(/Would/).first().waitFor();
};

/** Rehearsing a rule on an event, and the questions after it. */
export const dryRunViews: readonly View[] = [
  { name: 'dry-run', show: dryRun },
  {
    name: 'dry-run-step',
    show: async (page) => {
      await dryRun(page);
      await page.getByRole('button', { name: 'Back to the start' }).click();
      for (let stop = 0; stop < 3; stop++) await page.keyboard.press('F10');
      await inspector(page).getByRole('tab', { name: 'Evaluation' }).click();
    },
  },
  {
    name: 'dry-run-no-match',
    show: async (page) => {
      await dryRun(page);
      await page.getByRole('button', { name: /Question about a limit/ }).click();
    },
  },
  ...Object.entries({ mail: 's2', tags: 's1', request: 's3' }).map(([name, step]) => ({
    name: `would-do-${name}`,
    show: async (page: Page) => {
      await dryRun(page);
      await node(page, `step:${step}`).click();
      await inspector(page).getByRole('tab', { name: 'Would do' }).click();
    },
  })),
  {
    name: 'variables',
    show: async (page) => {
      await dryRun(page);
      await inspector(page).getByRole('tab', { name: 'Variables' }).click();
    },
  },
  {
    name: 'timeline',
    show: async (page) => {
      await dryRun(page);
      await node(page, 'step:s2').click();
      await page.keyboard.press('f');
      await page
        .getByRole('region', { name: 'Timeline' })
        .getByLabel('Failure of Send e-mail')
        .selectOption({ label: 'Mail server busy, 450' });
    },
  },
  {
    name: 'why-not',
    show: async (page) => {
      await command(page, 'Why not?');
      await page.getByRole('button', { name: /Question about a limit/ }).click();
      await inspector(page)
        .getByRole('region', { name: 'Answer' })
        .getByText(/Would not fire/)
        .waitFor();
    },
  },
  {
    name: 'all-rules',
    show: async (page) => {
      await dryRun(page);
      await inspector(page).getByRole('tab', { name: 'All rules' }).click();
      await page.getByText('Would run, in this order').waitFor();
    },
  },
];
