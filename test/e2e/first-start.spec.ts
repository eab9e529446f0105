import { AxeBuilder } from '@axe-core/playwright';
import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

test('the first start shows a real rule, and a tour that ends in a dry run', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  const note = on.page.getByRole('dialog');
  const offer = on.page.getByRole('region', { name: 'Welcome' });

  await test.step('rules of all three packs, and a recording of each, are there with nothing set up', async () => {
    for (const team of ['Acme Bank', 'Northfield', 'Helpline'])
      await expect(on.rules.getByRole('region', { name: team })).toBeVisible();
    await expect(on.node('trigger')).toBeVisible();
    await on.page.keyboard.press('Alt+3');
    const recordings = on.page.getByRole('complementary', { name: 'Recordings' });
    for (const team of ['Acme Bank', 'Northfield', 'Helpline'])
      await expect(recordings.getByRole('button', { name: new RegExp(`^A day at ${team}`) })).toBeVisible();
    await on.page.keyboard.press('Alt+1');
  });

  await test.step('the tour is walked by keyboard alone, and nobody is kept out of it', async () => {
    await offer.getByRole('button', { name: 'Take the tour' }).focus();
    await on.page.keyboard.press('Enter');
    await expect(note).toHaveAccessibleName('These rules are real');
    await expect(note.getByRole('button', { name: 'Next' })).toBeFocused();
    const { violations } = await new AxeBuilder({ page: on.page }).include('[role="dialog"]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await on.page.keyboard.press('Enter');
    await expect(note).toHaveAccessibleName('Read it from top to bottom');
    await on.page.keyboard.press('Enter');
    await expect(note.getByRole('button', { name: 'Start the dry run' })).toBeFocused();
    await note.getByRole('button', { name: 'Back' }).click();
    await expect(note).toContainText('2 of 4');
    await on.page.keyboard.press('Enter');
  });

  await test.step('the studio can be used meanwhile: starting the dry run is the last step', async () => {
    await on.page.getByRole('radio', { name: 'Dry run' }).click();
    await expect(note).toHaveAccessibleName('This is what it would do');
    await expect(on.dryRunBar).toContainText('Would execute');
    await note.getByRole('button', { name: 'Done' }).click();
    await expect(note).toHaveCount(0);
  });

  await test.step('it is remembered as taken, and can be taken again', async () => {
    await on.page.reload();
    await on.isReady();
    await on.page.keyboard.press('Alt+1');
    await expect(on.rules.getByRole('listitem').first()).toBeVisible();
    await expect(offer).toHaveCount(0);
    await on.command('Take the tour');
    await expect(note).toContainText('1 of 4');
    await on.page.keyboard.press('Escape');
    await expect(note).toHaveCount(0);
    await on.page.getByRole('button', { name: 'Help', exact: true }).click();
    await expect(on.page.getByRole('menuitem', { name: 'Take the tour' })).toBeVisible();
  });
});
