import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { signWebhook, verifyWebhook } from '../../../../engine/effects/http/webhook-signature.ts';

test('a signature is HMAC-SHA256 over timestamp, dot and body', () => {
  const expected = createHmac('sha256', 's3cret').update('1772452800.{"a":1}').digest('hex');
  expect(signWebhook('s3cret', '1772452800', '{"a":1}')).toBe(`sha256=${expected}`);
});

test('a signature fits its own secret, timestamp and body only', () => {
  const signature = signWebhook('s3cret', '1772452800', '{"a":"ü"}');
  expect(verifyWebhook('s3cret', '1772452800', '{"a":"ü"}', signature)).toBe(true);
  expect(verifyWebhook('other', '1772452800', '{"a":"ü"}', signature)).toBe(false);
  expect(verifyWebhook('s3cret', '1772452801', '{"a":"ü"}', signature)).toBe(false);
  expect(verifyWebhook('s3cret', '1772452800', '{"a":"u"}', signature)).toBe(false);
  expect(verifyWebhook('s3cret', '1772452800', '{"a":"ü"}', `${signature}0`)).toBe(false);
  expect(verifyWebhook('s3cret', '1772452800', '{"a":"ü"}', '')).toBe(false);
});
