import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Does what a new user does first: `npm start`, open the printed address, stop. Ends with 1 when any of it fails. */
const dataFolder = mkdtempSync(join(tmpdir(), 'rulewright-smoke-'));
const npm = spawn('npm', ['start', '--', '--no-open', '--port', '0', '--data', dataFolder], {
  cwd: resolve(import.meta.dirname, '..'),
  stdio: ['ignore', 'pipe', 'inherit'],
  // A group of its own, so that npm and what it started can be stopped together, as a terminal does.
  detached: true,
});
const stopGroup = (signal: NodeJS.Signals): void => {
  if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, signal);
};
const ended = new Promise<number | null>((settle) => npm.once('close', settle));
const tooLong = setTimeout(() => stopGroup('SIGKILL'), 120_000);

try {
  const address = await new Promise<string>((found, failed) => {
    let output = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const printed = /http:\/\/\S+(?=\s)/.exec(output)?.[0];
      if (printed !== undefined) found(printed);
    });
    void ended.then((code) => failed(new Error(`npm start ended with ${code} and printed: ${output}`)));
  });
  const signIn = await fetch(address, { redirect: 'manual' });
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await fetch(new URL('/', address), { headers: { cookie } });
  const html = await page.text();
  if (page.status !== 200 || !html.includes('id="root"')) {
    throw new Error(`the address was answered with ${page.status}: ${html.slice(0, 200)}`);
  }
  console.log('npm start: serves the studio at the address it prints.');
} catch (error) {
  console.log(`npm start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  stopGroup('SIGTERM');
  await ended;
  clearTimeout(tooLong);
  rmSync(dataFolder, { recursive: true, force: true });
}
