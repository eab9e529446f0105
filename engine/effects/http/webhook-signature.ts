import { createHmac, timingSafeEqual } from 'node:crypto';

const scheme = 'sha256=';

/**
 * Signs an outgoing notice: HMAC-SHA256 over `timestamp.body`, as `sha256=<hex>`. `timestamp` is what the receiver is sent
 * beside it (seconds since the epoch), so that an old notice cannot be sent again unnoticed.
 */
export function signWebhook(secret: string, timestamp: string, body: string): string {
  return scheme + createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

/** Whether a signature is the one of this timestamp and body. Takes the same time whatever is wrong. */
export function verifyWebhook(secret: string, timestamp: string, body: string, signature: string): boolean {
  const expected = Buffer.from(signWebhook(secret, timestamp, body));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
