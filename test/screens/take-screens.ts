import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags, obtainChromium } from '../browser/chromium.ts';
import { startStudioProcess } from '../e2e/studio-process.ts';

/**
 * Takes a picture of every view of the running studio, light and dark: into `docs/screens/` at full size, and into
 * `test-results/screens/` in the smallest window that is looked after. Run by `npm run screens`.
 */
const project = resolve(import.meta.dirname, '../..');
const sizes = [
  { folder: join(project, 'docs/screens'), width: 1440, height: 900 },
  { folder: join(project, 'test-results/screens'), width: 1024, height: 700 },
];
const themes = ['light', 'dark'] as const;

interface View {
  name: string;
  show(page: Page): Promise<void>;
}

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const openFraudRule = async (page: Page): Promise<void> => {
  await page
    .getByRole('button', { name: /Suspected card fraud/ })
    .first()
    .click();
  // The studio remembers the view that was looked at last.
  await page.getByRole('radio', { name: 'Visual' }).click();
  await node(page, 'trigger').waitFor();
};

const views: View[] = [
  { name: 'author', show: async (page) => node(page, 'filter[0].any[0]').click() },
  { name: 'action', show: async (page) => node(page, 'step:s2').click() },
  { name: 'scope', show: async (page) => node(page, 'scope').click({ position: { x: 12, y: 12 } }) },
  {
    name: 'add',
    show: async (page) => {
      await page.keyboard.press('n');
      await page.getByPlaceholder('Search fields and actions').fill('customer');
    },
  },
  { name: 'new-rule', show: async (page) => page.keyboard.press('Alt+n') },
  { name: 'commands', show: async (page) => page.keyboard.press('Control+k') },
  {
    name: 'code',
    show: async (page) => {
      await page.getByRole('radio', { name: 'Split' }).click();
      await page.locator('.monaco-editor .view-line').first().waitFor();
    },
  },
  {
    name: 'schedule',
    show: async (page) => {
      await page
        .getByRole('button', { name: /Monday digest/ })
        .first()
        .click();
      await node(page, 'trigger').click();
    },
  },
  {
    name: 'versions',
    show: async (page) => page.getByRole('button', { name: /^v\d+ · / }).click(),
  },
  { name: 'save-version', show: async (page) => page.keyboard.press('Control+s') },
  { name: 'keys', show: async (page) => page.keyboard.press('?') },
  {
    name: 'import',
    show: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('import');
      await page.keyboard.press('Enter');
    },
  },
  { name: 'problems', show: async (page) => page.keyboard.press('Alt+p') },
  { name: 'dry-run', show: async (page) => page.keyboard.press('Alt+2') },
  {
    name: 'dry-run-step',
    show: async (page) => {
      await page.keyboard.press('Alt+2');
      await page.getByRole('button', { name: 'Back to the start' }).click();
      for (let stop = 0; stop < 3; stop++) await page.keyboard.press('F10');
      await page.getByRole('tab', { name: 'Evaluation' }).click();
    },
  },
  {
    name: 'dry-run-no-match',
    show: async (page) => {
      await page.keyboard.press('Alt+2');
      await page.getByRole('button', { name: /Question about a limit/ }).click();
    },
  },
];

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

views.push(
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
      await page.getByRole('tab', { name: 'All rules' }).click();
      await page.getByText('Would run, in this order').waitFor();
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
    name: 'expectations',
    show: async (page) => {
      await page.keyboard.press('Alt+2');
      await page.getByRole('button', { name: 'Save as expectation' }).click();
      await page.getByText(/all hold/).waitFor();
      await page.getByLabel(/^Coverage on the canvas/).click();
    },
  },
);

const withDemo = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+4');
  const start = page.getByRole('button', { name: 'Start a demo workspace on this machine' });
  const review = page.getByRole('region', { name: 'Review' }).getByRole('heading', { level: 2 });
  await start.or(review).first().waitFor();
  if (await start.isVisible()) await start.click();
  await review.waitFor();
};

views.push(
  {
    name: 'publish-none',
    show: async (page) => {
      await page.keyboard.press('Alt+4');
      await page.getByRole('main').getByRole('heading', { level: 2 }).waitFor();
    },
  },
  { name: 'publish', show: withDemo },
  {
    name: 'publish-change',
    show: async (page) => {
      await withDemo(page);
      if (await page.getByText('Nothing to publish').isVisible()) {
        await page.keyboard.press('Alt+1');
        await node(page, 'trigger').waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Order').fill('20');
        await page.keyboard.press('Control+s');
        await page.getByRole('dialog').getByRole('button', { name: 'Save version' }).click();
        await page.keyboard.press('Alt+4');
        await page.getByRole('button', { name: 'Plan again' }).click();
      }
      await page
        .getByRole('complementary', { name: 'Changes' })
        .getByRole('button', { name: /card fraud/ })
        .click();
    },
  },
  {
    name: 'history',
    show: async (page) => {
      await withDemo(page);
      await page.keyboard.press('Alt+h');
    },
  },
  { name: 'settings-workspaces', show: async (page) => page.keyboard.press('Alt+s') },
  {
    name: 'settings-data',
    show: async (page) => {
      await page.keyboard.press('Alt+s');
      await page.getByRole('button', { name: 'Data and backup' }).click();
    },
  },
);

async function takeAll(browser: Browser, address: string): Promise<void> {
  const first = await browser.newContext();
  await (await first.newPage()).goto(address);
  const storageState = await first.storageState();
  await first.close();
  const home = new URL('/', address).href;
  for (const theme of themes) {
    for (const size of sizes) {
      const context = await browser.newContext({ storageState, colorScheme: theme, viewport: size });
      for (const view of views) {
        const page = await context.newPage();
        await page.goto(home);
        await openFraudRule(page);
        await view.show(page);
        // Pictures are taken of what stays, not of what is moving.
        await page.mouse.move(0, 0);
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(size.folder, `${view.name}-${theme}.png`) });
        await page.close();
      }
      await context.close();
    }
  }
}

const found = obtainChromium();
if (!found) throw new Error('no Chromium was found and none could be installed; set CHROMIUM_PATH');
for (const { folder } of sizes) mkdirSync(folder, { recursive: true });
const dataFolder = mkdtempSync(join(tmpdir(), 'rulewright-screens-'));
const studio = await startStudioProcess({ dataFolder, port: 0 });
const browser = await chromium.launch({ executablePath: found.path, args: [...chromiumFlags] });
try {
  await takeAll(browser, studio.address);
  console.log(
    `${views.length * sizes.length * themes.length} pictures are in docs/screens and test-results/screens.`,
  );
} finally {
  await browser.close();
  await studio.stop();
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
}
