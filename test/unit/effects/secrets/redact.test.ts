import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, rememberSecrets } from '../../../../engine/effects/secrets/redact.ts';
import { fixedSecrets } from '../../../../engine/effects/secrets/secrets.ts';

const value = 's3cret/ä+"x" y';

describe('a known secret is taken out of a text', () => {
  test.each([
    ['as it is', value],
    ['URL-encoded', encodeURIComponent(value)],
    ['as a form', new URLSearchParams({ a: value }).toString().slice(2)],
    ['as JSON', JSON.stringify(value).slice(1, -1)],
  ])('%s', (_, form) => {
    expect(createRedactor([value]).text(`before ${form} after ${form}`)).toBe(
      'before [secret] after [secret]',
    );
  });

  test('in base64, alone and within more', () => {
    const redactor = createRedactor(['password-of-smtp']);
    expect(redactor.text(`${btoa('password-of-smtp')}`)).not.toContain(btoa('password-of-smtp').slice(2, -3));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ unit: 'binary-ascii' }),
        (before, after) => {
          for (const encoding of ['base64', 'base64url'] as const) {
            const encoded = Buffer.from(`${before}password-of-smtp${after}`).toString(encoding);
            const redacted = redactor.text(encoded);
            expect(redacted).toContain('[secret]');
            expect(Buffer.from(redacted.replace('[secret]', ''), encoding).toString()).not.toContain(
              'word-of-sm',
            );
          }
        },
      ),
    );
  });

  test('from a web address also in parts', () => {
    const redactor = createRedactor([
      'https://hooks.slack.com/services/T0123/B0123/abcdefgh12345?token=tokentoken',
    ]);
    for (const part of [
      'https://hooks.slack.com/services/T0123/B0123/abcdefgh12345?token=tokentoken',
      '/services/T0123/B0123/abcdefgh12345',
      'abcdefgh12345',
      'tokentoken',
    ]) {
      expect(redactor.text(`no route to ${part}!`)).toBe('no route to [secret]!');
    }
    expect(redactor.text('hooks.slack.com T0123')).toBe('hooks.slack.com T0123');
  });

  test('the longer one first, where one is part of another', () => {
    expect(createRedactor(['abcdef', 'abcdefgh']).text('abcdefgh abcdef')).toBe('[secret] [secret]');
  });

  test('but not a word that is too short to be one', () => {
    expect(createRedactor(['admin', '']).text('admin is a word')).toBe('admin is a word');
  });

  test('within data, keys included', () => {
    const redactor = createRedactor(['canary']);
    expect(redactor.json([{ 'a canary': ['my canary', 1, null, true] }, 'canary'])).toEqual([
      { 'a [secret]': ['my [secret]', 1, null, true] },
      '[secret]',
    ]);
    expect(redactor.object({ a: 'canary' })).toEqual({ a: '[secret]' });
  });
});

test('secrets remember what they gave out', async () => {
  const secrets = rememberSecrets(fixedSecrets({ a: 'canary-a', b: 'canary-b' }));
  expect(secrets.redactor().text('canary-a canary-b')).toBe('canary-a canary-b');
  await secrets.read('a');
  await secrets.read('a');
  await secrets.read('c');
  expect(secrets.redactor().text('canary-a canary-b')).toBe('[secret] canary-b');
  await secrets.read('b');
  secrets.remember('canary-c');
  expect(secrets.redactor().text('canary-c')).toBe('[secret]');
  expect(secrets.redactor().text('canary-a canary-b')).toBe('[secret] [secret]');
});
