import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

test('the fraud rule is drawn from nothing and tried by keyboard alone', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  const { keyboard } = on.page;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await keyboard.press(key);
  };
  await on.isReady();

  await test.step('Alt+N asks what starts it, and then for its name', async () => {
    await press('Alt+n');
    await expect(on.dialog.getByRole('combobox')).toBeFocused();
    await keyboard.type('session opened');
    await press('Enter');
    await expect(on.field('Name')).toBeFocused();
    await keyboard.type('Fraud by keyboard');
    await expect(on.title).toHaveText('Fraud by keyboard');
  });

  await test.step('arrows walk to the scope, Enter opens it, Space ticks', async () => {
    await press('Escape', 'ArrowDown', 'ArrowDown');
    await expect(on.canvas.getByText('Selected the scope')).toBeAttached();
    await press('Enter');
    await expect(on.inspector.getByRole('checkbox', { name: 'Cards' })).toBeFocused();
    await press('Space');
    await expect(on.node('scope')).toContainText('Cards');
  });

  await test.step('N adds a condition on the topic', async () => {
    await press('Escape', 'n');
    await keyboard.type('topic');
    await press('Enter');
    await expect(on.field('Value')).toBeFocused();
    await keyboard.type('fraud');
    await expect(on.node('filter[0]')).toContainText('session.topic equals “fraud”');
    // The list of values is open, and Ctrl+Enter tries the rule all the same.
    await press('Control+Enter');
    await expect(on.dryRunBar).toBeVisible();
    await press('Alt+1');
  });

  await test.step('N adds three actions', async () => {
    // The first closes the values that are offered.
    await press('Escape', 'Escape', 'n');
    await keyboard.type('tag the session');
    await press('Enter');
    await expect(on.field('Tags')).toBeFocused();
    await keyboard.type('fraud-suspect');
    await press('Enter');
    await expect(on.node('step:s1')).toContainText('fraud-suspect');

    await press('Escape', 'Escape', 'n');
    await keyboard.type('send e-mail');
    await press('Enter');
    await expect(on.field('To')).toBeFocused();
    await keyboard.type('fraud-ops@acme-bank.com');
    await press('Enter', 'Tab');
    while (!(await isFocused(on, 'Template'))) await press('Tab');
    await keyboard.type('fraud-alert');
    await press('ArrowDown', 'Enter');
    await expect(on.node('step:s2')).toContainText('fraud-alert-v2');

    await press('Escape', 'Escape', 'n');
    await keyboard.type('escalate');
    await press('Enter');
    await expect(on.field('Team')).toBeFocused();
    await keyboard.type('fraud');
    while (!(await isFocused(on, 'Pin to'))) await press('Tab');
    await keyboard.type('sara');
    await press('ArrowDown', 'Enter');
    await expect(on.node('step:s3')).toContainText('m_sara_k');
  });

  await test.step('Ctrl+Enter tries it, F11 and F10 step', async () => {
    await press('Control+Enter');
    await expect(on.dryRunBar.getByRole('status')).toHaveText('Would execute: 3 actions');
    for (const step of ['s1', 's2', 's3']) await expect(on.node(`step:${step}`)).toContainText('Would run');
    await press('F11');
    await expect(on.dryRunBar.getByRole('status')).toHaveText('Paused before action 3: Escalate to people');
    await press('F10');
    await expect(on.dryRunBar.getByRole('status')).toHaveText('Would execute: 3 actions');
    await press('Alt+1');
  });

  await test.step('Alt+arrows move a step, D switches it off, Del deletes, Ctrl+Z takes it all back', async () => {
    await press('Escape', 'Escape', 'Alt+ArrowUp');
    await expect(on.steps.nth(1)).toContainText('m_sara_k');
    await press('d');
    await expect(on.node('step:s3')).toContainText('Off');
    await press('Delete');
    await expect(on.steps).toHaveCount(2);
    await press('Control+z', 'Control+z', 'Control+z');
    await expect(on.steps).toHaveCount(3);
    await expect(on.steps.nth(2)).toContainText('m_sara_k');
    await on.isSaved();
  });

  await test.step('Ctrl+S keeps a version', async () => {
    await press('Control+s');
    await keyboard.type('By keyboard');
    await press('Enter');
    await expect(on.statusBar).toContainText('v2 · disabled');
  });
});

async function isFocused(on: StudioPage, field: string): Promise<boolean> {
  return on.field(field).evaluate((element) => element === document.activeElement);
}
