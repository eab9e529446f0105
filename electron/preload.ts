import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { DesktopBridge, enginePortMessage } from '../engine/contract/index.ts';
import { channels } from './channels.ts';

// Spelled out, because importing the value would bundle the contract into the preload.
const portMessage: typeof enginePortMessage = 'rulewright:engine-port';

const bridge: DesktopBridge = {
  platform: process.platform,
  connect: () => ipcRenderer.invoke(channels.connect),
  setMenu: (actions) => ipcRenderer.invoke(channels.setMenu, actions),
  onMenuAction: (listener) => {
    const onAction = (_event: IpcRendererEvent, id: unknown): void => {
      if (typeof id === 'string') listener(id);
    };
    ipcRenderer.on(channels.menuAction, onAction);
    return () => ipcRenderer.off(channels.menuAction, onAction);
  },
};

contextBridge.exposeInMainWorld('rulewright', bridge);
ipcRenderer.on(channels.port, (event) => {
  window.postMessage(portMessage, window.location.origin, event.ports);
});
