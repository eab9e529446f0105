import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Seal } from '../../../engine/effects/index.ts';
import { electron, StubProcess } from './electron-stub.ts';

vi.mock('electron', async () => (await import('./electron-stub.ts')).electron);
const { hasKeychain, keychainArguments, sealFor } = await import('../../../electron/keychain.ts');
const { sealInShell } = await import('../../../electron/seal-in-shell.ts');

beforeEach(() => electron.reset());

/** The engine's process and the shell, joined. */
function joined(): { seal: Seal; child: StubProcess } {
  const child = new StubProcess('engine', []);
  const shell = Object.assign(new EventEmitter(), {
    postMessage: (message: unknown) => void child.emit('message', message),
  });
  child.postMessage = (message: unknown) => {
    child.posted.push(message);
    shell.emit('message', { data: message });
  };
  sealFor(Object(child));
  return { seal: sealInShell(shell), child };
}

it('secrets go closed to the engine and come back open, each answer to its question', async () => {
  const { seal } = joined();
  const closed = await Promise.all([seal.close('rw_one'), seal.close('rw_two')]);
  const [one, two] = closed.map((each) => (each.ok ? each.value : ''));
  expect(one).not.toContain('rw_one');
  expect(await seal.open(two ?? '')).toEqual({ ok: true, value: 'rw_two' });
  expect(await seal.open(one ?? '')).toEqual({ ok: true, value: 'rw_one' });
});

it('what the system cannot open is said to be so, without a word of it', async () => {
  const { seal, child } = joined();
  expect(await seal.open('bm90IG91cnM=')).toEqual({
    ok: false,
    error: 'the keychain of this system did not do it',
  });
  expect(JSON.stringify(child.posted)).not.toContain('not ours');
});

it('other messages of the engine are left alone', () => {
  const { child } = joined();
  child.emit('message', { kind: 'seal', id: 'one', do: 'close', text: 'x' });
  child.emit('message', 'connect');
  expect(child.posted).toEqual([]);
});

it('a Linux that only hides keys behind a fixed password counts as none', () => {
  expect(hasKeychain('linux')).toBe(true);
  expect(keychainArguments('linux')).toEqual(['--keychain']);
  electron.safeStorage.backend = 'basic_text';
  expect(hasKeychain('linux')).toBe(false);
  expect(keychainArguments('linux')).toEqual([]);
  expect(hasKeychain('darwin')).toBe(true);
  electron.safeStorage.isAvailable = false;
  expect(hasKeychain('darwin')).toBe(false);
});
