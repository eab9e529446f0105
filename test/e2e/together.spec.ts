import type { Page } from '@playwright/test';
import { StudioPage } from './pages/studio-page.ts';
import { expectUsableByEveryone } from './pages/usable-by-everyone.ts';
import { expect, type Studio, test } from './studio-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

/** A second window on the same studio whose messages to it can be held back, as a slow line does. */
async function openSlowWindow(studio: Studio): Promise<{ on: StudioPage; hold(): void; release(): void }> {
  const page: Page = await studio.page.context().newPage();
  let held: (() => void)[] | null = null;
  await page.routeWebSocket(/\/rpc/, (route) => {
    const server = route.connectToServer();
    route.onMessage((message) => {
      const send = () => server.send(message);
      if (held) held.push(send);
      else send();
    });
  });
  await page.goto(studio.page.url());
  const on = new StudioPage(page);
  await on.isReady();
  return {
    on,
    hold: () => {
      held = [];
    },
    release: () => {
      const waiting = held ?? [];
      held = null;
      for (const send of waiting) send();
    },
  };
}

test.describe('two windows', () => {
  test.beforeEach(({ studio: _studio }, testInfo) => {
    test.skip(testInfo.project.name === 'desktop', 'the desktop has one window');
  });

  test('on one rule follow each other', async ({ studio }) => {
    const one = new StudioPage(studio.page);
    await one.isReady();
    await one.open(fraudRule);
    const { on: two } = await openSlowWindow(studio);
    await two.open(fraudRule);
    await one.select('step:s1');
    await one.page.keyboard.press('Delete');
    await expect(two.steps).toHaveCount(2);
    await two.page.close();
  });

  for (const keep of ['mine', 'theirs'] as const) {
    test(`that change one rule at once ask, and keeping ${keep} does that`, async ({ studio }) => {
      const one = new StudioPage(studio.page);
      await one.isReady();
      await one.open(fraudRule);
      const { on: two, hold, release } = await openSlowWindow(studio);
      await two.open(fraudRule);

      hold();
      await two.select('step:s1');
      await two.page.keyboard.press('Delete');
      await expect(two.steps).toHaveCount(2);
      await one.select('step:s3');
      await one.page.keyboard.press('d');
      await one.isSaved();
      release();

      const bar = two.page.getByRole('alert').filter({ hasText: 'changed elsewhere' });
      await expect(bar).toBeVisible();
      if (keep === 'mine') await expectUsableByEveryone(two.page, 'changed elsewhere', 'main, footer');
      await expect(two.statusBar).toContainText('Not saved: changed elsewhere');
      await expect(two.steps).toHaveCount(2);
      await expect(one.steps).toHaveCount(3);
      await bar
        .getByRole('button', { name: keep === 'mine' ? 'Keep mine' : 'Take the other version' })
        .click();
      await expect(bar).toHaveCount(0);
      await two.isSaved();
      await expect(two.steps).toHaveCount(keep === 'mine' ? 2 : 3);
      await expect(one.steps).toHaveCount(keep === 'mine' ? 2 : 3);
      await two.page.close();
    });
  }
});

test('a lost connection is said, comes back by itself, and nothing typed meanwhile is lost', async ({
  studio,
}, testInfo) => {
  test.skip(testInfo.project.name === 'desktop', 'the desktop starts its engine with its window');
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.field('Description').fill('Before the connection was lost.');
  await on.isSaved();

  const restarted = studio.restart();
  await expect(on.statusBar).toContainText('Engine unreachable');
  await on.field('Description').fill('Typed while the engine was away.');
  await restarted;
  await on.isReady();
  await on.isSaved();
  await on.page.reload();
  await on.isReady();
  await expect(on.field('Description')).toHaveValue('Typed while the engine was away.');
});

test('a crash of the engine loses nothing that was said to be saved', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.select('step:s2');
  await on.page.keyboard.press('Delete');
  await on.isSaved();
  await studio.crash();
  const after = new StudioPage(studio.page);
  await after.page.reload();
  await after.isReady();
  await expect(after.steps).toHaveCount(2);
});
