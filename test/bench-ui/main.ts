import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { type MeasuredPage, printReport, writePage } from '../bench/page.ts';
import { isMet, type Report } from '../bench/workload.ts';
import { projectFolder } from '../e2e/studio-process.ts';
import { measureEdits } from './edits.ts';
import { measurePan } from './pan.ts';
import { measureReplay } from './replay.ts';
import { measureStart } from './start.ts';
import { type StudioSession, startSession } from './studio-session.ts';

/** All parts, in the order of the page. */
const parts: Readonly<Record<string, (session: StudioSession) => Promise<Report>>> = {
  start: measureStart,
  edits: measureEdits,
  pan: measurePan,
  replay: measureReplay,
};

const page: MeasuredPage = {
  file: new URL('../../docs/performance-studio.md', import.meta.url),
  opening: `# Performance of the studio, measured

\`npm run bench:ui\` builds the studio, measures all of this anew and writes this page; \`npm run bench:ui -- pan\` runs one part and keeps the others as they are. The real program serves the built studio to a headless Chromium of 1440 × 900 pixels without a graphics card: everything is painted by the same cores that run the program, so a desk's machine is faster. *Work* is the time that the page's main thread was on a core, taken from Chromium's own trace; *clock* is the same on the wall, with all that the thread waited for other programs. Tracing is on while things are timed, except for starts.
`,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`there is no ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const vite = createRequire(import.meta.url)
  .resolve('vite/package.json')
  .replace('package.json', 'bin/vite.js');
execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
  cwd: projectFolder,
  env: { ...process.env, RULEWRIGHT_BUILD: 'client,cli' },
  stdio: 'inherit',
});
const reports = new Map<string, Report>();
const session = await startSession();
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const report = await measure(session);
    console.log(printReport(report));
    reports.set(name, report);
  }
} finally {
  await session.close();
}
writePage(page, reports, Object.keys(parts), new Date().toISOString().slice(0, 10));

const missed = [...reports.values()]
  .flatMap(({ budgets }) => budgets)
  .filter((budget) => budget.atLeast !== null && !isMet(budget, budget.atLeast));
for (const { what } of missed) console.error(`not met: ${what}`);
process.exitCode = missed.length > 0 ? 1 : 0;
