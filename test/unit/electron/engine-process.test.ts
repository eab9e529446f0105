import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Contract } from '../../../engine/contract/index.ts';

let folder: string;
let engine: ChildProcess | null;
beforeEach(() => {
  engine = null;
  folder = mkdtempSync(join(tmpdir(), 'rulewright-engine-'));
});
afterEach(() => {
  engine?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function startEngine(dataFolder: string, ...more: string[]): ChildProcess {
  const stub = resolve('test/unit/electron/parent-port-stub.ts');
  const input = ['--import', stub, resolve('electron/engine-process.ts'), '--data', dataFolder, ...more];
  engine = spawn(process.execPath, input, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  return engine;
}
function clientOf(child: ChildProcess): ContractRouterClient<Contract> {
  const port = {
    on: (event: string, callback: (event: { data: unknown }) => void) => {
      if (event === 'message') child.on('message', (data) => callback({ data }));
    },
    postMessage: (data: string) => void child.send(data),
  };
  return createORPCClient(new RPCLink({ port }));
}

describe("the engine's process", () => {
  test('answers the contract on the port it is given, and closes its data when told', async () => {
    const child = startEngine(folder);
    const client = clientOf(child);
    child.send('connect');
    const status = await client.studio.status();
    expect(status).toMatchObject({ host: 'desktop', dataFolder: folder });
    const ended = once(child, 'exit');
    child.send('close');
    expect((await ended)[0]).toBe(0);
    expect(readdirSync(folder).filter((name) => name.endsWith('-wal'))).toEqual([]);
  });

  test('keeps secrets where the shell says: in the keychain, or else in a file that only their owner can read', async () => {
    for (const [more, place] of [
      [['--keychain'], 'the keychain of this system'],
      [[], `a file that only you can read: ${join(folder, 'secrets.json')}`],
    ] as const) {
      const child = startEngine(folder, ...more);
      const client = clientOf(child);
      child.send('connect');
      expect(await client.settings.secrets.list()).toEqual({ place, names: [] });
      const ended = once(child, 'exit');
      child.send('close');
      await ended;
    }
  });

  test('says why a data folder cannot be opened, and ends', async () => {
    writeFileSync(join(folder, 'file'), '');
    const child = startEngine(join(folder, 'file'));
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    expect((await once(child, 'close'))[0]).toBe(2);
    expect(said).toContain('cannot be used');
  });
});
