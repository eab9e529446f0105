import { gzipSync } from 'node:zlib';
import { builtInPacks, createCatalog } from '../../engine/catalog/index.ts';
import { createSampleRecording } from '../../engine/replay/index.ts';
import { ReplayPage } from './pages/replay-page.ts';
import { expect, test } from './studio-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

function recordingOf(events: number): Buffer {
  const all = createSampleRecording(createCatalog(builtInPacks()), { seed: 11, events });
  return Buffer.from([...all].map((event) => `${JSON.stringify(event)}\n`).join(''));
}

test('a day is replayed, filtered, and one match opened and taken into the draft', async ({ studio }) => {
  const on = new ReplayPage(studio.page);
  await on.isReady();
  await on.openReplay();
  await on.recordings.getByRole('button', { name: /^A day at Acme Bank/ }).click();
  await on.page.getByLabel('Rules', { exact: true }).selectOption('enabled');
  await on.button(/^Replay \d+ rules$/).click();
  await expect(on.bar).toContainText(/matches: \d+ rules on A day at Acme Bank/);
  await expect(on.bar).toContainText('10,000 events');
  await expect(on.rows.first()).toBeVisible();
  // The stage has no canvas or code to choose here.
  await expect(on.page.getByRole('radio', { name: 'Split' })).toBeHidden();
  await on.page.getByLabel('Reason').selectOption('Cooldown');
  await expect(on.rows.first()).toContainText('Held back: cooldown');
  await on.button('Clear').click();

  await on.page.getByRole('radio', { name: 'Rules × outcomes' }).click();
  await on.button(new RegExp(`^${fraudRule}: .* matches, show them`)).click();
  await expect(on.page.getByLabel('Rule', { exact: true })).toHaveValue('r_fraud_cards');
  for (const row of (await on.rows.all()).slice(0, 5))
    await expect(row).toContainText('Suspected card fraud');

  await on.matches.focus();
  await on.page.keyboard.press('ArrowDown');
  await on.page.keyboard.press('Enter');
  const opened = on.page.getByRole('region', { name: 'Opened run' });
  await expect(opened).toContainText(fraudRule);
  // Its sign and its words stand on one line.
  const verdict = on.page
    .getByRole('main')
    .getByText(/^Would execute: \d actions$/)
    .locator('..');
  expect((await verdict.boundingBox())?.height).toBeLessThan(45);
  await expect(on.node('trigger')).toContainText('Passed');
  await on.inspector.getByRole('tab', { name: 'All rules' }).click();
  await expect(on.inspector).toContainText('Would run, in this order');
  await opened.getByRole('button', { name: 'Results' }).click();
  await expect(on.matches).toBeVisible();

  await on.rows.nth(1).click();
  await opened.getByRole('button', { name: 'Open in draft' }).click();
  await expect(on.page.getByRole('radio', { name: 'Dry run' })).toBeChecked();
  await expect(on.title).toHaveText(fraudRule);
  await expect(on.events.getByRole('button', { name: /^Your event/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('files travel as uploads: packed ones are read, others refused in words', async ({ studio }) => {
  const on = new ReplayPage(studio.page);
  await on.isReady();
  await on.openReplay();
  const bytes = gzipSync(recordingOf(4000), { level: 0 });
  const name = 'march.jsonl.gz';
  const choosing = on.page.waitForEvent('filechooser');
  await on.button('Add a recording').click();
  await (await choosing).setFiles([{ name, mimeType: 'application/gzip', buffer: bytes }]);
  const row = on.recordings.getByRole('button', { name: /^march\.jsonl\.gz/ });
  await expect(row).toContainText('4,000 events');
  await expect(row).toHaveAttribute('aria-pressed', 'true');

  // A recorder that was cut off leaves half a line behind.
  const cut = on.page.waitForEvent('filechooser');
  await on.button('Add a recording').click();
  const half = Buffer.from(`${recordingOf(20)}{"id":"e_ha`);
  await (await cut).setFiles([{ name: 'cut.jsonl', mimeType: 'application/jsonl', buffer: half }]);
  await expect(on.inspector).toContainText('cut.jsonl');
  await expect(on.inspector).toContainText(/Span\d+ \w+ 2026, \d\d:\d\d to .* UTC/);

  const again = on.page.waitForEvent('filechooser');
  await on.button('Add a recording').click();
  const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not an event\n') };
  await (await again).setFiles([notes]);
  await expect(on.recordings.getByRole('alert')).toContainText('This is no recording');
  await on.button('Dismiss notes.txt').click();
  await expect(on.recordings.getByRole('alert')).toHaveCount(0);
});

test('results are there after the studio was started again, and after a reload', async ({ studio }) => {
  const on = new ReplayPage(studio.page);
  await on.isReady();
  await on.openReplay();
  await on.button(/^Replay \d+ rules$/).click();
  await expect(on.bar).toContainText('Replay again');
  await studio.restart();
  await studio.page.reload();
  const after = new ReplayPage(studio.page);
  await after.isReady();
  await after.openReplay();
  await after.recordings.getByRole('button', { name: /^finished \d+ rules/ }).click();
  await expect(after.rows.first()).toBeVisible();

  await on.page.keyboard.press('Alt+h');
  await on.page.getByRole('radio', { name: 'This machine' }).click();
  await on.page
    .getByRole('complementary', { name: 'Runs' })
    .getByRole('button', { name: /A day at/ })
    .click();
  await expect(on.page.getByRole('radio', { name: 'Replay' })).toBeChecked();
  await expect(on.rows.first()).toBeVisible();
});

test('near misses offer edits, the comparison shows what they change, and undo takes them back', async ({
  studio,
}) => {
  const on = new ReplayPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.openReplay();
  await on.recordings.getByRole('button', { name: /^A day at Acme Bank/ }).click();
  await on.button('Find near misses').click();
  await expect(on.page.getByRole('region', { name: 'Near misses' })).toContainText('Why not');
  await on.button('Apply to the draft').first().click();
  await expect(on.title.locator('..')).toContainText('draft');
  await on.isSaved();
  await on.page.getByRole('region', { name: 'Near misses' }).getByRole('button', { name: 'Back' }).click();
  await on.page.getByLabel('Rules', { exact: true }).selectOption('open');
  await on.button('Compare with saved').click();
  await expect(on.page.getByRole('region', { name: 'Comparison' })).toContainText(/outcomes? differ/);
  await on.button('Sample').first().click();
  const opened = on.page.getByRole('region', { name: 'Opened run' });
  await expect(opened).toContainText('Draft');
  await opened.getByRole('button', { name: 'Last saved' }).click();
  await expect(opened.getByRole('button', { name: 'Draft', exact: true })).toBeVisible();
  await on.button(/^Undo/).click();
  await on.page.keyboard.press('Alt+1');
  await on.isSaved();
  await expect(on.title.locator('..')).not.toContainText('draft');
});

test('an expectation is saved from a dry run, turns red with an edit and green again', async ({ studio }) => {
  const on = new ReplayPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.page.getByRole('radio', { name: 'Dry run' }).click();
  await on.dryRunBar.getByRole('button', { name: 'Save as expectation' }).click();
  await expect(on.expectations).toContainText('1 expectation, all hold');
  await on.expectations.getByLabel(/^Coverage on the canvas/).click();
  await expect(on.node('filter[0].any[0]')).toContainText('Never false');
  await on.page.keyboard.press('Alt+1');
  await on.select('filter[0]');
  await on.page.keyboard.press('Delete');
  await expect(on.expectations).toContainText('1 expectation, all hold');
  await on.select('step:s1');
  await on.page.keyboard.press('Delete');
  await expect(on.expectations).toContainText('1 of 1 fail');
  await expect(on.expectations).toContainText(/expected 3 steps .*, got 2 steps/);
  await on.page.keyboard.press('Control+z');
  await expect(on.expectations).toContainText('1 expectation, all hold');
});
