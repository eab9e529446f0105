import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

test.beforeEach(async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
});

test('a step dragged over another takes its place, and the chain stays one line', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.drag(on.node('step:s3'), on.node('step:s1'), 0.1);
  await expect(on.steps.nth(0)).toContainText('Escalate to people');
  await expect(on.steps.nth(1)).toContainText('Tag the session');
  await expect(on.steps.nth(2)).toContainText('Send e-mail');
  await expect(on.canvas.locator('.react-flow__edge')).toHaveCount(6);
  await on.button('Undo: Move action').click();
  await expect(on.steps.nth(2)).toContainText('Escalate to people');
});

test('a condition dragged past another stands behind it, dragged out of its group beside the group', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.drag(on.node('filter[0].any[0]'), on.node('filter[0].any[1]'), 0.9);
  await expect(on.node('filter[0].any[1]')).toContainText('session.topic');
  await on.drag(on.node('filter[0].any[1]'), on.node('filter').getByText('If all of these hold'), 0.5);
  await expect(on.node('filter[0]')).toContainText('session.topic');
  await expect(on.node('filter[1].any[0]')).toContainText('session.text');
  await on.isSaved();
});

test('a deleted step leaves its neighbours joined, a deleted group takes what is in it', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.select('step:s2');
  await on.page.keyboard.press('Delete');
  await expect(on.steps).toHaveCount(2);
  await expect(on.canvas.locator('.react-flow__edge')).toHaveCount(5);
  await on.select('filter[0]');
  await on.page.keyboard.press('Delete');
  await expect(on.node('filter')).toContainText('Every event of this type');
  await on.page.keyboard.press('Control+z');
  await on.page.keyboard.press('Control+z');
  await expect(on.steps).toHaveCount(3);
  await expect(on.node('filter[0].any[1]')).toBeVisible();
});

test('deleting a not together with what is in it leaves the next condition alone', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.select('filter[0].any[0]');
  await on.command('Negate');
  await expect(on.node('filter[0].any[0]')).toContainText('Not');
  await on.select('filter[0].any[0]');
  await on.page.keyboard.down('Shift');
  await on.select('filter[0].any[0].not');
  await on.page.keyboard.up('Shift');
  await on.page.keyboard.press('Delete');
  await expect(on.node('filter[0].any[0]')).toContainText('session.text');
  await expect(on.node('filter[0].any[1]')).toHaveCount(0);
});

test('what is switched off says so, and a dry run leaves it out', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.select('step:s2');
  await on.page.keyboard.press('d');
  await expect(on.node('step:s2')).toContainText('Off');
  await on.select('filter[0].any[1]');
  await on.page.keyboard.press('d');
  await expect(on.node('filter[0].any[1]')).toContainText('Off');
  await on.page.keyboard.press('Control+Enter');
  await expect(on.dryRunBar.getByRole('status')).toHaveText('Would execute: 2 actions');
  await expect(on.node('step:s2')).toContainText('Off');
  await expect(on.node('step:s2')).not.toContainText('Would run');
});

test('any and all are switched without losing what is in the group', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.select('filter[0]');
  await on.inspector.getByRole('radio', { name: 'All of' }).click();
  await expect(on.node('filter[0]')).toContainText('All of these');
  await expect(on.node('filter[0].all[1]')).toContainText('session.text');
});

test('a plus on a line inserts an action right there', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.canvas.getByRole('button', { name: 'Insert an action here' }).nth(1).click();
  await on.dialog.getByRole('option', { name: /^Assign to operator/ }).click();
  await expect(on.steps.nth(1)).toContainText('Assign to operator');
});

test('new nodes are dragged out of the list, several move as one, and a line drawn to a node has it follow', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await test.step('an action lands between two others, a condition in its group', async () => {
    await on.page.keyboard.press('n');
    await on.drag(on.dialog.getByRole('option', { name: /^Assign to operator/ }), on.node('step:s2'), 0.2);
    await expect(on.steps.nth(1)).toContainText('Assign to operator');
    await expect(on.dialog).toHaveCount(0);
    await on.page.keyboard.press('Escape');
    await on.page.keyboard.press('n');
    const field = on.dialog.getByRole('option', { name: /^session\.channel/ });
    await on.drag(field, on.node('filter[0].any[1]'), 0.1);
    await expect(on.node('filter[0].any[1]')).toContainText('session.channel');
    await on.undoAll('Add');
    await expect(on.steps).toHaveCount(3);
  });

  await test.step('two steps are carried together, and stay selected', async () => {
    await on.select('step:s2');
    await on.page.keyboard.down('Shift');
    await on.select('step:s3');
    await on.page.keyboard.up('Shift');
    await on.drag(on.node('step:s3'), on.node('step:s1'), 0.1);
    await expect(on.steps.nth(0)).toContainText('Send e-mail');
    await expect(on.steps.nth(1)).toContainText('Escalate to people');
    await expect(on.canvas.locator('.react-flow__node.selected')).toHaveCount(2);
    await on.page.keyboard.press('Alt+ArrowDown');
    await expect(on.steps.nth(0)).toContainText('Tag the session');
    await expect(on.canvas.locator('.react-flow__node.selected')).toHaveCount(2);
    await on.select('step:s3');
    await expect(on.canvas.locator('.react-flow__node.selected')).toHaveCount(1);
    await on.undoAll('Move nodes');
    await on.undoAll('Move actions');
    await expect(on.steps.nth(2)).toContainText('Escalate to people');
  });

  await test.step('a line from the first step to the third has the third follow the first', async () => {
    await on.drag(on.node('step:s1').locator('.source'), on.node('step:s3').locator('.target'), 0.5);
    await expect(on.steps.nth(1)).toContainText('Escalate to people');
    await expect(on.canvas.locator('.react-flow__edge')).toHaveCount(6);
    await on.undoAll('Move action');
    await on.drag(on.node('step:s3').locator('.target'), on.node('step:s1'), 0.5);
    await expect(on.steps.nth(1)).toContainText('Escalate to people');
    await on.undoAll('Move action');
  });

  await test.step('one group is put around two conditions', async () => {
    await on.select('filter[0].any[0]');
    await on.page.keyboard.down('Shift');
    await on.select('filter[0].any[1]');
    await on.page.keyboard.up('Shift');
    await on.command('Wrap in “all of”');
    await expect(on.node('filter[0].any[0].all[1]')).toContainText('session.text');
  });

  await test.step('a longer rule has an overview that tells names, and from afar nodes are their names', async () => {
    await on.page.keyboard.press('Control+a');
    await on.page.keyboard.press('Control+d');
    await expect(on.steps).toHaveCount(6);
    const overview = on.canvas.getByRole('img', { name: 'Overview of the canvas' });
    await overview.hover({ position: { x: 30, y: 12 } });
    await expect(overview).toHaveText('When: Session opened');
    await overview.click({ position: { x: 30, y: 12 } });
    for (let time = 0; time < 6; time++) await on.button('Zoom out').click();
    await expect(on.node('trigger')).toHaveText('When: Session opened');
    await expect(on.canvas.getByRole('button', { name: 'Insert an action here' })).toHaveCount(0);
  });
});

test('nodes are copied into another rule in another window', async ({ studio }, testInfo) => {
  test.skip(testInfo.project.name === 'desktop', 'the desktop has one window');
  const on = new StudioPage(studio.page);
  await on.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await on.select('step:s1');
  await on.page.keyboard.press('Control+a');
  await on.page.keyboard.press('Control+c');

  const other = new StudioPage(await on.page.context().newPage());
  await other.page.goto(on.page.url());
  await other.isReady();
  await other.open('VIP customers get the least busy colleague');
  const before = await other.steps.count();
  await other.canvas.click({ position: { x: 20, y: 20 } });
  await other.page.keyboard.press('Control+v');
  await expect(other.steps).toHaveCount(before + 3);
  await expect(other.steps.last()).toContainText('Escalate to people');
  await expect(other.canvas.locator('.react-flow__node.selected')).not.toHaveCount(1);
  await expect(other.inspector).toContainText(/^\d+ selected; this is the last one/);
  await expect(other.button('Undo: Paste')).toBeEnabled();
  await other.isSaved();
  await other.page.close();
});
