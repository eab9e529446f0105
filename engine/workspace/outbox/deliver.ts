import { z } from 'zod';
import {
  type EffectResult,
  headerKey,
  type Performers,
  type Post,
  refusedEffect,
  resolveSecret,
  type Secrets,
  signWebhook,
} from '../../effects/index.ts';
import type { Database } from '../../store/index.ts';
import type { Deliver } from './outbox.ts';

export interface DeliverOptions {
  database: Database;
  now: () => Date;
  secrets: Secrets;
  performers: Performers;
  /** Posts under the address guard. */
  post: (post: Post, signal: AbortSignal) => Promise<EffectResult>;
}

const subscriptionRow = z.object({ url: z.string(), secret: z.string() });
const mailed = z.object({ subject: z.string(), text: z.string() });

/**
 * Sends a notice: to a subscription as a signed post, with `x-rulewright-timestamp` (seconds since the epoch) and
 * `x-rulewright-signature`, the HMAC over `timestamp.body`; to `mail:address` as a mail.
 */
export function createDeliver({ database, now, secrets, performers, post }: DeliverOptions): Deliver {
  const one = database.connection.prepare('SELECT url, secret FROM subscriptions WHERE id = ?');
  return async ({ notice, target }, signal) => {
    if (target.startsWith('mail:')) {
      const { subject, text } = mailed.parse(JSON.parse(notice.body));
      const to = [target.slice('mail:'.length)];
      const effect = { kind: 'email.send', to, subject, body: text, template: null };
      return await performers.perform(effect, { key: notice.id, signal });
    }
    const found = one.get(target);
    if (found === undefined) return refusedEffect('no-subscription', 'the subscription was deleted');
    const { url: address, secret } = subscriptionRow.parse(found);
    const url = await resolveSecret(address, secrets);
    if (!url.ok) return refusedEffect(url.error.code, url.error.message);
    const key = await resolveSecret(secret, secrets);
    if (!key.ok) return refusedEffect(key.error.code, key.error.message);
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Rulewright',
      'idempotency-key': headerKey(notice.id),
      'x-rulewright-event': notice.kind,
      'x-rulewright-id': notice.id,
      'x-rulewright-timestamp': timestamp,
      'x-rulewright-signature': signWebhook(key.value, timestamp, notice.body),
    };
    return await post({ url: url.value, headers, body: notice.body }, signal);
  };
}
