import { spawn } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { failure, type Result, success } from '../../model/index.ts';

/** Parts of the build: the screens, or those and the desktop shell around them. */
export type BuildPart = 'renderer' | 'desktop';

const parts: Record<
  BuildPart,
  { marks: readonly string[]; sources: readonly string[]; environments: string }
> = {
  renderer: {
    marks: ['dist/renderer/index.html'],
    sources: ['renderer/**', 'engine/!(cli|host|studio|store)/**', 'vite.config.ts', 'package-lock.json'],
    environments: 'client',
  },
  desktop: {
    marks: [
      'dist/renderer/index.html',
      'dist/desktop/main.js',
      'dist/desktop/engine-process.js',
      'dist/desktop/replay-worker.js',
    ],
    sources: ['renderer/**', 'electron/**', 'engine/**', 'vite.config.ts', 'package-lock.json'],
    environments: 'client,main,engineProcess,engineWorker,preload',
  },
};

/**
 * Builds what is missing or older than its sources, after saying so in a line. Where there are no sources, as in
 * an installed package, what was built is taken as it is. The failure is what the build wrote.
 */
export async function ensureBuilt(
  projectFolder: string,
  part: BuildPart,
  say: (line: string) => void,
): Promise<Result<null, string>> {
  const { marks, sources, environments } = parts[part];
  const builtAt = Math.min(...marks.map((mark) => modifiedAt(join(projectFolder, mark))));
  if (modifiedAt(join(projectFolder, 'renderer/index.html')) === 0) {
    return builtAt > 0 ? success(null) : failure('neither a built studio nor its sources are here');
  }
  const newest = Math.max(
    ...globSync([...sources], { cwd: projectFolder }).map((path) => modifiedAt(join(projectFolder, path))),
  );
  if (builtAt > newest) return success(null);
  say(
    builtAt === 0 ? 'Building the studio for its first start…' : 'Building the studio: its sources changed…',
  );
  return build(projectFolder, environments);
}

/** Milliseconds since the epoch; 0 for a folder or nothing at all. */
function modifiedAt(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.mtimeMs : 0;
}

function build(projectFolder: string, environments: string): Promise<Result<null, string>> {
  const require = createRequire(join(projectFolder, 'package.json'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
  return new Promise((settle) => {
    // A process of its own: the bundler's memory is gone when the studio starts.
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], {
      cwd: projectFolder,
      env: { ...process.env, RULEWRIGHT_BUILD: environments },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => settle(failure(error.message)));
    child.once('close', (code) => settle(code === 0 ? success(null) : failure(output.trim())));
  });
}
