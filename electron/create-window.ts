import { app, BrowserWindow, screen } from 'electron';
import { studioAddress } from './studio-protocol.ts';
import { readWindowBounds, writeWindowBounds } from './window-bounds.ts';

/** The one place that makes a window, with every protection on. */
export function createWindow(options: { preload: string; boundsFile: string }): BrowserWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const bounds = readWindowBounds(options.boundsFile, displays);
  const window = new BrowserWindow({
    title: 'Rulewright',
    width: bounds?.width ?? 1440,
    height: bounds?.height ?? 900,
    ...(bounds === null ? {} : { x: bounds.x, y: bounds.y }),
    minWidth: 1024,
    minHeight: 600,
    show: false,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  if (bounds?.isMaximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowBounds(options.boundsFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  void window.loadURL(studioAddress);
  return window;
}
