import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { builtInPacks, createCatalog } from '../../engine/catalog/index.ts';
import { createSampleRecording } from '../../engine/replay/index.ts';
import { inspector, node, type View } from './view.ts';

const acmeDay = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: /^A day at Acme Bank/ }).click();
};
const replayAll = async (page: Page): Promise<void> => {
  await acmeDay(page);
  await page.getByLabel('Rules', { exact: true }).selectOption('all');
  await page.getByRole('button', { name: /^Replay \d+ rules$/ }).click();
  await page.getByRole('button', { name: 'Replay again' }).waitFor();
  await page.getByRole('gridcell').first().waitFor();
};

/** Replaying what happened, comparing, and what is expected of a rule. */
export const replayViews: readonly View[] = [
  { name: 'replay-choose', show: acmeDay },
  { name: 'replay', show: replayAll },
  {
    name: 'replay-rules',
    show: async (page) => {
      await replayAll(page);
      await page.getByRole('radio', { name: 'Rules × outcomes' }).click();
    },
  },
  {
    name: 'replay-opened',
    show: async (page) => {
      await replayAll(page);
      await page.getByRole('row').nth(2).click();
      await page.getByRole('region', { name: 'Opened run' }).waitFor();
    },
  },
  {
    name: 'near-misses',
    show: async (page) => {
      await acmeDay(page);
      await page.getByRole('button', { name: 'Find near misses' }).click();
      await page.getByRole('button', { name: 'Apply to the draft' }).first().waitFor();
    },
  },
  {
    name: 'compare',
    isUndone: true,
    show: async (page) => {
      await page.keyboard.press('Alt+1');
      await node(page, 'filter[0].any[1]').click();
      await page.keyboard.press('d');
      await page
        .getByRole('contentinfo')
        .getByText(/Saved \d/)
        .waitFor();
      await acmeDay(page);
      await page.getByLabel('Rules', { exact: true }).selectOption('open');
      await page.getByRole('button', { name: 'Compare with saved' }).click();
      await page
        .getByRole('region', { name: 'Comparison' })
        .getByText(/differ/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'expectations',
    show: async (page) => {
      await page.keyboard.press('Alt+2');
      await page.getByRole('button', { name: 'Save as expectation' }).click();
      await page.getByText(/all hold/).waitFor();
      const coverage = page.getByLabel(/^Coverage on the canvas/);
      if (!(await coverage.isChecked())) await coverage.click();
    },
  },
  {
    name: 'expectation-fails',
    isUndone: true,
    show: async (page) => {
      const panel = page.getByRole('tabpanel', { name: 'Expectations' });
      if (!(await panel.isVisible())) await page.keyboard.press('Alt+x');
      await node(page, 'step:s1').click();
      await page.keyboard.press('Delete');
      await page.getByText(/1 of \d+ fail/).waitFor();
      await inspector(page).waitFor();
    },
  },
  {
    name: 'replay-running',
    show: async (page, { dataFolder }) => {
      await page.keyboard.press('Alt+3');
      const all = createSampleRecording(createCatalog(builtInPacks()), { seed: 11, events: 150_000 });
      const buffer = Buffer.from([...all].map((event) => `${JSON.stringify(event)}\n`).join(''));
      if ((await page.getByRole('button', { name: /^A long week/ }).count()) === 0) {
        const choosing = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Add a recording' }).click();
        const path = join(dataFolder, 'A long week.jsonl');
        writeFileSync(path, buffer);
        await (await choosing).setFiles(path);
      }
      await page.getByRole('button', { name: /^A long week.*events/ }).click({ timeout: 60_000 });
      await page.getByLabel('Rules', { exact: true }).selectOption('all');
      await page.getByRole('button', { name: /^Replay \d+ rules$/ }).click();
      await page.getByRole('button', { name: 'Cancel' }).waitFor();
    },
  },
];
