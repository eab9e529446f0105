import { join } from 'node:path';
import type { Readable } from 'node:stream';
import openInBrowser from 'open';
import { readSessionSecret, serveStudio } from '../../host/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import { openStudio } from '../../studio/index.ts';
import { ensureBuilt } from './built-files.ts';

/** Where the studio is served when nobody says otherwise; the next free port when this one is taken. */
export const defaultPort = 4310;

export interface RunStudioOptions {
  /** The checkout or package whose built renderer is served. */
  projectFolder: string;
  dataFolder: string;
  /** Null: the default port, or a free one after it. */
  port: number | null;
  /** Whether to open the address in the person's browser. */
  openBrowser: boolean;
  /** Enter on it prints a new address, where it is a terminal. */
  stdin: Readable & { isTTY?: boolean };
  /** Writes one line to standard output, in one write. */
  print: (line: string) => void;
  /** Writes one line to standard error. */
  note: (line: string) => void;
  /** Ends the studio. */
  stop: AbortSignal;
}

/** Why no studio runs. `message` is for people. */
export interface RunStudioFailure {
  kind: 'not-built' | 'not-opened' | 'not-served';
  message: string;
}

/** Serves the studio until it is told to stop; then says goodbye to its pages and closes its data. */
export async function runStudio(options: RunStudioOptions): Promise<Result<null, RunStudioFailure>> {
  const { projectFolder, dataFolder, stdin, stop } = options;
  const built = await ensureBuilt(projectFolder, 'renderer', options.note);
  if (!built.ok)
    return failure({ kind: 'not-built', message: `the studio could not be built: ${built.error}` });
  const secret = secretOf(dataFolder);
  if (!secret.ok) return failure({ kind: 'not-opened', message: secret.error });
  const opened = await openStudio({ folder: dataFolder, host: 'web' });
  if (!opened.ok) return failure({ kind: 'not-opened', message: opened.error.message });
  const studio = opened.value;
  const served = await serveStudio({
    router: studio.router,
    rendererFolder: join(projectFolder, 'dist/renderer'),
    port: options.port ?? defaultPort,
    orNextPort: options.port === null,
    sessionSecret: secret.value,
  });
  if (!served.ok) {
    await studio.close();
    return failure({ kind: 'not-served', message: served.error.message });
  }
  const host = served.value;
  const printAddress = (): string => {
    const address = host.newAddress();
    options.print(`Rulewright is running at ${address}`);
    return address;
  };
  const address = printAddress();
  if (stdin.isTTY === true) {
    options.note('Enter prints a new address, Ctrl+C stops.');
    stdin.on('data', printAddress);
  }
  if (options.openBrowser) await openAddress(address, options.note);
  if (!stop.aborted) await new Promise((stopped) => stop.addEventListener('abort', stopped, { once: true }));
  stdin.off('data', printAddress);
  stdin.pause();
  await host.close();
  await studio.close();
  return success(null);
}

/** Fails, in words, where the data folder cannot be written to: nothing drawn there would be kept. */
function secretOf(dataFolder: string): Result<string, string> {
  try {
    return success(readSessionSecret(dataFolder));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failure(`The data folder ${dataFolder} cannot be used: ${detail}`);
  }
}

async function openAddress(address: string, note: (line: string) => void): Promise<void> {
  try {
    const browser = await openInBrowser(address);
    browser.once('error', () => note('No browser could be opened; open the address yourself.'));
  } catch {
    note('No browser could be opened; open the address yourself.');
  }
}
