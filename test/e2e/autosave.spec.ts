import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { StudioPage } from './pages/studio-page.ts';
import { startStudioProcess } from './studio-process.ts';

/** What the window showed at one moment: what stood in the field, and whether the status bar called it saved. */
interface Moment {
  at: number;
  text: string;
  isSaved: boolean;
}

/** Looks at the window with every frame it draws, until `stop` is asked for what was seen. */
async function watch(page: Page): Promise<{ stop(): Promise<{ moments: Moment[]; endedAt: number }> }> {
  const handle = await page.evaluateHandle(() => {
    const moments: Moment[] = [];
    const field = [...document.querySelectorAll('textarea')].find(({ labels }) =>
      labels[0]?.textContent?.startsWith('Description'),
    );
    const status = document.querySelector('footer');
    let isOver = false;
    const look = (at: number) => {
      if (isOver) return;
      const isSaved = /Saved \d/.test(status?.textContent ?? '');
      moments.push({ at, text: field?.value ?? '', isSaved });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return {
      stop: () => {
        isOver = true;
        return { moments, endedAt: performance.now() };
      },
    };
  });
  return { stop: () => handle.evaluate((watching) => watching.stop()) };
}

test('a kill while somebody types loses at most a second of it, and nothing that the window called saved', async ({
  browser,
}, testInfo) => {
  test.skip(testInfo.project.name === 'desktop', 'kills the process that the browser speaks to');
  const dataFolder = mkdtempSync(join(tmpdir(), 'rulewright-typing-'));
  const context = await browser.newContext();
  const page = await context.newPage();
  const on = new StudioPage(page);
  let studio = await startStudioProcess({ dataFolder, port: 0 });
  const open = async () => {
    await page.goto(studio.address);
    await on.isReady();
    await on.open('Suspected card fraud: tag, alert, hand over');
  };
  await open();
  for (const typedMs of [400, 1600, 2800]) {
    await on.field('Description').fill('');
    await on.isSaved();
    const watching = await watch(page);
    const typed = '0123456789'.repeat(typedMs / 400);
    await on.field('Description').pressSequentially(typed, { delay: 40 });
    const { moments, endedAt } = await watching.stop();
    await studio.kill();
    await page.goto('about:blank');

    studio = await startStudioProcess({ dataFolder, port: studio.port });
    await open();
    const kept = await on.field('Description').inputValue();
    const claimed = moments.findLast(({ isSaved }) => isSaved);
    expect(kept.length, 'what was called saved').toBeGreaterThanOrEqual(claimed?.text.length ?? 0);
    const before = moments.findLast(({ at }) => at < endedAt - 1000);
    expect(kept.length, 'what was typed a second before').toBeGreaterThanOrEqual(before?.text.length ?? 0);
    expect(typed.startsWith(kept)).toBe(true);
  }
  await context.close();
  await studio.stop();
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
});
