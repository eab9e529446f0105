import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

test('rules are searched, enabled, duplicated, and deleted with a way back', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  const search = on.rules.getByRole('searchbox', { name: 'Search rules' });
  const name = 'Close what is tagged as spam';
  const commands = on.rules.getByRole('button', { name: `Commands for ${name}`, exact: true });

  await test.step('every typed word must be in the name, app, trigger or label', async () => {
    await search.fill('tagged spam');
    await expect(on.rules.getByRole('listitem')).toHaveCount(1);
    await search.fill('nothing has this name');
    await expect(on.rules).toContainText('No rule matches the search.');
    await search.fill('tagged spam');
  });

  await test.step('enabling keeps a version', async () => {
    await commands.click();
    await on.page.getByRole('menuitem', { name: 'Enable' }).click();
    await expect(on.rules.getByRole('button', { name: `enabled ${name}` })).toBeVisible();
    await on.open(name);
    await expect(on.statusBar).toContainText('v2 · enabled');
    await commands.click();
    await on.page.getByRole('menuitem', { name: 'Disable' }).click();
    await expect(on.statusBar).toContainText('v3 · disabled');
  });

  await test.step('a duplicate has a name of its own and is disabled', async () => {
    await commands.click();
    await on.page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect(on.title).toHaveText(/^Close what is tagged as spam.+/);
    await expect(on.rules.getByRole('listitem')).toHaveCount(2);
    await expect(on.statusBar).toContainText('v1 · disabled');
  });

  await test.step('a deleted rule is brought back', async () => {
    const copy = (await on.title.textContent()) ?? '';
    await on.rules.getByRole('button', { name: `Commands for ${copy}`, exact: true }).click();
    await on.page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(on.rules.getByRole('listitem')).toHaveCount(1);
    await expect(on.page.getByText('No rule is open')).toBeVisible();
    await expect(on.ruleRow(name), 'the focus goes to the rule beside it').toBeFocused();
    await on.button('Undo').filter({ hasText: 'Undo' }).click();
    await expect(on.rules.getByRole('listitem')).toHaveCount(2);
    await expect(on.title).toHaveText(copy);
  });
});

test('a version is kept with its reason and can be brought back', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open('Welcome new people in Cards');
  await on.field('Name').fill('Welcome everyone');
  await expect(on.statusBar).toContainText('draft v2');
  await on.page.keyboard.press('Control+s');
  await on.dialog.getByLabel(/^Reason/).fill('A warmer name');
  await on.page.keyboard.press('Enter');
  await expect(on.dialog).toBeHidden();
  await on.statusBar.getByRole('button', { name: /^v2/ }).click();
  const rows = on.panel.getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('A warmer name');
  await rows.last().getByRole('button', { name: 'Bring back as draft' }).click();
  await expect(on.title).toHaveText('Welcome new people in Cards');
  await expect(on.statusBar).toContainText('draft v3');
  await on.button('Undo: Bring back v1').click();
  await expect(on.title).toHaveText('Welcome everyone');
});

test('a click on a problem goes to its field, and its fix mends it', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open('Suspected card fraud: tag, alert, hand over');
  await on.select('step:s3');
  await on.field('Team').fill('fruad');
  await on.isSaved();
  await expect(on.node('step:s3').getByRole('img', { name: '1 problem' })).toBeVisible();
  await on.canvas.click({ position: { x: 10, y: 10 } });
  await on.page.keyboard.press('Alt+p');
  const problem = on.panel.getByRole('listitem').filter({ hasText: 'action 3: Escalate to people' });
  await problem.getByRole('button', { name: /fruad/ }).click();
  await expect(on.field('Team')).toBeFocused();
  await problem.getByRole('button').last().click();
  await expect(on.field('Team')).toHaveValue('fraud');
  await expect(problem).toHaveCount(0);
  await expect(on.statusBar).toContainText('No problems');
});

const billing = {
  name: 'Billing auto-escalate, imported',
  trigger: 'TicketCreated',
  conditions: [
    { field: 'priority', op: 'eq', value: 'high' },
    { field: 'tags', op: 'contains', value: 'billing' },
  ],
  actions: [
    { name: 'assign', params: { assignee_id: 123456 } },
    { name: 'add_internal_note', params: { text: 'Auto-routed to billing team' } },
  ],
  cooldown_s: 60,
};

test('rules of another system are imported, and a broken text is told where it is broken', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.command('Import rules');
  await expect(on.dialog.getByRole('radio', { name: 'Helpdesk' })).toBeChecked();
  const text = on.dialog.getByRole('textbox', { name: /^Rules as JSON/ });
  const submit = on.dialog.getByRole('button', { name: 'Import' });
  const message = on.dialog.getByRole('alert');

  await text.fill('{"name": "x",\n "trigger": }');
  await submit.click();
  await expect(message).toContainText('line 2, column 13');
  await text.fill(
    JSON.stringify({ ...billing, conditions: [{ field: 'priority', op: 'resembles', value: 1 }] }),
  );
  await submit.click();
  await expect(message).toContainText('conditions[0].op');
  await expect(text).toHaveValue(/resembles/);

  await text.fill(JSON.stringify(billing));
  await submit.click();
  await expect(message).toContainText('Scoped to helpdesk');
  await on.page.keyboard.press('Escape');
  await expect(on.title).toHaveText('Billing auto-escalate, imported');
  await expect(on.statusBar).toContainText('disabled');
  await expect(on.node('filter[1]')).toContainText('tags contains “billing”');
  await expect(on.steps).toHaveCount(2);
});
