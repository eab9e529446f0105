import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Rule } from '../../engine/model/index.ts';
import { chromiumFlags, obtainChromium } from '../browser/chromium.ts';
import { projectFolder, type StudioProcess, startStudioProcess } from '../e2e/studio-process.ts';

/** The built studio under its real host, in a browser that has shown it before. */
export interface StudioSession {
  browser: Browser;
  context: BrowserContext;
  /** Without the one-time token: the context is signed in. */
  home: string;
  dataFolder: string;
  /** A new page with the studio in it, ready for use. */
  open(): Promise<Page>;
  /** Puts a rule into the running studio's data. */
  addRule(rule: Rule): void;
  /** Ends the studio's process and starts it on the same data and port; how long until it printed its address, ms. */
  restart(): Promise<number>;
  close(): Promise<void>;
}

const program = 'dist/cli/main.js';
const viewport = { width: 1440, height: 900 } as const;

export async function startSession(): Promise<StudioSession> {
  const found = obtainChromium();
  if (!found) throw new Error('no Chromium was found and none could be installed; set CHROMIUM_PATH');
  const dataFolder = mkdtempSync(join(tmpdir(), 'rulewright-bench-ui-'));
  let studio: StudioProcess = await startStudioProcess({ dataFolder, port: 0, program });
  // A profile on disk, as people have one: without it Chromium compiles all code anew at every visit.
  const profile = mkdtempSync(join(tmpdir(), 'rulewright-bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: found.path,
    args: [...chromiumFlags],
    viewport,
  });
  const browser = context.browser();
  if (!browser) throw new Error('Chromium has no browser to trace');
  const first = await context.newPage();
  await first.goto(studio.address);
  await first.getByText('Engine ready').waitFor();
  await first.close();
  const home = new URL('/', studio.address).href;
  return {
    browser,
    context,
    home,
    dataFolder,
    async open() {
      const page = await context.newPage();
      await page.goto(home);
      await page.getByText('Engine ready').waitFor();
      return page;
    },
    addRule(rule) {
      const file = join(dataFolder, `${rule.id}.rule.json`);
      writeFileSync(file, JSON.stringify(rule));
      const input = [program, '--data', dataFolder, 'rules', 'new', file];
      execFileSync(process.execPath, input, { cwd: projectFolder, stdio: ['ignore', 'ignore', 'inherit'] });
    },
    async restart() {
      const { port } = studio;
      await studio.stop();
      const began = performance.now();
      studio = await startStudioProcess({ dataFolder, port, program });
      return performance.now() - began;
    },
    async close() {
      await context.close();
      await studio.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

export async function openRule(page: Page, name: string): Promise<void> {
  await page
    .getByRole('complementary', { name: 'Rules' })
    .getByRole('button', { name: new RegExp(`^(enabled|disabled) ${name}`) })
    .click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.locator('.react-flow__node[data-id="trigger"]').waitFor();
}

/** Lets the page come to rest: two frames and an idle moment. */
export async function settle(page: Page, ms = 0): Promise<void> {
  await page.evaluate(
    (wait) =>
      new Promise<void>((done) => {
        setTimeout(
          () => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done()))),
          wait,
        );
      }),
    ms,
  );
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
