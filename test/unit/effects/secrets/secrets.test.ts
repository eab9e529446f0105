import { expect, test } from 'vitest';
import { environmentSecrets, variableOf } from '../../../../engine/effects/secrets/environment-secrets.ts';
import {
  firstOf,
  fixedSecrets,
  resolveSecret,
  type Secrets,
  secretName,
} from '../../../../engine/effects/secrets/secrets.ts';

test.each([
  ['secret:smtp', 'smtp'],
  ['secret:slack-ops.2_a', 'slack-ops.2_a'],
  ['secret:', null],
  ['secret:a b', null],
  [' secret:a', null],
  ['secret:a\n', null],
  ['Secret:a', null],
  ['https://x/secret:a', null],
])('%j refers to %j', (text, name) => {
  expect(secretName(text)).toBe(name);
});

test('what refers to nothing is itself', async () => {
  expect(await resolveSecret('plain', fixedSecrets({ plain: 'x' }))).toEqual({ ok: true, value: 'plain' });
  expect(await resolveSecret('secret:plain', fixedSecrets({ plain: 'x' }))).toEqual({ ok: true, value: 'x' });
  expect(await resolveSecret('secret:toString', fixedSecrets({}))).toEqual({
    ok: false,
    error: { code: 'unknown-secret', message: 'there is no secret "toString"' },
  });
});

test('a secret of the environment has its name in capitals', async () => {
  expect(variableOf('slack-ops.2')).toBe('RULEWRIGHT_SECRET_SLACK_OPS_2');
  const secrets = environmentSecrets({
    RULEWRIGHT_SECRET_SMTP: 'x',
    RULEWRIGHT_SECRET_EMPTY: '',
    PATH: '/bin',
  });
  expect(await secrets.read('smtp')).toEqual({ ok: true, value: 'x' });
  expect(await secrets.read('empty')).toMatchObject({ error: { code: 'unknown-secret' } });
  expect(await secrets.read('PATH')).toMatchObject({ error: { code: 'unknown-secret' } });
});

test('of several places the first that knows a name has it, and one that fails is not passed over', async () => {
  const broken: Secrets = {
    read: async () => ({ ok: false, error: { code: 'secrets-unreadable', message: 'the disk is gone' } }),
  };
  const places = firstOf(fixedSecrets({ a: '1' }), fixedSecrets({ a: '2', b: '3' }));
  expect(await places.read('a')).toEqual({ ok: true, value: '1' });
  expect(await places.read('b')).toEqual({ ok: true, value: '3' });
  expect(await places.read('c')).toMatchObject({ error: { code: 'unknown-secret' } });
  const failing = firstOf(broken, fixedSecrets({ a: '1' }));
  expect(await failing.read('a')).toMatchObject({ error: { code: 'secrets-unreadable' } });
});
