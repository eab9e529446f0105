import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './test/browser/chromium.ts';

const browser = findChromium();

/** `web` runs every specification in a browser, `desktop` the same ones in Electron where a runtime is found. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(browser === null ? {} : { executablePath: browser.path }),
      args: [...chromiumFlags],
    },
  },
  projects: [{ name: 'web' }, { name: 'desktop', testIgnore: 'host.spec.ts' }],
});
