import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StudioPage } from './pages/studio-page.ts';
import { expectUsableByEveryone } from './pages/usable-by-everyone.ts';
import { startStudioProcess } from './studio-process.ts';
import { expect, fraudEvent, test as it, type World } from './world-fixture.ts';

const fraudRule = 'Suspected card fraud: tag, alert, hand over';

/** Adds the workspace with a token, through Settings, and takes over what is in it. */
async function joinWorkspace(on: StudioPage, { workspace }: World, token: string): Promise<void> {
  await on.page.getByRole('button', { name: 'Settings', exact: true }).click();
  const form = on.page.getByRole('region', { name: 'Add a workspace' });
  await form.getByLabel('Name').fill('production');
  await form.getByLabel('Address').fill(workspace.address);
  await form.getByLabel('Token').fill(workspace.token(token));
  await form.getByRole('button', { name: 'Test and add' }).click();
  await expect(form.getByRole('status')).toContainText('Added');
  await on.page.keyboard.press('Alt+4');
  await expect(on.environment).toContainText('Reachable');
  await on.environment.getByRole('button', { name: 'Pull' }).click();
  await expect(on.page.getByText(/taken over|Nothing new/).first()).toBeVisible();
  await expect(on.changes.getByText('Nothing to publish')).toBeVisible();
}

/** Changes a field of the open rule and keeps it as a version. */
async function saveChange(on: StudioPage, field: string, value: string): Promise<void> {
  await on.page.keyboard.press('Alt+1');
  await on.open(fraudRule);
  await on.canvas.click({ position: { x: 8, y: 8 } });
  await on.field(field).fill(value);
  await on.page.keyboard.press('Control+s');
  await on.dialog.getByRole('button', { name: 'Save version' }).click();
  await expect(on.dialog).toBeHidden();
}

async function publish(on: StudioPage): Promise<void> {
  await on.inspector.getByRole('button', { name: /^Publish \d+ rules?…/ }).click();
  await on.dialog.getByLabel('Type production to go on').fill('production');
  await on.dialog.getByRole('button', { name: /^Publish/ }).click();
}

it('two admins ship to one workspace: plan, conflict, merge, publish, a real mail, a failed run mended, rollback', async ({
  studio,
  browser,
  world,
}) => {
  it.setTimeout(120_000);
  const ana = new StudioPage(studio.page);
  await ana.isReady();
  await joinWorkspace(ana, world, 'admin');

  const benFolder = mkdtempSync(join(tmpdir(), 'rulewright-ben-'));
  const benStudio = await startStudioProcess({ dataFolder: benFolder, port: 0 });
  const context = await browser.newContext();
  try {
    const ben = new StudioPage(await context.newPage());
    await ben.page.goto(benStudio.address);
    await ben.isReady();
    await joinWorkspace(ben, world, 'owner');

    await it.step('Ana changes the order and publishes it', async () => {
      await saveChange(ana, 'Order', '30');
      await ana.page.keyboard.press('Alt+4');
      await ana.button('Plan again').click();
      await ana.changes.getByRole('button', { name: new RegExp(fraudRule) }).click();
      await expect(ana.review).toContainText('order 10 → 30');
      await expect(ana.inspector).toContainText('Publishing enables nothing');
      await publish(ana);
      await expect(ana.review.getByRole('status')).toContainText('All of it is live in production');
      await expect(ana.statusBar).toContainText(/live v2/);
    });

    await it.step('Ben changed the same field: he sees whose change it is, and settles it', async () => {
      await saveChange(ben, 'Order', '50');
      await ben.page.keyboard.press('Alt+4');
      await ben.button('Plan again').click();
      await expect(ben.environment).toContainText('1 rule moved there');
      await ben.changes.getByRole('button', { name: new RegExp(fraudRule) }).click();
      const conflict = ben.page.getByRole('group', { name: 'Conflict: Order' });
      await expect(conflict).toContainText('10');
      await expect(conflict).toContainText('30');
      await expect(ben.inspector.getByText('Settle 1 conflict first.')).toBeVisible();
      await expectUsableByEveryone(ben.page, 'a conflict');
      await conflict.getByRole('button', { name: /^Mine/ }).click();
      await ben.button('Settle the conflict').click();
      await expect(ben.review).toContainText('order 30 → 50');
      await publish(ben);
      await expect(ben.review.getByRole('status')).toContainText('All of it is live in production');
    });

    await it.step('an event sets the rule off, and a mail really arrives', async () => {
      await world.workspace.send(fraudEvent('e_first'));
      await expect.poll(() => world.mail.received.length).toBe(1);
      expect(world.mail.received[0]?.envelope.to).toEqual(['fraud-ops@acme-bank.com']);
      await ana.page.getByRole('button', { name: 'History', exact: true }).click();
      await ana.runs.getByRole('button', { name: new RegExp(`${fraudRule}.*Executed: 3 actions`) }).click();
      await expect(ana.inspector).toContainText('Sent this mail');
      await expect(ana.node('step:s2')).toContainText('Ran');
    });

    await it.step('a mail is refused; the run is opened, and run again from the failed step', async () => {
      world.refuseMail(true);
      await world.workspace.send(fraudEvent('e_second'));
      await expect(async () => {
        await ana.button('Read the runs again').click();
        await expect(ana.runs.getByText('Executed: 2 actions, 1 failed').first()).toBeVisible({
          timeout: 500,
        });
      }).toPass();
      await ana.runs.getByRole('button', { name: /2 actions, 1 failed/ }).click();
      await expect(ana.node('step:s2')).toContainText('Failed');
      await expectUsableByEveryone(ana.page, 'a failed run', 'main');
      world.refuseMail(false);
      await ana.button('Run again…').click();
      await expect(ana.dialog.getByRole('region', { name: 'Done already' })).toContainText('tag_session');
      await ana.dialog.getByRole('button', { name: 'Run again' }).click();
      await expect.poll(() => world.mail.received.length).toBe(2);
      await expect(ana.runs.getByText(/run again/)).toBeVisible();
    });

    await it.step('Ana rolls back to what was live first', async () => {
      await ana.page.keyboard.press('Alt+1');
      await ana.command('Roll back the open rule');
      await ana.dialog.getByRole('button', { name: 'Roll back to v1' }).click();
      await ana.dialog.getByLabel('Type production to go on').fill('production');
      await ana.dialog.getByRole('button', { name: 'Roll back to v1' }).click();
      await expect(ana.review.getByRole('status')).toContainText('All of it is live in production');
      await expect(ana.statusBar).toContainText(/live v4/);
    });

    await it.step('Ben pulls the brake: one click disables the rule there', async () => {
      await ben.page.keyboard.press('Alt+1');
      await ben.ruleRow(fraudRule).hover();
      await ben.button(`Commands for ${fraudRule}`).click();
      await ben.page.getByRole('menuitem', { name: 'Disable in production' }).click();
      await expect(ben.statusBar).toContainText('disabled');
      const before = world.mail.received.length;
      await world.workspace.send(fraudEvent('e_third'));
      await world.workspace.send(fraudEvent('e_fourth'));
      expect(world.mail.received.length).toBe(before);
    });
  } finally {
    await context.close();
    await benStudio.stop();
    rmSync(benFolder, { recursive: true, force: true, maxRetries: 3 });
  }
});

it('what a designer drew is published by an admin; an event then calls out by HTTP and calls a tool for real', async ({
  studio,
  browser,
  world,
}) => {
  it.setTimeout(120_000);
  const rule = 'Sensitive content found: mark as confidential';
  const drawn = {
    name: rule,
    scope: { apps: ['documents'] },
    trigger: { kind: 'event', eventType: 'document.dlp-flagged' },
    filter: [{ path: 'payload.sensitivity', op: 'lt', value: 'confidential' }],
    actions: [
      {
        id: 's1',
        type: 'mcp-tool-call',
        params: {
          tool: 'setDocumentSensitivity',
          args: { documentId: '${event.payload.documentId}', sensitivityLabel: 'confidential' },
        },
      },
      {
        id: 's2',
        type: 'webhook',
        params: {
          url: `http://127.0.0.1:${world.web.port}/finds`,
          message: 'Found ${event.payload.documentId}',
        },
      },
    ],
  };
  const draw = async (on: StudioPage): Promise<void> => {
    await on.page.keyboard.press('Alt+1');
    await on.open(rule);
    await on.show('Code');
    await on.replaceCode(JSON.stringify(drawn, null, 2));
    await on.show('Visual');
    await expect(on.steps).toHaveCount(2);
    await on.page.keyboard.press('Control+s');
    await on.dialog.getByRole('button', { name: 'Save version' }).click();
    await expect(on.dialog).toBeHidden();
    await on.page.keyboard.press('Alt+4');
  };

  const designerFolder = mkdtempSync(join(tmpdir(), 'rulewright-designer-'));
  const designerStudio = await startStudioProcess({ dataFolder: designerFolder, port: 0 });
  const context = await browser.newContext();
  try {
    const designer = new StudioPage(await context.newPage());
    await designer.page.goto(designerStudio.address);
    await designer.isReady();
    await joinWorkspace(designer, world, 'reader');

    await it.step('the designer draws it, and may not publish it', async () => {
      await draw(designer);
      await designer.button('Plan again').click();
      await designer.changes.getByRole('button', { name: new RegExp(rule) }).click();
      await expect(designer.inspector.getByRole('button', { name: /^Publish \d+ rules?…/ })).toBeDisabled();
    });

    const admin = new StudioPage(studio.page);
    await admin.isReady();
    await joinWorkspace(admin, world, 'admin');

    await it.step('the admin takes the same text, reviews it and publishes it', async () => {
      await draw(admin);
      await admin.button('Plan again').click();
      await admin.changes.getByRole('button', { name: new RegExp(rule) }).click();
      await expect(admin.review).toContainText('webhook');
      await publish(admin);
      await expect(admin.review.getByRole('status')).toContainText('All of it is live in production');
    });

    await it.step('an event: one request arrives, and the tool really answered', async () => {
      const payload = {
        documentId: 'd-1042',
        severity: 'high',
        sensitivity: 'internal',
        findings: ['iban'],
      };
      await world.workspace.send({ id: 'e_find', type: 'document.dlp-flagged', app: 'documents', payload });
      await expect.poll(() => world.web.received.length).toBe(1);
      expect(JSON.parse(world.web.received[0]?.body ?? '')).toMatchObject({ message: 'Found d-1042' });
      await admin.page.getByRole('button', { name: 'History', exact: true }).click();
      await admin.runs.getByRole('button', { name: new RegExp(`${rule}.*Executed: 2 actions`) }).click();
      await expect(admin.node('step:s1')).toContainText('Ran');
      await expect(admin.inspector).toContainText('setDocumentSensitivity');
    });
  } finally {
    await context.close();
    await designerStudio.stop();
    rmSync(designerFolder, { recursive: true, force: true, maxRetries: 3 });
  }
});
