import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { chromiumFlags, obtainChromium } from '../browser/chromium.ts';
import { startStudioProcess } from '../e2e/studio-process.ts';
import { authorViews, firstViews } from './author-views.ts';
import { dryRunViews } from './dry-run-views.ts';
import { replayViews } from './replay-views.ts';
import { fraudRule, openRule, undoAll, type View } from './view.ts';
import { workspaceViews } from './workspace-views.ts';

/**
 * Takes a picture of every view of the running studio, light and dark: into `docs/screens/` at full size, and into
 * `test-results/screens/` in the smallest window that is looked after. Run by `npm run screens`; names of views after
 * `--` take those alone (`npm run screens -- author replay`). Views that build on each other stand in order.
 */
const project = resolve(import.meta.dirname, '../..');
const sizes = [
  { folder: join(project, 'docs/screens'), width: 1440, height: 900 },
  { folder: join(project, 'test-results/screens'), width: 1024, height: 700 },
];
const themes = ['light', 'dark'] as const;
const views = [...firstViews, ...authorViews, ...dryRunViews, ...replayViews, ...workspaceViews];

/** Each size has a studio of its own, so that both begin with the same data. */
async function takeAll(
  browser: Browser,
  size: (typeof sizes)[number],
  shown: readonly View[],
): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'rulewright-screens-'));
  const studio = await startStudioProcess({ dataFolder, port: 0 });
  const context = await browser.newContext({ viewport: size });
  try {
    await (await context.newPage()).goto(studio.address);
    const home = new URL('/', studio.address).href;
    for (const view of shown) {
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(home);
      await page.locator('[aria-busy="false"]').waitFor();
      await page.getByRole('radio', { name: 'Author' }).click();
      await page.getByRole('complementary', { name: 'Rules' }).getByRole('listitem').first().waitFor();
      if (view.isFirst !== true) {
        const decline = page.getByRole('button', { name: 'Not now' });
        if (await decline.isVisible()) await decline.click();
        await openRule(page, fraudRule);
      }
      await view.show(page, { dataFolder });
      await page.mouse.move(0, 0);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        // Pictures are taken of what stays, not of what is moving.
        await page.waitForTimeout(350);
        await page.screenshot({ path: join(size.folder, `${view.name}-${theme}.png`) });
      }
      if (view.isUndone === true) await undoAll(page);
      await page.close();
    }
  } finally {
    await context.close();
    await studio.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !views.some((view) => view.name === name));
if (unknown.length > 0) throw new Error(`there is no view called ${unknown.join(', ')}`);
const shown = asked.length === 0 ? views : views.filter(({ name }) => asked.includes(name));
const found = obtainChromium();
if (!found) throw new Error('no Chromium was found and none could be installed; set CHROMIUM_PATH');
for (const { folder } of sizes) mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: found.path, args: [...chromiumFlags] });
try {
  for (const size of sizes) await takeAll(browser, size, shown);
  const count = shown.length * sizes.length * themes.length;
  console.log(`${count} pictures are in docs/screens and test-results/screens.`);
} finally {
  await browser.close();
}
