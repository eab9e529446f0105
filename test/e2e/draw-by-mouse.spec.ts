import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

test('the fraud rule is drawn from nothing by mouse, tried, changed in code, undone, and there after a restart', async ({
  studio,
}) => {
  let on = new StudioPage(studio.page);
  await on.isReady();

  await test.step('a new rule that waits for an opened session', async () => {
    await on.button('New rule').first().click();
    await on.dialog.getByRole('option', { name: /^Session opened/ }).click();
    await expect(on.title).toHaveText('When session opened');
    await on.field('Name').fill('My fraud rule');
    await expect(on.title).toHaveText('My fraud rule');
  });

  await test.step('only for Cards', async () => {
    await expect(on.node('scope')).toContainText('never fires');
    await on.node('scope').click();
    await on.inspector.getByRole('checkbox', { name: 'Cards' }).check();
    await expect(on.inspector).toContainText('Will fire on Cards only; Loans and Insurance are ignored.');
    await expect(on.node('scope')).toContainText('Cards');
  });

  await test.step('if its topic is fraud', async () => {
    await on.node('filter').getByRole('button', { name: 'Condition' }).click();
    await on.dialog.getByRole('combobox').fill('topic');
    await on.dialog.getByRole('option', { name: /^session\.topic/ }).click();
    await expect(on.field('Value')).toBeFocused();
    await on.field('Value').fill('fraud');
    await expect(on.node('filter[0]')).toContainText('session.topic equals “fraud”');
  });

  await test.step('tag the session', async () => {
    await on.button('Add action').click();
    await on.dialog.getByRole('option', { name: /^Tag the session/ }).click();
    await expect(on.node('end').getByRole('button')).toBeInViewport({ ratio: 0.99 });
    await on.field('Tags').fill('fraud-suspect');
    await on.field('Tags').press('Enter');
    await expect(on.node('step:s1')).toContainText('fraud-suspect');
  });

  await test.step('send an e-mail', async () => {
    await on.button('Add action').click();
    await on.dialog.getByRole('option', { name: /^Send e-mail/ }).click();
    await expect(on.node('end').getByRole('button')).toBeInViewport({ ratio: 0.99 });
    await on.field('To').fill('fraud-ops@acme-bank.com');
    await on.field('To').press('Enter');
    await on.field('Template').click();
    await on.page.getByRole('option', { name: /^fraud-alert-v2/ }).click();
    await expect(on.node('step:s2')).toContainText('fraud-ops@acme-bank.com');
    await expect(on.node('step:s2')).toContainText('fraud-alert-v2');
  });

  await test.step('escalate to the fraud team, pinned to Sara', async () => {
    await on.button('Add action').click();
    await on.dialog.getByRole('option', { name: /^Escalate to people/ }).click();
    await on.field('Team').click();
    await on.page.getByRole('option', { name: /^fraud/ }).click();
    await on.field('Pin to').click();
    await on.page.getByRole('option', { name: /m_sara_k/ }).click();
    await expect(on.node('end').getByRole('button')).toBeInViewport({ ratio: 0.99 });
    await expect(on.node('step:s3')).toContainText('m_sara_k');
    await on.isSaved();
  });

  await test.step('dry run: three actions would run', async () => {
    await on.page.getByRole('radio', { name: 'Dry run' }).click();
    await expect(on.dryRunBar).toContainText('No side effects');
    await expect(on.dryRunBar.getByRole('status')).toHaveText('Would execute: 3 actions');
    for (const step of ['s1', 's2', 's3']) await expect(on.node(`step:${step}`)).toContainText('Would run');
    await expect(on.node('filter[0]')).toContainText('was “fraud”');
    await expect(on.node('filter[0]')).toContainText('Passed');
    await on.select('step:s2');
    await expect(on.inspector).toContainText('Suspected fraud in session');
  });

  await test.step('a sample that does not match would not fire, one of another app is not considered', async () => {
    await on.events.getByRole('button', { name: /^Question about a limit/ }).click();
    await expect(on.dryRunBar.getByRole('status')).toHaveText('Would not fire: a condition does not hold');
    await expect(on.node('filter[0]')).toContainText('was “card-limit”');
    await expect(on.node('filter[0]')).toContainText('Failed');
    await expect(on.node('step:s1')).toContainText('Not reached');
    await on.events.getByRole('button', { name: /^Suspected fraud, Loans/ }).click();
    await expect(on.dryRunBar.getByRole('status')).toHaveText(
      'Not considered: the event’s app is not in the scope',
    );
  });

  await test.step('a step forward and a step back', async () => {
    await on.events.getByRole('button', { name: /^Suspected fraud, Cards/ }).click();
    await on.button('Back to the start').click();
    await expect(on.dryRunBar.getByRole('status')).toHaveText('Paused before the trigger');
    for (let click = 0; click < 4; click++) await on.button(/^Step$/).click();
    await expect(on.dryRunBar.getByRole('status')).toHaveText('Paused before action 1: Tag the session');
    await expect(on.node('filter[0]')).toContainText('Passed');
    await expect(on.node('step:s1')).toContainText('Not yet');
    await on.button(/^Step$/).click();
    await expect(on.node('step:s1')).toContainText('Would run');
    await on.button('Step back').click();
    await expect(on.node('step:s1')).toContainText('Not yet');
    await on.button('Run to the end or a breakpoint').click();
    await expect(on.dryRunBar.getByRole('status')).toHaveText('Would execute: 3 actions');
    await on.page.getByRole('radio', { name: 'Author' }).click();
  });

  await test.step('the canvas follows a change in code', async () => {
    await on.show('Split');
    await on.typeOverCode('"value": "fraud"', '"value": "stolen-card"');
    await expect(on.node('filter[0]')).toContainText('session.topic equals “stolen-card”');
  });

  await test.step('undo brings the condition back, in canvas and code', async () => {
    await on.undoAll('Edit code');
    await expect(on.node('filter[0]')).toContainText('session.topic equals “fraud”');
    await expect(on.code).toContainText('"fraud"');
    await expect(on.code).not.toContainText('stolen-card');
    await on.show('Visual');
  });

  await test.step('a node stays where it is put', async () => {
    const { mouse } = on.page;
    const box = await on.node('trigger').boundingBox();
    if (!box) throw new Error('the trigger is not on the screen');
    await mouse.move(box.x + 60, box.y + 20);
    await mouse.down();
    await mouse.move(box.x - 140, box.y + 20, { steps: 6 });
    await mouse.up();
    await expect(on.button('Undo: Move node')).toBeEnabled();
  });

  await test.step('a version with a reason', async () => {
    await on.button('Save version').click();
    await on.dialog.getByLabel(/^Reason/).fill('First light');
    await on.dialog.getByRole('button', { name: 'Save version' }).click();
    await expect(on.statusBar).toContainText('v2 · disabled');
    await on.isSaved();
  });

  await test.step('after a restart everything is there', async () => {
    const placed = await on.node('trigger').getAttribute('style');
    await studio.restart();
    on = new StudioPage(studio.page);
    await on.page.reload();
    await on.isReady();
    await expect(on.title).toHaveText('My fraud rule');
    await expect(on.node('scope')).toContainText('Cards');
    await expect(on.node('filter[0]')).toContainText('session.topic equals “fraud”');
    await expect(on.steps).toHaveCount(3);
    expect((await on.node('trigger').getAttribute('style'))?.match(/translate\([^)]*\)/)?.[0]).toBe(
      placed?.match(/translate\([^)]*\)/)?.[0],
    );
    await on.statusBar.getByRole('button', { name: /^v2/ }).click();
    await expect(on.panel).toContainText('First light');
  });
});
