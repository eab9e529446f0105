import { EventEmitter } from 'node:events';

type Listener = (...input: unknown[]) => unknown;

/** Everything the shell asked of Electron, by name of what it called. */
export interface Recorded {
  windows: StubWindow[];
  forks: StubProcess[];
  handlers: Map<string, Listener>;
  protocols: Map<string, (request: { url: string; method: string }) => Promise<Response>>;
  schemes: unknown[];
  opened: string[];
  menus: unknown[];
  session: Map<string, Listener>;
  calls: string[];
}

export class StubContents extends EventEmitter {
  sent: unknown[][] = [];
  ports: unknown[] = [];
  mainFrame = { origin: 'app://studio' };
  openHandler: Listener = () => undefined;
  setWindowOpenHandler(handler: Listener): void {
    this.openHandler = handler;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  postMessage(channel: string, message: unknown, ports: unknown[]): void {
    this.sent.push([channel, message]);
    this.ports.push(...ports);
  }
}

export class StubWindow extends EventEmitter {
  webContents = new StubContents();
  options: { webPreferences: Record<string, unknown> } & Record<string, unknown>;
  loaded: string[] = [];
  bounds = { x: 10, y: 20, width: 1100, height: 700 };
  constructor(options: { webPreferences: Record<string, unknown> }) {
    super();
    this.options = options;
    electron.recorded.windows.push(this);
    electron.app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  show(): void {
    electron.recorded.calls.push('show');
  }
  focus(): void {
    electron.recorded.calls.push('focus');
  }
  restore(): void {
    electron.recorded.calls.push('restore');
  }
  maximize(): void {
    electron.recorded.calls.push('maximize');
  }
  isMinimized(): boolean {
    return true;
  }
  isMaximized(): boolean {
    return false;
  }
  getNormalBounds(): unknown {
    return this.bounds;
  }
}

export class StubProcess extends EventEmitter {
  posted: unknown[] = [];
  ports: unknown[] = [];
  killed = false;
  program: string;
  arguments: string[];
  constructor(program: string, input: string[]) {
    super();
    this.program = program;
    this.arguments = input;
  }
  postMessage(message: unknown, ports: unknown[] = []): void {
    this.posted.push(message);
    this.ports.push(...ports);
    if (message === 'close') this.emit('exit', 0);
  }
  kill(): void {
    this.killed = true;
  }
}

class StubApp extends EventEmitter {
  isPackaged = true;
  holdsLock = true;
  userData = '';
  requestSingleInstanceLock(): boolean {
    return this.holdsLock;
  }
  enableSandbox(): void {
    electron.recorded.calls.push('enableSandbox');
  }
  quit(): void {
    electron.recorded.calls.push('quit');
  }
  getPath(): string {
    return this.userData;
  }
  whenReady(): Promise<void> {
    electron.recorded.calls.push('ready');
    return Promise.resolve();
  }
}

const empty = (): Recorded => ({
  windows: [],
  forks: [],
  handlers: new Map(),
  protocols: new Map(),
  schemes: [],
  opened: [],
  menus: [],
  session: new Map(),
  calls: [],
});
const recordSession = (name: string) => (handler: Listener) => {
  electron.recorded.session.set(name, handler);
};

/** Stands in for the `electron` module: records what is asked of it and does none of it. */
export const electron = {
  recorded: empty(),
  reset(): void {
    electron.recorded = empty();
    electron.app.removeAllListeners();
    electron.app.holdsLock = true;
    electron.safeStorage.isAvailable = true;
    electron.safeStorage.backend = 'gnome_libsecret';
  },
  app: new StubApp(),
  BrowserWindow: StubWindow,
  dialog: { showErrorBox: () => undefined },
  ipcMain: {
    handle: (channel: string, handler: Listener) => {
      electron.recorded.handlers.set(channel, handler);
    },
  },
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (menu: unknown) => {
      electron.recorded.menus.push(menu);
    },
  },
  MessageChannelMain: class {
    port1 = { end: 'engine' };
    port2 = { end: 'window' };
  },
  net: {
    fetch: async (url: string) => {
      electron.recorded.calls.push(`fetch ${url}`);
      return new Response('file', { headers: { 'Content-Type': 'text/html' } });
    },
  },
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown[]) => {
      electron.recorded.calls.push('registerSchemes');
      electron.recorded.schemes.push(...schemes);
    },
    handle: (scheme: string, handler: (request: { url: string; method: string }) => Promise<Response>) => {
      electron.recorded.protocols.set(scheme, handler);
    },
  },
  safeStorage: {
    isAvailable: true,
    backend: 'gnome_libsecret',
    isEncryptionAvailable: () => electron.safeStorage.isAvailable,
    getSelectedStorageBackend: () => electron.safeStorage.backend,
    encryptString: (text: string) => Buffer.from(`sealed ${[...text].reverse().join('')}`),
    decryptString: (sealed: Buffer) => {
      const [, text] = /^sealed (.*)$/s.exec(sealed.toString()) ?? [];
      if (text === undefined) throw new Error(`cannot decrypt ${sealed.toString()}`);
      return [...text].reverse().join('');
    },
  },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  session: {
    defaultSession: {
      setPermissionRequestHandler: recordSession('request'),
      setPermissionCheckHandler: recordSession('check'),
      setDevicePermissionHandler: recordSession('device'),
      setDisplayMediaRequestHandler: recordSession('display'),
    },
  },
  shell: {
    openExternal: async (url: string) => {
      electron.recorded.opened.push(url);
    },
  },
  utilityProcess: {
    fork: (program: string, input: string[]) => {
      const child = new StubProcess(program, input);
      electron.recorded.forks.push(child);
      return child;
    },
  },
};
