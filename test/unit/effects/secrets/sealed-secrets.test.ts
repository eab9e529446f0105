import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSecrets, openSecrets, type Seal, sealedSecrets } from '../../../../engine/effects/index.ts';
import { temporaryFolder } from '../../store/setting.ts';

const seal: Seal = {
  close: async (text) => ({ ok: true, value: Buffer.from(text).toString('hex') }),
  open: async (sealed) => ({ ok: true, value: Buffer.from(sealed, 'hex').toString() }),
};
const broken: Seal = {
  close: async () => ({ ok: false, error: 'the keychain is locked' }),
  open: async () => ({ ok: false, error: 'the keychain is locked' }),
};

function setting() {
  const file = join(temporaryFolder(), 'secrets.json');
  const store = fileSecrets({ file });
  return { file, store, sealed: sealedSecrets(store, seal) };
}

describe('sealed secrets', () => {
  it('are read back, and are not in the file', async () => {
    const { file, sealed } = setting();
    expect((await sealed.write('token', 'rw_open')).ok).toBe(true);
    expect(await sealed.read('token')).toEqual({ ok: true, value: 'rw_open' });
    expect(readFileSync(file, 'utf8')).not.toContain('rw_open');
    expect(await sealed.names()).toEqual({ ok: true, value: ['token'] });
    await sealed.remove('token');
    expect(await sealed.read('token')).toMatchObject({ ok: false, error: { code: 'unknown-secret' } });
  });

  it('leave readable what was kept open before, until it is written again', async () => {
    const { file, store, sealed } = setting();
    await store.write('token', 'rw_before');
    expect(await sealed.read('token')).toEqual({ ok: true, value: 'rw_before' });
    await sealed.write('token', 'rw_before');
    expect(readFileSync(file, 'utf8')).not.toContain('rw_before');
  });

  it('that cannot be closed are not kept, and those that cannot be opened say why', async () => {
    const { store, sealed } = setting();
    await sealed.write('token', 'rw_open');
    const locked = sealedSecrets(store, broken);
    expect(await locked.read('token')).toEqual({
      ok: false,
      error: {
        code: 'secrets-unreadable',
        message: 'the secret "token" cannot be opened: the keychain is locked',
      },
    });
    expect(await locked.write('other', 'x')).toEqual({
      ok: false,
      error: {
        code: 'secrets-unreadable',
        message: 'the secret "other" was not kept: the keychain is locked',
      },
    });
    expect(await store.names()).toEqual({ ok: true, value: ['token'] });
  });

  it('are not handed out closed by a program that has no key', async () => {
    const { store, sealed } = setting();
    await sealed.write('token', 'rw_open');
    await store.write('plain', 'rw_plain');
    const open = openSecrets(store);
    expect(await open.read('token')).toEqual({
      ok: false,
      error: {
        code: 'secrets-unreadable',
        message: 'the secret "token" is in the keychain of the desktop studio; give it here again',
      },
    });
    expect(await open.read('plain')).toEqual({ ok: true, value: 'rw_plain' });
  });
});
