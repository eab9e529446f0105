import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runDesktop } from '../../../../engine/cli/hosts/run-desktop.ts';

let folder: string;
let said: string[];
const write = (path: string, text: string, mode = 0o644): void => {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
};
/** A program in the runtime's place. */
const installRuntime = (script: string): void => {
  write('node_modules/electron/path.txt', 'electron');
  write('node_modules/electron/dist/electron', `#!/bin/sh\n${script}\n`, 0o755);
};
const run = (stop = new AbortController().signal, installTimeout = 20_000) =>
  runDesktop({
    projectFolder: folder,
    dataFolder: '/the/data',
    note: (line) => said.push(line),
    stop,
    installTimeout,
  });

beforeEach(() => {
  said = [];
  folder = mkdtempSync(join(tmpdir(), 'rulewright-desktop-'));
  write('package.json', '{}');
  write('dist/renderer/index.html', '');
  for (const program of ['main', 'engine-process', 'replay-worker']) write(`dist/desktop/${program}.js`, '');
  write('node_modules/electron/package.json', '{"name":"electron"}');
  write('node_modules/electron/install.js', 'process.exit(1)');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('running the desktop studio', () => {
  test('starts the runtime on this project and its data, until its window is closed', async () => {
    installRuntime(`echo "$@" > "${folder}/asked"`);
    expect(await run()).toEqual({ ok: true, value: null });
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(`${folder} --data /the/data\n`);
    expect(said).toEqual([]);
  });

  test('lets the electron package fetch a missing runtime, and says so', async () => {
    write(
      'node_modules/electron/install.js',
      `const fs = require('node:fs');
       fs.mkdirSync(__dirname + '/dist');
       fs.writeFileSync(__dirname + '/dist/electron', '#!/bin/sh\\nexit 0\\n', { mode: 0o755 });
       fs.writeFileSync(__dirname + '/path.txt', 'electron');`,
    );
    expect(await run()).toEqual({ ok: true, value: null });
    expect(said).toEqual([expect.stringContaining('Fetching')]);
  });

  test('a runtime that cannot be had, or not in time, is a plain answer', async () => {
    expect(await run()).toEqual({ ok: false, error: 'no Electron runtime could be had' });
    write('node_modules/electron/install.js', 'setInterval(() => {}, 1000)');
    expect(await run(undefined, 100)).toEqual({ ok: false, error: 'no Electron runtime could be had' });
    rmSync(join(folder, 'node_modules/electron'), { recursive: true });
    expect(await run()).toEqual({ ok: false, error: 'no Electron runtime could be had' });
  });

  test('a window that cannot be shown is a plain answer', async () => {
    installRuntime('exit 133');
    expect(await run()).toEqual({ ok: false, error: 'Electron ended at once with code 133' });
  });

  test('is ended with the command', async () => {
    installRuntime(`touch "${folder}/running"; exec sleep 600`);
    const controller = new AbortController();
    const ended = run(controller.signal);
    await vi.waitFor(() => expect(existsSync(join(folder, 'running'))).toBe(true), { timeout: 10_000 });
    controller.abort();
    expect(await ended).toEqual({ ok: true, value: null });
  });
});
