import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';
const vipRule = 'VIP customers get the least busy colleague';

test('a failure put in on purpose is retried on the run’s own clock, seen on the node, and never saved', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.select('step:s2');
  await on.inspector.getByRole('button', { name: 'Try a failure' }).click();
  const timeline = on.page.getByRole('region', { name: 'Timeline' });
  const failure = timeline.getByLabel('Failure of Send e-mail');
  await expect(failure).toBeFocused();
  await failure.selectOption({ label: 'Mail server busy, 450' });
  const row = timeline.getByRole('row', { name: /2\. Send e-mail/ });
  await expect(row).toContainText('would fail after 4 attempts; the chain goes on');
  await expect(on.node('step:s2')).toContainText('Fails on purpose: Mail server busy, 450');
  await expect(on.dryRunBar).toContainText('1 would fail');

  await timeline.getByLabel('Failing attempts of Send e-mail').selectOption({ label: 'first attempt' });
  await expect(row).toContainText('would run at attempt 2');
  await expect(on.dryRunBar).toContainText('Would execute: 3 actions');
  await timeline.getByRole('radio', { name: 'List' }).click();
  await expect(timeline.getByRole('row', { name: /Waits .* \(backoff\)/ })).toBeVisible();
  await timeline.getByRole('radio', { name: 'Chart' }).click();

  // The other way: asked for by the answer, and nothing tried behind it.
  await timeline
    .getByLabel('Failure of Escalate to people')
    .selectOption({ label: 'HTTP 429, Retry-After 30 s' });
  await expect(timeline.getByRole('status')).toContainText('3 actions in 90 s');
  await on.dryRunBar.getByRole('button', { name: 'Clear 2 failures' }).click();
  await expect(timeline.getByRole('status')).toContainText('no waiting');
  await expect(on.statusBar).not.toContainText('draft');

  // With the keyboard alone: the action that is selected, and its control.
  await on.select('step:s1');
  await on.page.keyboard.press('f');
  await expect(timeline.getByLabel('Failure of Tag the session')).toBeFocused();
  await on.page.keyboard.press('t');
  await expect(on.node('step:s1')).toContainText('Time-out');
});

test('why not names what decided, a variable leads to its source, and an edit runs the steps again', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.command('Why not?');
  const answer = on.inspector.getByRole('region', { name: 'Answer' });
  await expect(answer).toContainText('Would execute: 3 actions');
  await on.events.getByRole('button', { name: /^Question about a limit/ }).click();
  await expect(answer).toContainText('Would not fire: a condition does not hold');
  await expect(answer).toContainText('session.topic equals “fraud”: was “card-limit”');
  const gates = on.inspector.getByRole('list', { name: 'Every decision' });
  await expect(gates.getByRole('listitem')).toContainText([
    'Enabled',
    'the event is session.opened',
    'the event is of Cards',
    'Any of 2 conditions',
    'card-limit',
    'Can I raise the limit',
    'runs as Sara K.',
    'Cooldown',
    'Most per day',
    'Most per minute',
  ]);

  await on.events.getByRole('button', { name: /^Suspected fraud, Cards/ }).click();
  await on.inspector.getByRole('tab', { name: 'Variables' }).click();
  await on.inspector.getByLabel('Search variables').fill('customer.name');
  await on.inspector.getByRole('button', { name: '${event.payload.session.customer.name}' }).click();
  const data = on.page.getByLabel('Event as JSON');
  await expect(data).toBeFocused();
  const selected = await data.evaluate((area) =>
    area instanceof HTMLTextAreaElement ? area.value.slice(area.selectionStart, area.selectionEnd) : '',
  );
  expect(selected).toBe('"name": "Lena Fischer"');
  await on.inspector.getByLabel('Search variables').fill('s1.output.added');
  await on.inspector.getByRole('button', { name: '${steps.s1.output.added}' }).click();
  await expect(on.node('step:s1').locator('[data-selected="true"]').first()).toBeAttached();

  await on.button('Back to the start').click();
  await on.page.keyboard.press('F10');
  await on.select('filter[0].any[1]');
  await on.page.keyboard.press('d');
  await expect(on.dryRunBar).toContainText('Edited: run again, up to this stop');
  await on.page.keyboard.press('F8');
  await expect(on.dryRunBar).not.toContainText('Edited');
});

test('a recorded event is tried, and all rules are asked about it', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.page.keyboard.press('Alt+2');
  await on.events.getByRole('button', { name: 'Recorded events' }).click();
  const recorded = on.events.getByRole('button', { name: /e_\d+_\d+ · Cards/ }).first();
  await recorded.click();
  await expect(recorded).toHaveAttribute('aria-pressed', 'true');

  // An event of one's own is no JSON between two keys: it stays in its place, and says so.
  await on.button('Edit a copy').click();
  await expect(on.events.getByText('Your event')).toBeVisible();
  await on.page.getByLabel('Event as JSON').press('Control+End');
  await on.page.keyboard.type('{');
  await expect(on.dryRunBar).toContainText('Your event cannot be read yet');
  await expect(on.events.getByRole('listitem').filter({ hasText: 'Your event' })).toContainText(
    'cannot be read yet',
  );
  await on.page.keyboard.press('Backspace');
  await expect(on.dryRunBar).toContainText('Would');

  await on.events.getByRole('button', { name: /^Suspected fraud, Cards/ }).click();
  await on.inspector.getByRole('tab', { name: 'All rules' }).click();
  await expect(on.inspector).toContainText('Together they would do');
  await expect(on.inspector).toContainText('Could set off');
  await expect(on.inspector).toContainText('depth 1');
  await on.inspector.getByRole('button', { name: `Why not: ${vipRule}` }).click();
  await expect(on.title).toHaveText(vipRule);
  await expect(on.inspector.getByRole('region', { name: 'Answer' })).toContainText('Would not fire');
});

test('a variable is offered while a template is written, and what comes out is shown', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.select('step:s2');
  const subject = on.field('Subject');
  await subject.click();
  await on.page.keyboard.type('Fraud: ${cust');
  const list = on.page.getByRole('listbox', { name: 'Variables' });
  await expect(list.getByRole('option', { selected: true })).toContainText('event.payload.session.customer');
  await list.getByRole('option', { name: /customer\.name/ }).click();
  await expect(subject).toHaveValue('Fraud: ${event.payload.session.customer.name}');
  await expect(subject).toBeFocused();
  await expect(on.inspector).toContainText('Fraud: Lena Fischer');
  await on.page.keyboard.type(' ${app');
  await on.page.keyboard.press('Enter');
  await expect(subject).toHaveValue('Fraud: ${event.payload.session.customer.name} ${event.app}');
  await expect(list).toHaveCount(0);

  // Values for a mail template have a name each.
  await on.inspector.getByRole('button', { name: 'Remove channel' }).click();
  await on.inspector.getByRole('button', { name: 'channel', exact: true }).click();
  await on.field('channel').fill('by ${event.payload.session.channel}');
  await expect(on.inspector).toContainText('by whatsapp');
  // The whole mail, before anything is run.
  await on.inspector.getByText(/^What it would do on “Suspected fraud/).click();
  await expect(on.inspector).toContainText('Would send this mail');
  await on.page.keyboard.press('Alt+2');
  await expect(on.inspector).toContainText('Fraud: Lena Fischer cards');

  // What an event carries becomes a condition, and a number that cannot be is refused where it is typed.
  await on.page.keyboard.press('Alt+1');
  await on.select('trigger');
  await on.inspector.getByRole('button', { name: /^session\.channel/ }).click();
  await expect(on.node('filter[1]')).toContainText('session.channel');
  await expect(on.field('Value')).toBeFocused();
  await on.canvas.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } });
  await on.field('Most per day').fill('0');
  await expect(on.inspector.getByRole('alert')).toHaveText('At least 1; it stays as it was.');
});
