import type { Locator, Page } from '@playwright/test';
import { ReplayPage } from './pages/replay-page.ts';
import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

/** Where the focus is: the part of the frame, or "nowhere"; and what has it, where that cannot be seen. */
async function placeOfFocus(page: Page): Promise<{ part: string; unseen: string | null }> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) return { part: 'nowhere', unseen: null };
    const part = active.closest('header, aside, main, footer');
    const { left, right, top, bottom } = active.getBoundingClientRect();
    let seen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let box = active.parentElement; box; box = box.parentElement) {
      if (getComputedStyle(box).overflow === 'visible') continue;
      const edge = box.getBoundingClientRect();
      seen = {
        left: Math.max(seen.left, edge.left),
        top: Math.max(seen.top, edge.top),
        right: Math.min(seen.right, edge.right),
        bottom: Math.min(seen.bottom, edge.bottom),
      };
    }
    // Half of it at least: what is longer than its panel is seen from where it begins.
    const width = Math.min(right, seen.right) - Math.max(left, seen.left);
    const height = Math.min(bottom, seen.bottom) - Math.max(top, seen.top);
    const isSeen =
      width >= Math.min(right - left, seen.right - seen.left) / 2 &&
      height >= Math.min(bottom - top, seen.bottom - seen.top) / 2 &&
      width > 0 &&
      height > 0;
    return {
      part: part?.getAttribute('aria-label') ?? part?.tagName.toLowerCase() ?? 'elsewhere',
      unseen: isSeen ? null : active.outerHTML.slice(0, 160),
    };
  });
}

/** The parts of the frame in the order in which Tab comes to them, each named once; all that has the focus is in view. */
async function partsByTab(page: Page): Promise<string[]> {
  // A notice that comes and goes is no part of the frame.
  await expect(page.locator('[data-sonner-toast]')).toHaveCount(0);
  const parts = [(await placeOfFocus(page)).part];
  const unseen: string[] = [];
  for (let presses = 0; presses < 250; presses++) {
    await page.keyboard.press('Tab');
    const place = await placeOfFocus(page);
    if (place.part === 'nowhere') break;
    if (parts.at(-1) !== place.part) parts.push(place.part);
    if (place.unseen !== null) unseen.push(place.unseen);
  }
  expect(unseen, 'has the focus and cannot be seen').toEqual([]);
  return parts;
}

/** Where the focus is once what was pressed has had its effect. */
async function expectFocusIn(page: Page, part: string, after: string): Promise<void> {
  await expect
    .poll(async () => (await placeOfFocus(page)).part, { message: `the focus after ${after}` })
    .toBe(part);
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

test('Tab goes through every other mode in the order in which it is seen, and what closes or is done leaves the focus near', async ({
  studio,
}) => {
  const on = new ReplayPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  const { keyboard } = on.page;
  const said = on.page.getByRole('region', { name: 'Announcements' }).locator('[aria-live="polite"]').last();
  const press = async (target: Locator): Promise<void> => {
    await expect(target).toBeEnabled();
    await target.focus();
    await keyboard.press('Enter');
  };
  const walk = async (): Promise<string[]> => {
    await on.button('Show or hide the left panel').focus();
    return partsByTab(on.page);
  };

  await test.step('Replay', async () => {
    await on.openReplay();
    await on.recordings.getByRole('button', { name: /^A day at Acme Bank/ }).click();
    expect(await walk()).toEqual(['header', 'Recordings', 'main', 'Inspector', 'footer']);
    await press(on.button(/^Replay \d+ rules$/));
    await expect(on.bar).toContainText('Replay again');
    await expectFocusIn(on.page, 'main', 'a replay was started');
    await expect(said).toHaveText(/^[\d,]+ matches: \d+ rules on A day at Acme Bank/);
    await on.matches.focus();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(on.button('Open in draft')).toBeVisible();
    await expectFocusIn(on.page, 'main', 'a match was opened');
    await expect(said).toHaveText(/^Would/);
    expect(await walk()).toEqual(['header', 'Recordings', 'main', 'Inspector', 'footer']);
    await press(on.page.getByRole('region', { name: 'Opened run' }).getByRole('button', { name: 'Results' }));
    await expect(on.matches, 'the match that was opened is where one goes on').toBeFocused();
    await press(on.button('Replay again'));
    await expectFocusIn(on.page, 'main', 'the results were left');
    await press(on.button('Find near misses'));
    await expect(said).toHaveText(/events? missed by a single condition/);
    await expectFocusIn(on.page, 'main', 'near misses were looked for');
    await press(on.button('Back'));
    await expectFocusIn(on.page, 'main', 'near misses were left');
    await press(on.button('Compare with saved'));
    await expect(said).toHaveText('No outcome differs: drafts against saved versions');
    await expectFocusIn(on.page, 'main', 'drafts were compared');
  });

  await test.step('Settings', async () => {
    await keyboard.press('Alt+s');
    expect(await walk()).toEqual(['header', 'Settings', 'main', 'footer']);
  });

  await test.step('Publish', async () => {
    await keyboard.press('Alt+4');
    await press(on.button('Start a demo workspace on this machine'));
    await expect(on.changes.getByText('Nothing to publish')).toBeVisible({ timeout: 20_000 });
    await expectFocusIn(on.page, 'main', 'a workspace was started');
    await expect(said).toHaveText('demo has all of this already');
    await keyboard.press('Alt+1');
    await on.canvas.click({ position: { x: 8, y: 8 } });
    await on.field('Order').fill('77');
    await keyboard.press('Control+s');
    await on.dialog.getByRole('button', { name: 'Save version' }).click();
    await expect(on.dialog).toBeHidden();
    await keyboard.press('Alt+4');
    await press(on.button('Plan again'));
    await expect(said).toHaveText('1 change for demo');
    await expect(on.button('Plan again'), 'switched off while it plans').toBeFocused();
    expect(await walk()).toEqual(['header', 'Changes', 'main', 'Inspector', 'footer']);
    await press(on.inspector.getByRole('button', { name: /^Publish 1 rule/ }));
    await on.dialog.getByLabel('Type demo to go on').fill('demo');
    await keyboard.press('Enter');
    await expect(said).toHaveText('Published: all of it is live in demo');
    await expect.poll(async () => (await placeOfFocus(on.page)).part).not.toBe('nowhere');
    await press(on.review.getByRole('button', { name: 'Good' }));
    await expectFocusIn(on.page, 'main', 'what was published was put away');
  });

  await test.step('History', async () => {
    await keyboard.press('Alt+h');
    await press(on.button('Read the runs again'));
    await expect(on.button('Read the runs again'), 'switched off while it reads').toBeFocused();
    expect(await walk()).toEqual(['header', 'Runs', 'main', 'footer']);
  });

  await test.step('what is closed in Author', async () => {
    await keyboard.press('Alt+1');
    await keyboard.press('Control+f');
    await keyboard.press('Escape');
    await expectFocusIn(on.page, 'main', 'finding');
    await keyboard.press('Alt+p');
    await press(on.button('Close the panel'));
    await expectFocusIn(on.page, 'main', 'the panel was closed');
  });
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
