import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileSecrets } from '../../../../engine/effects/secrets/file-secrets.ts';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rulewright-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'inner', 'secrets.json');
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

describe('secrets in a file', () => {
  test('are written, read, listed and removed', async () => {
    const secrets = fileSecrets({ file: temporaryFile() });
    expect(await secrets.names()).toEqual({ ok: true, value: [] });
    expect(await secrets.read('smtp')).toEqual({
      ok: false,
      error: { code: 'unknown-secret', message: 'there is no secret "smtp"' },
    });
    expect(await secrets.write('smtp', 'pässwörd')).toEqual({ ok: true, value: null });
    await secrets.write('slack-ops', 'https://hooks.slack.com/services/T/B/x');
    await secrets.write('smtp', 'newer');
    expect(await secrets.read('smtp')).toEqual({ ok: true, value: 'newer' });
    expect(await secrets.names()).toEqual({ ok: true, value: ['slack-ops', 'smtp'] });
    await secrets.remove('smtp');
    expect(await secrets.names()).toEqual({ ok: true, value: ['slack-ops'] });
    expect(await secrets.read('toString')).toMatchObject({ error: { code: 'unknown-secret' } });
  });

  test.each([
    ['__proto__', 'x'],
    ['a b', 'x'],
    ['', 'x'],
    ['a:b', 'x'],
    ['a'.repeat(101), 'x'],
    ['a', ''],
  ])('have a name that can be referred to, and a value: %j', async (name, value) => {
    const secrets = fileSecrets({ file: temporaryFile() });
    expect(await secrets.write(name, value)).toMatchObject({ ok: false, error: { code: 'invalid-secret' } });
    expect(await secrets.names()).toEqual({ ok: true, value: [] });
  });

  test('can be read by nobody else from the first byte on', async () => {
    const file = temporaryFile();
    const before = process.umask(0);
    try {
      await fileSecrets({ file }).write('a', 'b');
    } finally {
      process.umask(before);
    }
    expect([modeOf(file), modeOf(dirname(file))]).toEqual([0o600, 0o700]);
    expect(readdirSync(dirname(file))).toEqual(['secrets.json']);
  });

  test('that others could read are closed to them, with a notice', async () => {
    const file = temporaryFile();
    const notices: string[] = [];
    const secrets = fileSecrets({ file, notice: (text) => notices.push(text) });
    await secrets.write('a', 'b');
    chmodSync(file, 0o644);
    expect(await secrets.read('a')).toEqual({ ok: true, value: 'b' });
    expect(modeOf(file)).toBe(0o600);
    expect(notices).toEqual([
      `the file of secrets ${file} could be read by others; it is now closed to them`,
    ]);
    await secrets.read('a');
    expect(notices).toHaveLength(1);
  });

  test('are all kept when several are written at once', async () => {
    const file = temporaryFile();
    const secrets = fileSecrets({ file });
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
    await Promise.all(names.map((name) => secrets.write(name, name)));
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8'))).sort()).toEqual(names.sort());
  });

  test.each(['{"a":"canary', '["canary"]', '{"a":{"b":"canary"}}', '{"a":1}', ''])(
    'in a damaged file are told of without a word of it, and the file is left alone: %j',
    async (text) => {
      const file = temporaryFile();
      mkdirSync(dirname(file));
      writeFileSync(file, text, { mode: 0o600 });
      const secrets = fileSecrets({ file });
      const problem = {
        ok: false,
        error: { code: 'secrets-unreadable', message: 'the file of secrets is not an object of texts' },
      };
      expect(await secrets.read('a')).toEqual(problem);
      expect(await secrets.names()).toEqual(problem);
      expect(await secrets.write('a', 'b')).toEqual(problem);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  test('that cannot be read or written say so', async () => {
    const file = temporaryFile();
    mkdirSync(file, { recursive: true });
    expect(await fileSecrets({ file }).read('a')).toMatchObject({
      error: { code: 'secrets-unreadable', message: 'the file of secrets cannot be read (EISDIR)' },
    });
    const beneath = join(temporaryFile(), 'x');
    mkdirSync(dirname(dirname(beneath)));
    writeFileSync(dirname(beneath), 'a file');
    expect(await fileSecrets({ file: beneath }).write('a', 'b')).toMatchObject({
      ok: false,
      error: { code: 'secrets-unreadable' },
    });
  });
});
