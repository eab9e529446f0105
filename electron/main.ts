import { join } from 'node:path';
import { app, dialog } from 'electron';
import { startDesktop } from './start-desktop.ts';

const here = import.meta.dirname;

// Not awaited: Electron becomes ready only after this module has finished loading.
startDesktop(
  {
    renderer: join(here, '../renderer'),
    preload: join(here, 'preload.cjs'),
    engineProcess: join(here, 'engine-process.js'),
  },
  process.argv.slice(1),
).catch((error: unknown) => {
  dialog.showErrorBox('Rulewright could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
});
