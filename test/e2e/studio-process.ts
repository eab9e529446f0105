import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export const projectFolder = resolve(import.meta.dirname, '../..');

/** The studio command, running. */
export interface StudioProcess {
  /** With its one-time token. */
  address: string;
  port: number;
  /** Asks it to end, as Ctrl+C would; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it without a word, as a crash would. */
  kill(): Promise<void>;
}

/** Starts `rulewright studio` and resolves once it has printed its address. */
export async function startStudioProcess(options: {
  dataFolder: string;
  port: number;
  /** What is run: the sources, or what was built of them. */
  program?: 'engine/cli/main.ts' | 'dist/cli/main.js';
}): Promise<StudioProcess> {
  const input = ['studio', '--no-open', '--port', String(options.port), '--data', options.dataFolder];
  const child = spawn(process.execPath, [options.program ?? 'engine/cli/main.ts', ...input], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await printedAddress(child);
  const exited = child.exitCode === null ? once(child, 'exit') : Promise.resolve([child.exitCode]);
  return {
    address,
    port: Number(new URL(address).port),
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await exited;
      return typeof code === 'number' ? code : null;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let output = '';
    let errors = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const address = /http:\/\/\S+(?=\s)/.exec(output)?.[0];
      if (address !== undefined) found(address);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`the studio ended with ${code}: ${errors}`)));
  });
}
