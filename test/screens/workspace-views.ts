import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { settingsTitles } from '../../renderer/state/settings-state.ts';
import { fraudEvent } from '../e2e/fraud-event.ts';
import { fraudRule, inspector, node, openRule, type View } from './view.ts';

const ask = (dataFolder: string) => {
  const { address, token } = JSON.parse(
    readFileSync(join(dataFolder, 'demo-workspace', 'workspace-session.json'), 'utf8'),
  );
  return (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${address}/api/v1/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
    });
};

const publishMode = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+4');
  await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
};
const withDemo = async (page: Page): Promise<void> => {
  await publishMode(page);
  const start = page.getByRole('button', { name: 'Start a demo workspace on this machine' });
  const changes = page.getByRole('complementary', { name: 'Changes' });
  const planned = changes
    .getByText('Nothing to publish')
    .or(changes.getByRole('button', { name: /card fraud/ }));
  await start.or(planned).first().waitFor();
  if (await start.isVisible()) await start.click();
  await planned.first().waitFor();
};
const saveChange = async (page: Page, order: string): Promise<void> => {
  await page.keyboard.press('Alt+1');
  await node(page, 'trigger').waitFor();
  await page.keyboard.press('Escape');
  await inspector(page).getByLabel('Order').fill(order);
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog').getByRole('button', { name: 'Save version' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
};
const showChange = async (page: Page): Promise<void> => {
  await withDemo(page);
  await page.getByRole('button', { name: 'Plan again' }).click();
  await page
    .getByRole('complementary', { name: 'Changes' })
    .getByRole('button', { name: /card fraud/ })
    .click();
};

/** Publish, History and Settings, with the demo workspace of this machine. */
export const workspaceViews: readonly View[] = [
  { name: 'publish-none', show: publishMode },
  {
    name: 'history-none',
    show: (page) => page.keyboard.press('Alt+h'),
  },
  { name: 'publish-nothing', show: withDemo },
  {
    name: 'publish-change',
    show: async (page) => {
      await saveChange(page, '20');
      await showChange(page);
      await page.getByRole('region', { name: 'Review' }).getByText('order 10 → 20').first().waitFor();
    },
  },
  {
    name: 'publish-conflict',
    show: async (page, { dataFolder }) => {
      const there = ask(dataFolder);
      const found = await there('rules/r_fraud_cards');
      const rule = await found.json();
      await there('rules/r_fraud_cards', {
        method: 'PUT',
        headers: { 'if-match': found.headers.get('etag') ?? '', 'x-change-reason': 'Runs later' },
        body: JSON.stringify({ ...rule, order: 30 }),
      });
      await showChange(page);
      await page.getByRole('group', { name: 'Conflict: Order' }).waitFor();
    },
  },
  {
    name: 'publish-confirm',
    show: async (page) => {
      await showChange(page);
      const conflict = page.getByRole('group', { name: 'Conflict: Order' });
      await conflict.getByRole('button', { name: /^Mine/ }).click();
      await page.getByRole('button', { name: 'Settle the conflict' }).click();
      await inspector(page)
        .getByRole('button', { name: /^Publish \d+ rules?…/ })
        .click();
    },
  },
  {
    name: 'published',
    show: async (page) => {
      await showChange(page);
      await inspector(page)
        .getByRole('button', { name: /^Publish \d+ rules?…/ })
        .click();
      await page.getByRole('dialog').getByLabel('Type demo to go on').fill('demo');
      await page.keyboard.press('Enter');
      await page
        .getByRole('region', { name: 'Publishing' })
        .getByText(/All of it is live/)
        .waitFor();
    },
  },
  {
    name: 'rollback',
    show: async (page) => {
      await withDemo(page);
      await page.keyboard.press('Alt+1');
      await openRule(page, fraudRule);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('Roll back the open rule');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Roll back to v1' }).waitFor();
    },
  },
  {
    name: 'history',
    show: async (page, { dataFolder }) => {
      await withDemo(page);
      for (const id of ['e_seen_1', 'e_seen_2'])
        await ask(dataFolder)('events', { method: 'POST', body: JSON.stringify(fraudEvent(id)) });
      await page.keyboard.press('Alt+h');
      const runs = page.getByRole('complementary', { name: 'Runs' });
      await page.getByRole('button', { name: 'Read the runs again' }).click();
      await runs
        .getByText(/^Executed: /)
        .first()
        .waitFor();
    },
  },
  {
    name: 'history-run',
    show: async (page) => {
      await page.keyboard.press('Alt+h');
      await page
        .getByRole('complementary', { name: 'Runs' })
        .getByRole('button', { name: /Executed/ })
        .first()
        .click();
      await node(page, 'step:s1').waitFor();
    },
  },
  ...Object.entries(settingsTitles).map(([section, name]) => ({
    name: `settings-${section}`,
    show: async (page: Page) => {
      await page.keyboard.press('Alt+s');
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name }).click();
      await page.getByRole('heading', { level: 2, name }).waitFor();
    },
  })),
];
