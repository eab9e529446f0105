import { join } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';
import { projectFolder } from './studio-process.ts';

export interface RunningDesktop {
  page: Page;
  close(): Promise<void>;
  kill(): void;
}

/** Starts the built desktop studio and resolves with its window's page. */
export async function launchDesktop(program: string, dataFolder: string): Promise<RunningDesktop> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await electron.launch({
    executablePath: program,
    args: [...asRoot, `--user-data-dir=${join(dataFolder, 'shell')}`, projectFolder, '--data', dataFolder],
  });
  const page = await app.firstWindow();
  return { page, close: () => app.close(), kill: () => void app.process().kill('SIGKILL') };
}
