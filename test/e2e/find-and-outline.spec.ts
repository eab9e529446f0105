import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

test.beforeEach(async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
});

test('Ctrl+F finds nodes by what they say and walks through them', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.page.keyboard.press('Control+f');
  await on.page.getByRole('textbox', { name: 'Find on the canvas' }).fill('alert');
  await expect(on.canvas.getByText('1 of 1')).toBeVisible();
  await expect(on.node('step:s2')).toHaveClass(/selected/);
  await on.page.getByRole('textbox', { name: 'Find on the canvas' }).fill('fraud');
  await expect(on.canvas.getByText('1 of 5')).toBeVisible();
  await on.page.keyboard.press('Enter');
  await expect(on.node('filter[0].any[1]')).toHaveClass(/selected/);
  await on.page.keyboard.press('Shift+Enter');
  await on.page.keyboard.press('Shift+Enter');
  await expect(on.canvas.getByText('5 of 5')).toBeVisible();
  await on.page.getByRole('textbox', { name: 'Find on the canvas' }).fill('no such thing');
  await expect(on.canvas.getByText('Nothing found')).toBeVisible();
  await on.page.keyboard.press('Escape');
  await expect(on.page.getByRole('textbox', { name: 'Find on the canvas' })).toHaveCount(0);
});

test('in the outline a rule is walked and changed by the keyboard alone', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.page.keyboard.press('Alt+o');
  const line = (name: string | RegExp) => on.page.getByRole('treeitem', { name });
  await line(/^When/).focus();
  await on.page.keyboard.press('End');
  await expect(line('3. Escalate to people')).toBeFocused();
  await on.page.keyboard.press('Alt+ArrowUp');
  await expect(line('2. Escalate to people')).toHaveAttribute('aria-selected', 'true');
  await expect(on.steps.nth(1)).toContainText('Escalate to people');
  await on.page.keyboard.press('d');
  await expect(line(/2\. Escalate to people/)).toContainText('off');
  await on.page.keyboard.press('Home');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight']) await on.page.keyboard.press(key);
  await expect(line(/^session\.topic/)).toBeFocused();
  await on.page.keyboard.press('Delete');
  await expect(line(/^session\.topic/)).toHaveCount(0);
  await on.isSaved();
});

test('a dry run continues to a breakpoint, and runs to where one points', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.page.keyboard.press('Alt+2');
  await on.select('step:s2');
  await on.page.keyboard.press('F9');
  await expect(on.node('step:s2').getByRole('img', { name: 'Breakpoint' })).toBeVisible();
  await on.button('Back to the start').click();
  await on.page.keyboard.press('F8');
  await expect(on.dryRunBar).toContainText('Paused before action 2: Send e-mail');
  await expect(on.node('step:s1')).toContainText('Would run');
  await expect(on.node('step:s2')).toContainText('Not yet');
  await on.page.keyboard.press('F8');
  await expect(on.dryRunBar).toContainText('Would execute: 3 actions');
  await on.select('step:s1');
  await on.page.keyboard.press('Shift+F8');
  await expect(on.dryRunBar).toContainText('Paused before action 1: Tag the session');
  await on.select('step:s2');
  await on.page.keyboard.press('F9');
  await expect(on.node('step:s2').getByRole('img', { name: 'Breakpoint' })).toHaveCount(0);
});
