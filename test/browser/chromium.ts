import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

/** A browser for the end-to-end tests, and where it came from in words. */
/** What Chromium is started with: no sandbox (it may run as root) and nothing that talks to the network by itself. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

export interface FoundChromium {
  path: string;
  how: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks in `CHROMIUM_PATH`, on the path, and where Playwright keeps its own. */
export function findChromium(
  env: Environment = process.env,
  playwrightsOwn: string = chromium.executablePath(),
): FoundChromium | null {
  if (env.CHROMIUM_PATH) return { path: env.CHROMIUM_PATH, how: 'named by CHROMIUM_PATH' };
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const path = onPath(name, env);
    if (path !== null) return { path, how: 'found on the path' };
  }
  return existsSync(playwrightsOwn) ? { path: playwrightsOwn, how: "Playwright's own" } : null;
}

/** Finds a Chromium or installs one: from Debian's packages where we may, else Playwright's. Null when neither works. */
export function obtainChromium(): FoundChromium | null {
  const found = findChromium();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('Chromium: none here, installing the chromium package with apt-get…');
    const isInstalled =
      run('apt-get', ['update', '-q']) &&
      run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
    const installed = isInstalled ? findChromium() : null;
    if (installed !== null) return { ...installed, how: 'installed with apt-get' };
  }
  console.log("Chromium: none here, fetching Playwright's own…");
  const playwright = join(
    dirname(createRequire(import.meta.url).resolve('playwright/package.json')),
    'cli.js',
  );
  const installed = run(process.execPath, [playwright, 'install', 'chromium']) ? findChromium() : null;
  return installed === null ? null : { ...installed, how: 'installed with `playwright install chromium`' };
}

function onPath(name: string, env: Environment): string | null {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      if (folder !== '') accessSync(path, constants.X_OK);
      if (folder !== '') return path;
    } catch {
      // Not there or not to be run: the next folder may have it.
    }
  }
  return null;
}

function run(program: string, input: readonly string[]): boolean {
  const { status } = spawnSync(program, [...input], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 240_000,
  });
  return status === 0;
}
