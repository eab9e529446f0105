import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHttpServer, type TestHttpServer } from '../servers/http-server.ts';
import { openSmtpServer, type TestSmtpServer } from '../servers/smtp-server.ts';
import { test as studioTest } from './studio-fixture.ts';
import { startWorkspaceProcess, type WorkspaceProcess } from './workspace-process.ts';

/** A workspace of its own for each test, with a mail server that a test can close to the world. */
export interface World {
  workspace: WorkspaceProcess;
  mail: TestSmtpServer;
  web: TestHttpServer;
  /** From now on, mail is refused or taken. */
  refuseMail(isRefused: boolean): void;
}

export const test = studioTest.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  world: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'rulewright-workspace-'));
    let isRefused = false;
    const mail = await openSmtpServer({
      recipient: () => (isRefused ? { code: 550, message: 'no such mailbox' } : null),
    });
    const web = await openHttpServer();
    writeFileSync(
      join(folder, 'workspace.toml'),
      [
        '[mail]',
        `host = "127.0.0.1"`,
        `port = ${mail.port}`,
        'security = "none"',
        'from = { address = "rules@acme-bank.com" }',
        '[outgoing]',
        `allow = ["127.0.0.1:${web.port}"]`,
        '',
      ].join('\n'),
    );
    const workspace = await startWorkspaceProcess({ folder, packs: ['cx', 'documents'] });
    await use({
      workspace,
      mail,
      web,
      refuseMail: (next) => {
        isRefused = next;
      },
    });
    await workspace.kill();
    await mail.close();
    await web.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  },
});

export { expect } from '@playwright/test';
export { fraudEvent } from './fraud-event.ts';
