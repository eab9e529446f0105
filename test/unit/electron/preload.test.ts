import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import vm from 'node:vm';
import { createBuilder, parseAst } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginePortMessage } from '../../../engine/contract/index.ts';

let folder: string;
let source: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rulewright-preload-'));
  const builder = await createBuilder({
    configFile: resolve('vite.config.ts'),
    logLevel: 'silent',
    environments: { preload: { build: { outDir: folder } } },
  });
  const { preload } = builder.environments;
  if (preload === undefined) throw new Error('vite.config.ts builds no preload');
  await builder.build(preload);
  source = readFileSync(join(folder, 'preload.cjs'), 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program asks for by `require`, `import` or `import()`; dynamic ones as `?`. */
function importsOf(program: unknown): string[] {
  const found: string[] = [];
  const name = (node: unknown): string =>
    typeof node === 'object' && node !== null && 'value' in node && typeof node.value === 'string'
      ? node.value
      : '?';
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const child of node) visit(child);
    } else if (typeof node === 'object' && node !== null) {
      if ('type' in node) {
        const callee = 'callee' in node ? node.callee : null;
        const isRequire =
          typeof callee === 'object' && callee !== null && 'name' in callee && callee.name === 'require';
        if (node.type === 'CallExpression' && isRequire && 'arguments' in node) {
          found.push(name(Array.isArray(node.arguments) ? node.arguments[0] : null));
        }
        if ('source' in node && node.source !== null) found.push(name(node.source));
      }
      for (const child of Object.values(node)) visit(child);
    }
  };
  visit(program);
  return found;
}

interface Exposed {
  platform: string;
  connect(): Promise<void>;
  setMenu(actions: unknown[]): Promise<void>;
  onMenuAction(listener: (id: string) => void): () => void;
}

/** Runs the built preload as Electron would: CommonJS, with nothing but `electron` to require. */
function runPreload(): {
  exposed: Map<string, Exposed>;
  invoked: unknown[][];
  posted: unknown[][];
  receive(channel: string, ...message: unknown[]): void;
} {
  const exposed = new Map<string, Exposed>();
  const invoked: unknown[][] = [];
  const posted: unknown[][] = [];
  const listeners: { channel: string; listener: (...message: unknown[]) => void }[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, bridge: Exposed) => exposed.set(name, bridge) },
    ipcRenderer: {
      invoke: async (...message: unknown[]) => {
        invoked.push(message);
      },
      on: (channel: string, listener: (...message: unknown[]) => void) =>
        listeners.push({ channel, listener }),
      off: (channel: string, listener: (...message: unknown[]) => void) => {
        const index = listeners.findIndex(
          (entry) => entry.channel === channel && entry.listener === listener,
        );
        if (index !== -1) listeners.splice(index, 1);
      },
    },
  };
  vm.runInNewContext(source, {
    exports: {},
    module: { exports: {} },
    process: { platform: 'linux' },
    window: {
      location: { origin: 'app://studio' },
      postMessage: (...message: unknown[]) => posted.push(message),
    },
    require: (name: string) => {
      if (name !== 'electron') throw new Error(`${name} is not to be had in a sandboxed preload`);
      return electron;
    },
  });
  return {
    exposed,
    invoked,
    posted,
    receive: (channel, ...message) => {
      for (const entry of [...listeners]) if (entry.channel === channel) entry.listener(...message);
    },
  };
}

describe('the built preload', () => {
  test('imports electron and nothing else', () => {
    expect(importsOf(parseAst(source))).toEqual(['electron']);
    expect(importsOf(parseAst('require("fs"); import("x"); require(y); export * from "z";'))).toEqual([
      'fs',
      'x',
      '?',
      'z',
    ]);
  });

  test('carries no code of others', () => {
    expect(source.length).toBeLessThan(3_000);
  });

  test('exposes one short list', () => {
    const { exposed } = runPreload();
    expect([...exposed.keys()]).toEqual(['rulewright']);
    expect(Object.keys(exposed.get('rulewright') ?? {}).sort()).toEqual([
      'connect',
      'onMenuAction',
      'platform',
      'setMenu',
    ]);
  });

  test('asks for the engine and hands its port to the page of our own origin', async () => {
    const { exposed, invoked, posted, receive } = runPreload();
    await exposed.get('rulewright')?.connect();
    expect(invoked).toEqual([['engine:connect']]);
    receive('engine:port', { ports: ['the port'] });
    expect(posted).toEqual([[enginePortMessage, 'app://studio', ['the port']]]);
  });

  test('tells of menu entries until it is told to stop, and only of ids', () => {
    const { exposed, receive } = runPreload();
    const heard: string[] = [];
    const stop = exposed.get('rulewright')?.onMenuAction((id) => heard.push(id));
    receive('menu:action', {}, 'undo');
    receive('menu:action', {}, { id: 'redo' });
    stop?.();
    receive('menu:action', {}, 'save');
    expect(heard).toEqual(['undo']);
  });
});
