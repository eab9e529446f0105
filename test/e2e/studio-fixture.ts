import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { findElectronRuntime } from '../../engine/cli/hosts/electron-runtime.ts';
import { launchDesktop } from './desktop-studio.ts';
import { projectFolder, type StudioProcess, startStudioProcess } from './studio-process.ts';

/** A studio of its own for one test: fresh data, the real program, a page in it. */
export interface Studio {
  /** The page, signed in. On the desktop `restart` makes a new one. */
  readonly page: Page;
  readonly dataFolder: string;
  /** Ends the program and starts it again on the same data. In a browser the page stays open meanwhile. */
  restart(): Promise<void>;
  /** As `restart`, but ends it as a crash would. */
  crash(): Promise<void>;
  /** Errors in the page's console that this test is about; any other makes it fail. */
  expectConsoleErrors(pattern: RegExp): void;
}

interface Surroundings {
  page(): Page;
  restart(how: 'stop' | 'kill'): Promise<void>;
  close(): Promise<void>;
}

/** What a browser says while the program it talks to is away. */
const whileAway = /WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/;

export const test = base.extend<{ studio: Studio }>({
  studio: async ({ browser }, use, testInfo) => {
    const runtime = testInfo.project.name === 'desktop' ? findElectronRuntime(projectFolder) : null;
    testInfo.skip(testInfo.project.name === 'desktop' && runtime === null, 'no Electron runtime is here');
    const dataFolder = mkdtempSync(join(tmpdir(), 'rulewright-e2e-'));
    const errors: string[] = [];
    const expected: RegExp[] = [];
    const watch = (page: Page): void => {
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('pageerror', (error) => errors.push(String(error)));
    };
    const surroundings =
      runtime === null
        ? await openInBrowser(browser, dataFolder, watch)
        : await openDesktop(runtime, dataFolder, watch);
    const restart = async (how: 'stop' | 'kill'): Promise<void> => {
      expected.push(whileAway);
      await surroundings.restart(how);
    };
    await use({
      get page() {
        return surroundings.page();
      },
      dataFolder,
      restart: () => restart('stop'),
      crash: () => restart('kill'),
      expectConsoleErrors: (pattern) => {
        expected.push(pattern);
      },
    });
    await surroundings.close();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    const surprises = errors.filter((text) => !expected.some((pattern) => pattern.test(text)));
    expect(surprises, 'errors in the console of the page').toEqual([]);
  },
});
export { expect } from '@playwright/test';

async function openInBrowser(
  browser: Browser,
  dataFolder: string,
  watch: (page: Page) => void,
): Promise<Surroundings> {
  let running: StudioProcess = await startStudioProcess({ dataFolder, port: 0 });
  const context = await browser.newContext();
  const page = await context.newPage();
  watch(page);
  await page.goto(running.address);
  return {
    page: () => page,
    restart: async (how) => {
      const { port } = running;
      await running[how]();
      running = await startStudioProcess({ dataFolder, port });
    },
    close: async () => {
      await context.close();
      const code = await running.stop();
      expect(code, 'exit code of the studio after SIGTERM').toBe(0);
    },
  };
}

async function openDesktop(
  program: string,
  dataFolder: string,
  watch: (page: Page) => void,
): Promise<Surroundings> {
  let running = await launchDesktop(program, dataFolder);
  watch(running.page);
  return {
    page: () => running.page,
    restart: async (how) => {
      if (how === 'kill') running.kill();
      else await running.close();
      running = await launchDesktop(program, dataFolder);
      watch(running.page);
    },
    close: () => running.close(),
  };
}
