import { AxeBuilder } from '@axe-core/playwright';
import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

test('a sentence becomes a rule, its questions are answered, and nothing is made before it is accepted', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  const open = (await on.title.textContent()) ?? '';
  await on.page.keyboard.press('Alt+n');
  await on.dialog.getByRole('option', { name: /^Write it in words/ }).click();
  const sentence = on.dialog.getByRole('textbox', { name: 'What should happen, and when?' });
  await expect(sentence).toBeFocused();
  await sentence.fill('When a VIP customer opens a session, tag it vip and escalate to the fraud team');

  const graph = on.dialog.getByRole('list', { name: 'The rule it would become' });
  await expect(graph.getByRole('listitem')).toHaveCount(5);
  await expect(graph).toContainText('No app yet');
  const questions = on.dialog.getByRole('list', { name: 'Open questions' });
  await expect(questions.getByRole('listitem')).toHaveCount(1);
  await expect(on.dialog.getByRole('status'), 'it is read out').toContainText('1 open question: ');
  await questions.getByRole('button', { name: 'Cards' }).click();
  await expect(questions).toBeHidden();
  await expect(sentence).toHaveValue(/^For Cards only: When a VIP customer/);
  await expect(sentence, 'what was answered is gone').toBeFocused();
  await expect(graph).toContainText('Cards');
  await expect(on.page.locator('h1')).toHaveText(open);

  const clause = on.dialog.getByRole('button', { name: 'escalate to the fraud team', exact: true });
  await clause.focus();
  await expect(graph.getByRole('button', { name: /Escalate to people/ })).toHaveAttribute(
    'data-pointed',
    'true',
  );
  await graph.getByRole('button', { name: /Escalate to people/ }).hover();
  await expect(clause).toHaveAttribute('data-pointed', 'true');

  await sentence.press('Enter');
  await expect(on.dialog).toBeHidden();
  await expect(on.node('trigger')).toContainText('Session opened');
  await expect(on.steps).toHaveCount(2);
  await expect(on.statusBar).toContainText('v1 · disabled');
});

test('an open rule is replaced only after its differences were shown, and undo brings it back', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open('Suspected card fraud: tag, alert, hand over');
  await on.page.keyboard.press('Alt+Shift+w');
  const sentence = on.dialog.getByRole('textbox', { name: 'What should happen, and when?' });
  await sentence.fill('When a session opens on Cards with the topic fraud, tag it fraud-suspect');
  const changes = on.dialog.getByRole('region', { name: 'What would change' });
  await expect(changes.getByRole('listitem').first()).toBeVisible();
  await expect(on.steps).toHaveCount(3);
  await on.dialog.getByRole('button', { name: 'Replace the rule' }).click();
  await expect(on.steps).toHaveCount(1);
  await on.button('Undo: Write it in words').click();
  await expect(on.steps).toHaveCount(3);
});

test('a rule that was only begun is finished in a sentence, and Claude without a key leaves it to this machine', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.page.keyboard.press('Alt+n');
  await on.dialog.getByRole('combobox').fill('TicketCreated');
  await on.page.keyboard.press('Enter');
  const bar = on.page.getByLabel('Say in a sentence what this rule should do');
  await bar.fill('set the priority to urgent');
  await bar.press('Enter');
  const sentence = on.dialog.getByRole('textbox');
  await expect(sentence).toHaveValue('When ticket created, set the priority to urgent');
  await on.dialog.getByRole('radio', { name: 'Claude' }).click();
  await expect(on.dialog.getByRole('button', { name: 'Replace the rule' })).toBeDisabled();
  await sentence.press('Enter');
  await expect(on.dialog).toContainText('No key for Claude is set. The sentence was read on this machine');
  await on.dialog.getByRole('button', { name: 'Replace the rule' }).click();
  await expect(on.steps).toHaveCount(1);
  await expect(bar).toBeHidden();
});

test('what cannot be read is asked, and there is nothing to accept', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.page.keyboard.press('Alt+w');
  await on.dialog.getByRole('textbox').fill('Make sure our customers are happy');
  await expect(on.dialog.getByRole('list', { name: 'Open questions' })).toContainText(
    'Make sure our customers are happy',
  );
  const create = on.dialog.getByRole('button', { name: 'Create the rule' });
  await expect(create).toBeDisabled();
  // However much is asked, what answers the dialog stays in sight.
  await on.page.setViewportSize({ width: 1024, height: 480 });
  await on.dialog
    .getByRole('textbox')
    .fill('When a session opens on cards and the customer is angry, tag it urgent and email them');
  await expect(create).toBeEnabled();
  await expect(create).toBeInViewport({ ratio: 1 });
  // A question without choices leads to the words it is about.
  await on.dialog.getByRole('button', { name: 'Say it differently: customer is angry' }).click();
  await on.page.keyboard.type('topic is fraud');
  await expect(on.dialog.getByRole('textbox')).toHaveValue(/and the topic is fraud, tag it urgent/);
  await on.dialog.getByRole('textbox').fill('When a session opens on cards about fraud, tag it urgent');
  await on.dialog.getByRole('button', { name: 'Topic is “fraud”' }).click();
  await expect(on.dialog.getByRole('list', { name: 'Open questions' })).toHaveCount(0);
});

for (const theme of ['light', 'dark'] as const) {
  test(`everyone can write in words, ${theme}`, async ({ studio }) => {
    const on = new StudioPage(studio.page);
    await on.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await on.isReady();
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1024, height: 700 },
    ]) {
      await on.page.setViewportSize(size);
      await on.page.keyboard.press('Alt+w');
      await on.dialog
        .getByRole('textbox')
        .fill(
          'When a VIP customer opens a session and sounds angry, tag it vip, at most once an hour per session',
        );
      await expect(on.dialog.getByRole('list', { name: 'Open questions' })).toBeVisible();
      const axe = new AxeBuilder({ page: on.page }).include('[role="dialog"]');
      const { violations } = await axe.analyze();
      expect(
        violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.failureSummary}`)),
      ).toEqual([]);
      const folder = process.env.COMPOSE_SCREENS;
      if (folder) await on.page.screenshot({ path: `${folder}/compose-${theme}-${size.width}.png` });
      await on.page.keyboard.press('Escape');
    }
  });
}
