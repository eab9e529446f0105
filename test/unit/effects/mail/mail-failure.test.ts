import { expect, test } from 'vitest';
import { explainMailError } from '../../../../engine/effects/mail/mail-failure.ts';

function mailError(fields: Record<string, unknown>): Error {
  return Object.assign(new Error('words with a canary'), fields);
}

test.each([
  [{ code: 'EENVELOPE', responseCode: 550, response: '550 No' }, 'rejected-recipient', false],
  [{ code: 'EENVELOPE', responseCode: 450, response: '450 Later' }, 'smtp-450', true],
  [{ code: 'EMESSAGE', responseCode: 554, response: '554 No' }, 'smtp-554', false],
  [{ code: 'EAUTH', responseCode: 535, response: '535 No' }, 'smtp-535', false],
  [{ code: 'ETLS', responseCode: 454, response: '454 Not now' }, 'smtp-454', true],
  [{ code: 'ETLS', responseCode: 500, response: '500 What?' }, 'mail-not-secure', false],
  [{ code: 'EREQUIRETLS' }, 'mail-not-secure', false],
  [{ code: 'ETIMEDOUT' }, 'time-out', true],
  [{ code: 'EABORT' }, 'time-out', true],
  [{ code: 'ENOAUTH' }, 'mail-refused', false],
  [{ code: 'ECONFIG' }, 'mail-refused', false],
  [{ code: 'EMESSAGE' }, 'mail-refused', false],
  [{ code: 'EENVELOPE' }, 'mail-refused', false],
  [{ code: 'EDNS' }, 'network', true],
  [{ code: 'ECONNECTION' }, 'network', true],
  [{ code: 'ESOCKET' }, 'network', true],
  [{ code: 'EPROTOCOL', responseCode: 220 }, 'network', true],
  [{ code: 7, responseCode: '550', response: {} }, 'network', true],
  [{ code: 'a canary' }, 'network', true],
  [{}, 'network', true],
])('%j is %s', (fields, code, retryable) => {
  const explained = explainMailError(mailError(fields));
  expect(explained).toMatchObject({ code, retryable });
  expect(explained.message).not.toContain('canary');
});

test("the server's words are one short line", () => {
  const response = `550-No\r\n550 ${'x'.repeat(500)}`;
  expect(explainMailError(mailError({ responseCode: 550, response })).message).toBe(
    `the mail server answered 550: 550-No 550 ${'x'.repeat(289)}`,
  );
});

test('what is no error at all is a failure of the network', () => {
  expect(explainMailError('words')).toMatchObject({ code: 'network' });
});
