import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

test('the window is as it was left: modes change nothing of it, a restart neither', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  const edge = (name: string) => on.page.getByRole('separator', { name });
  const width = async () => Math.round((await on.inspector.boundingBox())?.width ?? 0);
  await on.isReady();
  await on.open('Suspected card fraud: tag, alert, hand over');

  await test.step('selection, viewport and an edit survive every change of mode', async () => {
    await on.select('step:s2');
    await on.button('Zoom in').click();
    await on.field('Note').fill('kept');
    const viewport = () => on.canvas.locator('.react-flow__viewport').getAttribute('style');
    const before = await viewport();
    for (const key of ['Alt+2', 'Alt+3', 'Alt+4', 'Alt+h', 'Alt+s']) await on.page.keyboard.press(key);
    // Nothing is taken back out of sight.
    await on.page.keyboard.press('Control+z');
    await expect(on.button('Undo')).toBeDisabled();
    await on.page.keyboard.press('Alt+1');
    await expect(on.node('step:s2')).toHaveClass(/selected/);
    await expect(on.field('Note')).toHaveValue('kept');
    await expect.poll(viewport).toBe(before);
    await on.show('Split');
    await expect(on.code.locator('.view-line').first()).toBeVisible();
    await expect(on.node('step:s2')).toHaveClass(/selected/);
    await on.show('Visual');
    await on.button(/^Undo: /).click();
    await expect(on.field('Note')).not.toHaveValue('kept');
  });

  await test.step('a version can be saved from every mode, and keys are heard after it', async () => {
    for (const key of ['Alt+3', 'Alt+4', 'Alt+h', 'Alt+s', 'Alt+1']) {
      await on.page.keyboard.press(key);
      await on.page.keyboard.press('Control+s');
      await expect(on.dialog).toContainText('Save version');
      await on.page.keyboard.press('Escape');
      await expect(on.dialog).toBeHidden();
    }
    await expect(on.page.getByRole('radio', { name: 'Author' })).toBeChecked();
  });

  await test.step('panels are made wider and higher by mouse and by keyboard', async () => {
    const start = await width();
    await edge('Width of the inspector').focus();
    await on.page.keyboard.press('ArrowLeft');
    await expect.poll(width).toBe(start + 16);
    await on.page.keyboard.press('Alt+p');
    const panel = on.page.getByRole('tab', { name: /^Problems/ });
    const top = async () => Math.round((await panel.boundingBox())?.y ?? 0);
    const line = await edge('Height of the bottom panel').boundingBox();
    if (!line) throw new Error('the edge is not on the screen');
    const before = await top();
    await on.page.mouse.move(line.x + 300, line.y + 3);
    await on.page.mouse.down();
    await on.page.mouse.move(line.x + 300, line.y - 47, { steps: 4 });
    await on.page.mouse.up();
    await expect.poll(top).toBe(before - 50);
  });

  await test.step('mode, panels and their sizes are there after a restart', async () => {
    await on.page.getByRole('tab', { name: 'Data' }).click();
    await on.page.keyboard.press('Alt+2');
    await expect(on.dryRunBar).toBeVisible();
    const wide = await width();
    await on.page.reload();
    await expect(on.dryRunBar).toBeVisible();
    await expect(on.page.getByRole('tab', { name: 'Data', selected: true })).toBeVisible();
    expect(await width()).toBe(wide);
    await edge('Width of the inspector').dblclick();
    await expect.poll(width).toBeLessThan(wide);
  });

  await test.step('a window narrower than the studio is scrolled: nothing is out of reach', async () => {
    await on.page.setViewportSize({ width: 800, height: 600 });
    await on.page.mouse.move(400, 590);
    await on.page.mouse.wheel(400, 0);
    await expect(on.button('Save version')).toBeInViewport({ ratio: 1 });
  });
});
