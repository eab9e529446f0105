import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { ensureBuilt } from '../../engine/cli/hosts/built-files.ts';

const projectFolder = resolve(import.meta.dirname, '../..');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The packed program, installed in a folder of its own, far from the sources. */
export interface Installed {
  /** The project it is installed in; calls are made there. */
  folder: string;
  /** The package as it was unpacked. */
  package: string;
  run(args: readonly string[], env?: Record<string, string>): Outcome;
  /** Starts what serves until it is stopped; resolves with the first that it wrote. */
  serve(args: readonly string[]): Promise<{ said: string; stop(): Promise<number | null> }>;
  remove(): void;
}

/**
 * Builds, packs and installs as npm does, but for the download: the only dependency that is not in the bundle is
 * linked from here, so a bundle that needs another fails.
 */
export async function installPackage(): Promise<Installed> {
  const built = await ensureBuilt(projectFolder, 'renderer', () => {});
  if (!built.ok) throw new Error(built.error);
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js');
  must(process.execPath, [vite, 'build', '--logLevel', 'error'], projectFolder, { RULEWRIGHT_BUILD: 'cli' });

  const folder = mkdtempSync(join(tmpdir(), 'rulewright-installed-'));
  must('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], projectFolder);
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  must('tar', ['-xzf', `rulewright-${version}.tgz`], folder);
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'rulewright');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  renameSync(join(folder, 'package'), own);
  symlinkSync(join(projectFolder, 'node_modules/better-sqlite3'), join(modules, 'better-sqlite3'));
  const { bin } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
  chmodSync(join(own, bin.rulewright), 0o755);
  const command = join(modules, '.bin/rulewright');
  symlinkSync(join('../rulewright', bin.rulewright), command);

  const env = {
    ...process.env,
    // The command asks for `node`; this is the one people would have.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    XDG_DATA_HOME: join(folder, 'nobody'),
    NO_COLOR: '1',
  };
  const started: ChildProcess[] = [];
  return {
    folder,
    package: own,
    run(args, more = {}) {
      const { status, stdout, stderr } = spawnSync(command, args, {
        cwd: folder,
        encoding: 'utf8',
        env: { ...env, ...more },
      });
      return { code: status, stdout, stderr };
    },
    async serve(args) {
      const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env });
      started.push(child);
      const ended = once(child, 'exit');
      const said = await firstWrite(child);
      return {
        said,
        async stop() {
          child.kill('SIGTERM');
          const [code] = await ended;
          return typeof code === 'number' ? code : null;
        },
      };
    },
    remove() {
      for (const child of started) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function must(program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? ''}${stdout}${stderr}`);
}

function firstWrite(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let errors = '';
    child.stdout?.setEncoding('utf8').once('data', found);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('exit', (code) => failed(new Error(`it ended with ${code}: ${errors}`)));
  });
}
