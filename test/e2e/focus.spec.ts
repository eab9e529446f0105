import type { Page } from '@playwright/test';
import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

/** Where the focus is: the part of the frame, or "nowhere". */
async function partWithFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) return 'nowhere';
    const part = active.closest('header, aside, main, footer');
    return part?.getAttribute('aria-label') ?? part?.tagName.toLowerCase() ?? 'elsewhere';
  });
}

/** The parts of the frame in the order in which Tab comes to them, each named once. */
async function partsByTab(page: Page): Promise<string[]> {
  const parts = [await partWithFocus(page)];
  for (let presses = 0; presses < 250; presses++) {
    await page.keyboard.press('Tab');
    const part = await partWithFocus(page);
    if (part === 'nowhere') break;
    if (parts.at(-1) !== part) parts.push(part);
  }
  return parts;
}

test('Tab goes through the frame from its title to its status, and no dialog loses the focus', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  const { keyboard } = on.page;
  await on.rules.getByRole('searchbox').fill('card fraud');

  for (const [mode, left] of [
    ['Alt+1', 'Rules'],
    ['Alt+2', 'Sample events'],
  ] as const) {
    await keyboard.press('Escape');
    await keyboard.press(mode);
    await expect(on.page.getByRole('complementary', { name: left })).toBeVisible();
    await on.button('Show or hide the left panel').focus();
    expect(await partsByTab(on.page)).toEqual(['header', left, 'main', 'Inspector', 'footer']);
  }

  const opener = on.button(/^Commands Ctrl/);
  for (const key of ['Control+k', '?', 'Alt+n', 'Control+s']) {
    await opener.focus();
    await keyboard.press(key);
    await expect(on.dialog).toBeVisible();
    await keyboard.press('Escape');
    await expect(on.dialog).toBeHidden();
    await expect(opener, `the focus comes back after ${key}`).toBeFocused();
  }

  await test.step('the outline takes the focus and gives it back', async () => {
    await keyboard.press('Alt+1');
    await opener.focus();
    await keyboard.press('Alt+o');
    const outline = on.page.getByRole('tree', { name: 'Nodes of the rule' });
    await expect(outline.getByRole('treeitem').first()).toBeFocused();
    await keyboard.press('Alt+o');
    await expect(outline).toBeHidden();
    await expect(opener).toBeFocused();
  });

  await test.step('a change of the mode and what a dry run came to are read out', async () => {
    const said = on.page.getByRole('region', { name: 'Announcements' }).locator('[aria-live="polite"]');
    await expect(said).toHaveText(['Author', '']);
    await keyboard.press('Alt+2');
    await expect(said).toHaveText(['Dry run', 'Would execute: 3 actions']);
  });

  const nameless = await on.page
    .locator('button:visible')
    .evaluateAll((buttons) =>
      buttons.filter((one) => !one.textContent?.trim() && !one.ariaLabel).map((one) => one.outerHTML),
    );
  expect(nameless).toEqual([]);
});

test('whatever Tab comes to on the canvas is in view, also where the rule is longer than the window', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.page.setViewportSize({ width: 1024, height: 600 });
  await on.button('Zoom in').click();
  await on.rules.getByRole('searchbox').fill('card fraud');
  const focused = on.canvas.locator('.react-flow__viewport :focus');
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await on.page.keyboard.press('Tab');
    if ((await focused.count()) === 0) continue;
    seen.push((await focused.getAttribute('aria-label')) ?? ((await focused.textContent()) ?? '').trim());
    await expect(focused).toBeInViewport({ ratio: 0.99 });
  }
  expect(seen).toContain('Add action');
});
