import type { Hands } from './pages/hands.ts';
import { bothHands } from './pages/hands.ts';
import { ReplayPage } from './pages/replay-page.ts';
import type { StudioPage } from './pages/studio-page.ts';
import { expect, test as studioTest } from './studio-fixture.ts';
import { fraudEvent, type World, test as worldTest } from './world-fixture.ts';

/*
 * What QA, an admin and somebody on call come for, told twice: by mouse, and by keyboard alone. What a designer comes for
 * is in `draw-by-mouse` and `draw-by-keyboard`.
 */

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

// Walking by keys to everything takes a while.
studioTest.describe.configure({ timeout: 120_000 });

for (const hands of bothHands) {
  studioTest(
    `QA replays a day, pins what a rule does, sees an edit turn it red and why, ${hands.name}`,
    async ({ studio }) => {
      const on = new ReplayPage(studio.page);
      const { keyboard } = on.page;
      await on.isReady();
      await keyboard.press('Alt+3');
      await hands.press(on.recordings.getByRole('button', { name: /^A day at Acme Bank/ }));
      await hands.press(on.button(/^Replay \d+ rules$/));
      await expect(on.bar).toContainText('10,000 events');
      await hands.press(on.rows.first());
      if (hands.name === 'by keyboard') await keyboard.press('Enter');
      const opened = on.page.getByRole('region', { name: 'Opened run' });
      await expect(on.node('trigger')).toContainText('Passed');
      await hands.press(opened.getByRole('button', { name: 'Open in draft' }));
      await hands.press(on.dryRunBar.getByRole('button', { name: 'Save as expectation' }));
      await expect(on.expectations).toContainText('1 expectation, all hold');
      await keyboard.press('Alt+1');
      await hands.select(on.steps.first());
      await keyboard.press('Delete');
      await expect(on.expectations).toContainText('1 of 1 fail');
      await expect(on.expectations).toContainText(/expected \d steps? .*, got \d steps?/);
      await keyboard.press('Control+z');
      await expect(on.expectations).toContainText('1 expectation, all hold');
    },
  );

  worldTest(
    `an admin reviews a change in words, publishes it and takes it back, ${hands.name}`,
    async ({ studio, world }) => {
      const on = new ReplayPage(studio.page);
      const { keyboard } = on.page;
      await on.isReady();
      await join(on, world, hands);
      await keyboard.press('Alt+1');
      await hands.press(on.ruleRow(fraudRule).first());
      await expect(on.title).toHaveText(fraudRule);
      if (hands.name === 'by mouse') await on.canvas.click({ position: { x: 8, y: 8 } });
      await hands.write(on.field('Order'), '30');
      await on.isSaved();
      await keyboard.press('Alt+4');
      const unsaved = on.changes.getByRole('region', { name: 'Not saved as a version' });
      await hands.press(unsaved.getByRole('button', { name: new RegExp(fraudRule) }));
      await expect(on.page.getByRole('radio', { name: 'Author' })).toBeChecked();
      await keyboard.press('Control+s');
      await hands.press(on.dialog.getByRole('button', { name: 'Save version' }));
      await expect(on.dialog).toBeHidden();
      await keyboard.press('Alt+4');
      await hands.press(on.button('Plan again'));
      await hands.press(on.changes.getByRole('button', { name: new RegExp(fraudRule) }));
      await expect(on.review).toContainText('order 10 → 30');
      await expect(on.review).toContainText(/“[^”]+” matches some events that/);
      await hands.press(on.inspector.getByRole('button', { name: /^Publish \d+ rules?…/ }));
      await hands.write(on.dialog.getByLabel('Type production to go on'), 'production');
      await hands.press(on.dialog.getByRole('button', { name: /^Publish/ }));
      await expect(on.review.getByRole('status')).toContainText('All of it is live in production');
      await keyboard.press('Alt+1');
      await on.command('Roll back the open rule');
      await hands.press(on.dialog.getByRole('button', { name: 'Roll back to v1' }));
      await hands.write(on.dialog.getByLabel('Type production to go on'), 'production');
      await hands.press(on.dialog.getByRole('button', { name: 'Roll back to v1' }));
      await expect(on.review.getByRole('status')).toContainText('All of it is live in production');
    },
  );

  worldTest(
    `somebody on call opens a failed run, sees what decided it, and runs it again, ${hands.name}`,
    async ({ studio, world }) => {
      const on = new ReplayPage(studio.page);
      const { keyboard } = on.page;
      world.refuseMail(true);
      await world.workspace.send(fraudEvent('e_night'));
      await on.isReady();
      await join(on, world, hands);
      await keyboard.press('Alt+h');
      await hands.press(on.runs.getByRole('button', { name: /2 actions, 1 failed/ }));
      await expect(on.node('step:s2')).toContainText('Failed');
      await expect(on.page.getByRole('region', { name: 'Run', exact: true })).toContainText(fraudRule);
      await expect(on.node('trigger')).toContainText('Passed');
      await hands.select(on.node('step:s2'));
      await keyboard.press('Delete');
      await expect(on.node('step:s2')).toBeVisible();
      await expect(on.inspector).toContainText('no such mailbox');
      world.refuseMail(false);
      await hands.press(on.button('Run again…'));
      await expect(on.dialog.getByRole('region', { name: 'Done already' })).toContainText('tag_session');
      await hands.press(on.dialog.getByRole('button', { name: 'Run again' }));
      await expect.poll(() => world.mail.received.length).toBe(1);
      await expect(on.runs.getByText(/run again/)).toBeVisible();
    },
  );
}

/** Joins the workspace as an admin and takes over what is in it. */
async function join(on: StudioPage, { workspace }: World, hands: Hands): Promise<void> {
  await on.page.keyboard.press('Alt+s');
  const form = on.page.getByRole('region', { name: 'Add a workspace' });
  await hands.write(form.getByLabel('Name'), 'production');
  await hands.write(form.getByLabel('Address'), workspace.address);
  await hands.write(form.getByLabel('Token'), workspace.token('admin'));
  await hands.press(form.getByRole('button', { name: 'Test and add' }));
  await expect(form.getByRole('status')).toContainText('Added');
  await on.page.keyboard.press('Alt+4');
  await expect(on.environment).toContainText('Reachable');
  await hands.press(on.environment.getByRole('button', { name: 'Pull' }));
  await expect(on.page.getByText(/taken over|Nothing new/).first()).toBeVisible();
}
