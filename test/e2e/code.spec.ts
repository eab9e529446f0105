import { StudioPage } from './pages/studio-page.ts';
import { expect, test } from './studio-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

test.beforeEach(async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.isReady();
  await on.open(fraudRule);
  await on.show('Split');
  await expect(on.code).toContainText('session.topic');
});

test('unfinished code keeps the last valid graph, says so, and is still there after a reload', async ({
  studio,
}) => {
  const on = new StudioPage(studio.page);
  await on.typeOverCode('"value": "fraud"', '"value": stolen');
  await expect(on.page.getByText(/The code is not a rule yet: .*line \d+/).first()).toBeVisible();
  await expect(on.node('filter[0].any[0]')).toContainText('equals “fraud”');
  await on.isSaved();
  await on.page.reload();
  await on.isReady();
  await expect(on.code).toContainText('stolen');
  await expect(on.page.getByText(/The code is not a rule yet/).first()).toBeVisible();
  await on.typeOverCode('"value": stolen', '"value": "stolen"');
  await expect(on.page.getByText(/The code is not a rule yet/)).toHaveCount(0);
  await expect(on.node('filter[0].any[0]')).toContainText('equals “stolen”');
});

test('an edit on the canvas shows in the code, and one undo serves both', async ({ studio }) => {
  const on = new StudioPage(studio.page);
  await on.select('step:s1');
  await on.page.keyboard.press('Delete');
  await expect(on.code).not.toContainText('tag_session');
  await on.focusCode();
  await on.page.keyboard.press('Control+z');
  await expect(on.steps).toHaveCount(3);
  await expect(on.code).toContainText('tag_session');
  await on.page.keyboard.press('Control+y');
  await expect(on.steps).toHaveCount(2);

  // A second editor is as good as the first: it offers values, and nothing goes wrong on the way.
  await on.show('Visual');
  await expect(on.code).toHaveCount(0);
  await on.show('Split');
  // A name that is nearly right is mended in the text.
  await on.typeOverCode('session.topic', 'session.topik');
  await expect(on.node('filter[0].any[0]')).toContainText('topik');
  await on.page.keyboard.press('Control+.');
  await on.page.keyboard.press('Enter');
  await expect(on.node('filter[0].any[0]')).toContainText('session.topic');
  await on.typeOverCode('"eq"', '"');
  await expect(on.code.page().getByRole('option', { name: /starts_with/ })).toBeVisible();
});

const rule = (part: object): string =>
  JSON.stringify({
    name: 'Bad input',
    trigger: { kind: 'event', eventType: 'session.opened' },
    scope: { apps: ['cards'] },
    ...part,
  });

const refused = [
  {
    what: 'nesting 20,000 deep',
    text: rule({}).replace(/}$/, `,"filter":${'['.repeat(20_000)}`),
    says: /too deeply/,
  },
  {
    what: 'two megabytes',
    text: rule({ description: 'x'.repeat(2_000_000) }),
    says: /too large: at least 2\d{6} bytes/,
  },
  { what: 'text that is no JSON', text: 'When a session opens, do something', says: /line 1, column 1/ },
  { what: 'an unknown key', text: rule({ sope: {} }), says: /sope/ },
];
for (const { what, text, says } of refused) {
  test(`${what} is refused with its place, and nothing is lost`, async ({ studio }) => {
    const on = new StudioPage(studio.page);
    await on.replaceCode(text);
    await expect(on.page.getByText(/The code is not a rule yet/).first()).toContainText(says);
    await expect(on.steps).toHaveCount(3);
    await on.button('Undo: Edit code').click();
    await expect(on.page.getByText(/The code is not a rule yet/)).toHaveCount(0);
    await expect(on.code).toContainText('session.topic');
    await on.isSaved();
  });
}

const problems = [
  {
    what: 'a path with __proto__',
    text: rule({ filter: [{ path: 'payload.__proto__.admin', op: 'eq', value: true }] }),
    at: 'filter[0].path',
    says: /__proto__/,
  },
  {
    what: 'an unknown action',
    text: rule({ actions: [{ type: 'send_fax', params: {} }] }),
    at: 'actions[0].type',
    says: /send_fax/,
  },
];
for (const { what, text, at, says } of problems) {
  test(`${what} is a problem with its place`, async ({ studio }) => {
    const on = new StudioPage(studio.page);
    await on.replaceCode(text);
    await expect(on.title).toHaveText('Bad input');
    await on.statusBar.getByRole('button', { name: /problem/ }).click();
    const problem = on.panel.getByRole('listitem').filter({ has: on.page.locator(`[title="${at}"]`) });
    await expect(problem).toContainText(says);
    await on.isSaved();
    await on.page.keyboard.press('Control+Enter');
    await expect(on.dryRunBar).toContainText('No side effects');
  });
}
