import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow, session } from 'electron';
import { z } from 'zod';
import { defaultDataFolder } from '../engine/cli/index.ts';
import { menuActions } from '../engine/contract/index.ts';
import { channels } from './channels.ts';
import { createWindow } from './create-window.ts';
import { createEngineLink } from './engine-link.ts';
import { handleFromStudio } from './ipc.ts';
import { keychainArguments, sealFor } from './keychain.ts';
import { confinePages, denyPermissions } from './lockdown.ts';
import { menuTemplate, showMenu } from './native-menu.ts';
import { registerStudioScheme, serveStudioScheme } from './studio-protocol.ts';

/** Where the built files are, relative to the program that runs. */
export interface DesktopFiles {
  renderer: string;
  preload: string;
  engineProcess: string;
}

/** Starts the desktop studio, or gives way to the one that already runs. Resolves when its window is made. */
export async function startDesktop(files: DesktopFiles, commandLine: readonly string[]): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerStudioScheme();
  app.enableSandbox();
  confinePages();
  const engine = createEngineLink({
    program: files.engineProcess,
    arguments: () => [...dataArguments(commandLine), ...keychainArguments(process.platform)],
    onStart: sealFor,
  });
  let window: BrowserWindow | null = null;
  const open = (): void => {
    const opened = createWindow({
      preload: files.preload,
      boundsFile: join(app.getPath('userData'), 'window.json'),
    });
    opened.once('closed', () => {
      window = null;
    });
    window = opened;
  };
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let isEngineClosed = false;
  app.on('will-quit', (event) => {
    if (isEngineClosed) return;
    event.preventDefault();
    void engine.close().then(() => {
      isEngineClosed = true;
      app.quit();
    });
  });

  await app.whenReady();
  denyPermissions(session.defaultSession);
  serveStudioScheme(files.renderer);
  showMenu(menuTemplate([], process.platform, () => {}));
  handleFromStudio(channels.connect, z.undefined(), (_input, event) => engine.connect(event.sender));
  handleFromStudio(channels.setMenu, menuActions, (actions) => {
    showMenu(
      menuTemplate(actions, process.platform, (id) => window?.webContents.send(channels.menuAction, id)),
    );
  });
  open();
}

/**
 * Only `--data` concerns the engine; Chromium's own switches stay with the shell. Without it, the desktop studio and
 * the command line work on the same data.
 */
function dataArguments(commandLine: readonly string[]): string[] {
  const { values } = parseArgs({
    args: [...commandLine],
    options: { data: { type: 'string' } },
    strict: false,
  });
  const folder =
    typeof values.data === 'string' ? values.data : defaultDataFolder(process.env, process.platform);
  return ['--data', folder];
}
