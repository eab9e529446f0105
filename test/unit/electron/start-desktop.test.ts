import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultDataFolder } from '../../../engine/cli/index.ts';
import { electron, type StubContents, type StubWindow } from './electron-stub.ts';

vi.mock('electron', async () => (await import('./electron-stub.ts')).electron);
const { startDesktop } = await import('../../../electron/start-desktop.ts');
const { externalAddress } = await import('../../../electron/lockdown.ts');

let folder: string;
const start = (commandLine: string[] = []): Promise<void> =>
  startDesktop(
    {
      renderer: join(folder, 'renderer'),
      preload: '/built/preload.cjs',
      engineProcess: '/built/engine-process.js',
    },
    commandLine,
  );
beforeEach(() => {
  electron.reset();
  folder = mkdtempSync(join(tmpdir(), 'rulewright-desktop-'));
  electron.app.userData = folder;
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer/index.html'), 'page');
  writeFileSync(join(folder, 'renderer/assets/app-1.js'), 'script');
  writeFileSync(join(folder, 'secret.txt'), 'outside');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function theWindow(): StubWindow {
  const [window] = electron.recorded.windows;
  if (window === undefined) throw new Error('no window was made');
  return window;
}
const studioFrame = { origin: 'app://studio', parent: null };
const invoke = async (channel: string, frame: unknown, ...input: unknown[]): Promise<unknown> =>
  electron.recorded.handlers.get(channel)?.(
    { senderFrame: frame, sender: theWindow().webContents },
    ...input,
  );

describe('the window', () => {
  test('is made with every protection on', async () => {
    await start();
    expect(electron.recorded.windows).toHaveLength(1);
    expect(theWindow().options.webPreferences).toEqual({
      preload: '/built/preload.cjs',
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
      devTools: false,
    });
    expect(theWindow().loaded).toEqual(['app://studio/']);
  });

  test('all renderers are sandboxed and the scheme is known before the app is ready', async () => {
    await start();
    const { calls, schemes } = electron.recorded;
    expect(calls.indexOf('enableSandbox')).toBeLessThan(calls.indexOf('ready'));
    expect(calls.indexOf('registerSchemes')).toBeLessThan(calls.indexOf('ready'));
    expect(schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  test('comes back where it was closed', async () => {
    await start();
    theWindow().emit('close');
    electron.reset();
    await start();
    expect(theWindow().options).toMatchObject({ x: 10, y: 20, width: 1100, height: 700 });
  });

  test.each([
    ['a damaged file', '{"x":'],
    ['a file of another shape', '{"x":"left"}'],
    ['a place no display shows', '{"x":9000,"y":20,"width":1100,"height":700,"isMaximized":false}'],
  ])('takes its usual place after %s', async (_title, text) => {
    writeFileSync(join(folder, 'window.json'), text);
    await start();
    expect(theWindow().options).toMatchObject({ width: 1440, height: 900 });
    expect(theWindow().options).not.toHaveProperty('x');
  });

  test('a second start shows the first one its window and goes', async () => {
    await start();
    electron.app.emit('second-instance');
    expect(electron.recorded.calls).toEqual(expect.arrayContaining(['restore', 'focus']));
    electron.reset();
    electron.app.holdsLock = false;
    await start();
    expect(electron.recorded.windows).toEqual([]);
    expect(electron.recorded.calls).toEqual(['quit']);
  });
});

describe('the app:// protocol', () => {
  const ask = async (url: string, method = 'GET'): Promise<Response> => {
    const handler = electron.recorded.protocols.get('app');
    if (handler === undefined) throw new Error('app:// is not handled');
    return handler({ url, method });
  };

  test('serves the renderer with its content policy', async () => {
    await start();
    const page = await ask('app://studio/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask('app://studio/assets/app-1.js')).headers.get('cache-control')).toContain('immutable');
    expect(electron.recorded.calls.filter((call) => call.startsWith('fetch'))).toEqual([
      `fetch file://${folder}/renderer/index.html`,
      `fetch file://${folder}/renderer/assets/app-1.js`,
    ]);
  });

  test('never leaves its folder', async () => {
    mkdirSync(join(folder, 'renderer-sibling'));
    writeFileSync(join(folder, 'renderer-sibling/secret.txt'), 'outside');
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'renderer/link.txt'));
    symlinkSync(folder, join(folder, 'renderer/up'));
    await start();
    const addresses = [
      'app://studio/../secret.txt',
      'app://studio/%2e%2e/secret.txt',
      'app://studio/%2E%2E%2Fsecret.txt',
      'app://studio/..%2fsecret.txt',
      'app://studio/assets/../../secret.txt',
      'app://studio/..\\secret.txt',
      'app://studio/..%5csecret.txt',
      'app://studio/../renderer-sibling/secret.txt',
      'app://studio-sibling/index.html',
      'app://other/index.html',
      'app://studio:80/index.html',
      'app://studio/link.txt',
      'app://studio/up/secret.txt',
      `app://studio/${folder}/secret.txt`,
      'app://studio//etc/passwd',
      'app://studio/%00',
      'not an address',
    ];
    for (const address of addresses) expect((await ask(address)).status, address).toBe(404);
    expect((await ask('app://studio/', 'POST')).status).toBe(405);
    expect(electron.recorded.calls.filter((call) => call.startsWith('fetch'))).toEqual([]);
  });
});

describe('every IPC entry', () => {
  const menu = [{ id: 'undo', label: 'Undo', menu: 'Edit', accelerator: 'CmdOrCtrl+Z', enabled: true }];
  const good: Record<string, unknown[]> = { 'engine:connect': [], 'menu:set': [menu] };
  const strangers: Record<string, unknown> = {
    'a frame inside the page': { origin: 'app://studio', parent: studioFrame },
    'another origin': { origin: 'https://evil.example', parent: null },
    'an origin that begins like ours': { origin: 'app://studio.evil', parent: null },
    'another host of our scheme': { origin: 'app://other', parent: null },
    'a file': { origin: 'file://', parent: null },
    'an opaque origin': { origin: 'null', parent: null },
    'a frame that is gone': null,
  };

  test('is covered here', async () => {
    await start();
    expect([...electron.recorded.handlers.keys()].sort()).toEqual(Object.keys(good).sort());
  });

  test.each(Object.keys(good))('%s answers the studio and nobody else', async (channel) => {
    await start();
    await expect(invoke(channel, studioFrame, ...(good[channel] ?? []))).resolves.toBeUndefined();
    electron.recorded.forks.length = 0;
    electron.recorded.menus.length = 0;
    theWindow().webContents.ports.length = 0;
    for (const [title, frame] of Object.entries(strangers)) {
      await expect(invoke(channel, frame, ...(good[channel] ?? [])), title).rejects.toThrow('not allowed');
    }
    expect(electron.recorded.menus).toEqual([]);
    expect(theWindow().webContents.ports).toEqual([]);
  });

  test('refuses input of another shape', async () => {
    await start();
    await expect(invoke('engine:connect', studioFrame, 'extra')).rejects.toThrow();
    await expect(invoke('menu:set', studioFrame, [{ id: 'x', run: 'rm' }])).rejects.toThrow();
    await expect(invoke('menu:set', studioFrame, Array(301).fill(menu[0]))).rejects.toThrow();
  });
});

describe('pages', () => {
  const contents = async (): Promise<StubContents> => {
    await start();
    return theWindow().webContents;
  };

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'cannot pass %s',
    async (name) => {
      const preventDefault = vi.fn();
      (await contents()).emit(name, { preventDefault });
      expect(preventDefault).toHaveBeenCalledOnce();
    },
  );

  test('open no window; https and mailto links go to the system', async () => {
    const page = await contents();
    for (const url of [
      'https://example.com/a',
      'mailto:a@example.com',
      'file:///etc/passwd',
      'http://example.com',
    ]) {
      expect(page.openHandler({ url })).toEqual({ action: 'deny' });
    }
    expect(electron.recorded.opened).toEqual(['https://example.com/a', 'mailto:a@example.com']);
  });

  test.each([
    'http://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'app://studio/',
    'https://user:pass@example.com',
    'https//example.com',
    ' ',
  ])('the system is never given %s', (text) => {
    expect(externalAddress(text)).toBeNull();
  });

  test('get no permission but to copy text, and that only on our own origin', async () => {
    const page = await contents();
    const { session } = electron.recorded;
    const request = (permission: string, origin: string): unknown => {
      const answer = vi.fn();
      session.get('request')?.({ mainFrame: { origin } }, permission, answer);
      return answer.mock.calls[0]?.[0];
    };
    const asked = [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'fullscreen',
      'openExternal',
      'hid',
      'usb',
      'unknown',
    ];
    for (const permission of asked) {
      expect(request(permission, 'app://studio'), permission).toBe(false);
      expect(session.get('check')?.(page, permission, 'app://studio'), permission).toBe(false);
    }
    expect(request('clipboard-sanitized-write', 'app://studio')).toBe(true);
    expect(request('clipboard-sanitized-write', 'https://evil.example')).toBe(false);
    expect(session.get('check')?.(page, 'clipboard-sanitized-write', 'app://studio/')).toBe(true);
    expect(session.get('check')?.(page, 'clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    expect(session.get('device')?.({})).toBe(false);
    const display = vi.fn();
    session.get('display')?.({}, display);
    expect(display).toHaveBeenCalledWith({});
  });
});

describe('the engine', () => {
  test('is started when first asked for, and joined to the window by one channel', async () => {
    await start(['--data', '/the/data', '--no-sandbox']);
    expect(electron.recorded.forks).toEqual([]);
    await invoke('engine:connect', studioFrame);
    await invoke('engine:connect', studioFrame);
    const [engine, ...others] = electron.recorded.forks;
    expect(others).toEqual([]);
    expect(engine).toMatchObject({
      program: '/built/engine-process.js',
      arguments: ['--data', '/the/data', '--keychain'],
    });
    expect(engine?.posted).toEqual(['connect', 'connect']);
    expect(engine?.ports).toEqual([{ end: 'engine' }, { end: 'engine' }]);
    expect(theWindow().webContents.ports).toEqual([{ end: 'window' }, { end: 'window' }]);
  });

  test('works on the same data as the command line when nobody names a folder', async () => {
    await start();
    await invoke('engine:connect', studioFrame);
    const folder = defaultDataFolder(process.env, process.platform);
    expect(electron.recorded.forks[0]?.arguments).toEqual(['--data', folder, '--keychain']);
  });

  test('is started again after it died', async () => {
    await start();
    await invoke('engine:connect', studioFrame);
    electron.recorded.forks[0]?.emit('exit', 1);
    await invoke('engine:connect', studioFrame);
    expect(electron.recorded.forks).toHaveLength(2);
  });

  test('closes its data before the app quits', async () => {
    await start();
    await invoke('engine:connect', studioFrame);
    const preventDefault = vi.fn();
    electron.app.emit('will-quit', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(electron.recorded.forks[0]?.posted).toContain('close');
    await vi.waitFor(() => expect(electron.recorded.calls).toContain('quit'));
    electron.app.emit('will-quit', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

test('the native menu is made of the interface actions and calls back with their ids', async () => {
  await start();
  await invoke('menu:set', studioFrame, [
    { id: 'save', label: 'Save version…', menu: 'File', accelerator: 'CmdOrCtrl+S', enabled: true },
    { id: 'undo', label: 'Undo', menu: 'Edit', accelerator: null, enabled: false },
    { id: 'open', label: 'Open', menu: 'File', accelerator: null, enabled: true },
  ]);
  const menu = electron.recorded.menus.at(-1);
  expect(menu).toMatchObject([
    {
      label: 'File',
      submenu: [
        {
          id: 'save',
          label: 'Save version…',
          enabled: true,
          accelerator: 'CmdOrCtrl+S',
          registerAccelerator: false,
        },
        { id: 'open', label: 'Open', enabled: true },
      ],
    },
    { label: 'Edit', submenu: [{ id: 'undo', enabled: false }] },
  ]);
  const { menuTemplate } = await import('../../../electron/native-menu.ts');
  const chosen: string[] = [];
  const [file] = menuTemplate(
    [{ id: 'save', label: 'Save', menu: 'File', accelerator: null, enabled: true }],
    'linux',
    (id) => chosen.push(id),
  );
  const [entry] = Array.isArray(file?.submenu) ? file.submenu : [];
  Reflect.apply(entry?.click ?? (() => undefined), null, []);
  expect(chosen).toEqual(['save']);
});
