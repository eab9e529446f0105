import { z } from 'zod';
import { json, readWith } from '../../model/index.ts';
import { judgeUrl, type OutgoingRules } from '../address/index.ts';
import { failedEffect, type Performer, refusedEffect } from '../perform.ts';
import { resolveSecret, type Secrets } from '../secrets/secrets.ts';
import { headerKey } from './header-key.ts';
import type { HttpClient } from './http-client.ts';
import { sendPost } from './send-post.ts';
import { shapeForHost } from './slack-shape.ts';

export interface HttpPostOptions {
  client: HttpClient;
  rules: OutgoingRules;
  secrets: Secrets;
  now: () => Date;
}

const httpPost = z.looseObject({
  url: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: json,
});

/** `http.post`: posts JSON to an address, or to the one a secret holds. The key travels as `Idempotency-Key`. */
export function httpPostPerformer({ client, rules, secrets, now }: HttpPostOptions): Performer {
  return async (effect, call) => {
    const read = readWith(httpPost, effect);
    if (!read.ok) return refusedEffect('invalid-effect', 'this is not a request that can be sent');
    const url = await resolveSecret(read.value.url, secrets);
    if (!url.ok) return refusedEffect(url.error.code, url.error.message);
    const judged = judgeUrl(url.value, rules);
    if (!judged.ok) return failedEffect({ ...judged.error, retryable: false });
    const headers = {
      'user-agent': 'Rulewright',
      ...lowerCased(read.value.headers),
      'idempotency-key': headerKey(call.key),
    };
    const body = JSON.stringify(shapeForHost(read.value.body, judged.value.host));
    return await sendPost(client, { url: judged.value.url, headers, body }, { now, signal: call.signal });
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
