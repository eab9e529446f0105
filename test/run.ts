import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { findElectronRuntime } from '../engine/cli/hosts/electron-runtime.ts';
import { obtainChromium } from './browser/chromium.ts';

/** Everything `npm test` does, and one closing line that counts it. */
const projectFolder = resolve(import.meta.dirname, '..');
const results = join(projectFolder, 'test-results');

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 };
const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };

function step(title: string, program: string, input: readonly string[]): boolean {
  console.log(`\n── ${title}`);
  const { status, error } = spawnSync(program, [...input], { cwd: projectFolder, stdio: 'inherit' });
  if (error !== undefined) console.log(error.message);
  return status === 0;
}
/** Runs a program of an installed package under this same Node. */
const packageStep = (title: string, script: string, input: readonly string[]): boolean =>
  step(title, process.execPath, [join(projectFolder, 'node_modules', script), ...input]);

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

function runVitest(): Counts {
  const file = join(results, 'vitest.json');
  const isGood = packageStep('Unit, contract and fault tests', 'vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) return oneFailed;
  const report = vitestReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  // A file that could not even be loaded has no tests to count, but is a failure.
  const unloaded = report.testResults.filter(
    (r) => r.status === 'failed' && r.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded;
  return {
    passed: report.numPassedTests,
    failed: isGood ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

function runPlaywright(): Counts {
  const browser = obtainChromium();
  if (browser === null) {
    console.log(
      'Chromium: none found and none could be installed; set CHROMIUM_PATH. No end-to-end test was run.',
    );
    return oneFailed;
  }
  console.log(`\nChromium: ${browser.path}, ${browser.how}.`);
  if (findElectronRuntime(projectFolder) === null) {
    console.log(
      'ELECTRON: NO RUNTIME IS HERE. The desktop half of the end-to-end tests is NOT run, only skipped.',
    );
  }
  process.env.CHROMIUM_PATH = browser.path;
  const isGood = packageStep('End-to-end tests', '@playwright/test/cli.js', ['test', '--pass-with-no-tests']);
  const file = join(results, 'playwright.json');
  if (!existsSync(file)) return isGood ? nothing : oneFailed;
  const { stats, errors } = playwrightReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  const failed = stats.unexpected + errors.length;
  return {
    passed: stats.expected + stats.flaky,
    failed: isGood ? failed : Math.max(failed, 1),
    skipped: stats.skipped,
  };
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.log(
    `Node ${process.versions.node} is too old to run the tests; \`npm test\` brings its own Node 24.`,
  );
  process.exit(1);
}
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
// Hundreds of short-lived processes are started; each would strip and compile the same sources anew.
process.env.NODE_COMPILE_CACHE ??= join(projectFolder, 'node_modules/.cache/rulewright-compile');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const isClean = step('Format, lint, types, import direction', npm, ['run', '--silent', 'check']);
const isBuilt = packageStep('Build', 'vite/bin/vite.js', ['build', '--logLevel', 'warn']);
const counts = [
  isClean ? nothing : oneFailed,
  isBuilt ? nothing : oneFailed,
  runVitest(),
  isBuilt ? runPlaywright() : nothing,
];
const total = counts.reduce((sum, one) => ({
  passed: sum.passed + one.passed,
  failed: sum.failed + one.failed,
  skipped: sum.skipped + one.skipped,
}));
if (!isClean) console.log('\n`npm run check` found something; it counts as one failure.');
if (!isBuilt) console.log('\nThe build failed; it counts as one failure, and no end-to-end test was run.');
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
