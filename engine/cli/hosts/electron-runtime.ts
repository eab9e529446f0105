import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The Electron program of this checkout, or null when its package or its runtime is missing. */
export function findElectronRuntime(projectFolder: string): string | null {
  const folder = electronPackage(projectFolder);
  if (folder === null || !existsSync(join(folder, 'path.txt'))) return null;
  const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
  return existsSync(program) ? program : null;
}

/** Lets the electron package fetch its runtime; resolves when it has, has failed, or the time is up. */
export async function installElectronRuntime(projectFolder: string, timeoutMs: number): Promise<void> {
  const folder = electronPackage(projectFolder);
  if (folder === null) return;
  await new Promise<void>((done) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: 'ignore',
      timeout: timeoutMs,
    });
    child.once('error', () => done());
    child.once('close', () => done());
  });
}

function electronPackage(projectFolder: string): string | null {
  try {
    return dirname(createRequire(join(projectFolder, 'package.json')).resolve('electron/package.json'));
  } catch {
    // Not installed: an installed package of the studio comes without it.
    return null;
  }
}
