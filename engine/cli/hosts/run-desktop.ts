import { spawn } from 'node:child_process';
import { failure, type Result, success } from '../../model/index.ts';
import { ensureBuilt } from './built-files.ts';
import { findElectronRuntime, installElectronRuntime } from './electron-runtime.ts';

export interface RunDesktopOptions {
  projectFolder: string;
  dataFolder: string;
  note: (line: string) => void;
  stop: AbortSignal;
  /** How long the runtime may take to arrive, in milliseconds. Default: a minute. */
  installTimeout?: number;
}

/** Within this time a program that ends with an error is taken as one that cannot show a window, in milliseconds. */
const startTimeout = 15_000;

/**
 * Runs the desktop studio until its window is closed. The failure says, in words, why none could be shown; then
 * nothing runs.
 */
export async function runDesktop(options: RunDesktopOptions): Promise<Result<null, string>> {
  const { projectFolder, note } = options;
  if (findElectronRuntime(projectFolder) === null) {
    note('Fetching the Electron runtime (a minute at most)…');
    await installElectronRuntime(projectFolder, options.installTimeout ?? 60_000);
  }
  const program = findElectronRuntime(projectFolder);
  if (program === null) return failure('no Electron runtime could be had');
  const built = await ensureBuilt(projectFolder, 'desktop', note);
  if (!built.ok) return failure(`the desktop shell could not be built: ${built.error}`);
  const startedAt = performance.now();
  const code = await new Promise<number>((ended) => {
    const child = spawn(program, [projectFolder, '--data', options.dataFolder], { stdio: 'inherit' });
    child.once('error', () => ended(1));
    child.once('close', (exitCode, signal) => ended(exitCode ?? (signal === null ? 0 : 1)));
    options.stop.addEventListener('abort', () => child.kill(), { once: true });
  });
  const hasFailedToStart =
    code !== 0 && !options.stop.aborted && performance.now() - startedAt < startTimeout;
  return hasFailedToStart ? failure(`Electron ended at once with code ${code}`) : success(null);
}
